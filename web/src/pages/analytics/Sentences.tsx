import type { Verdict } from "../../api/figures.ts";
import { useWords } from "../../lib/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import type { IconName } from "../../ui/icons.ts";
import { Bone } from "../../ui/States.tsx";

const LOOKS: Record<Verdict["tone"], [icon: IconName, tone: string]> = {
  good: ["circle-check", "green"],
  bad: ["triangle-alert", "red"],
  neutral: ["info", "grey"],
  unknown: ["hourglass", "amber"],
};
const BONES = ["72%", "58%", "64%"];
const LIST = { display: "grid", gap: "8px", padding: "14px 16px" };

/** What there is to say of the figures, before they are drawn. */
export function Sentences({ verdicts }: { verdicts: Verdict[] | undefined }) {
  const { lang } = useWords();
  if (!verdicts) {
    return (
      <div style={LIST}>
        {BONES.map((width) => (
          <Bone key={width} width={width} height={20} />
        ))}
      </div>
    );
  }
  return (
    <ul style={LIST}>
      {verdicts.map(({ code, tone, text }, index) => (
        <li key={`${code} ${index}`} style={{ display: "flex", gap: "10px" }}>
          <span class="tone" data-tone={LOOKS[tone][1]} style={{ paddingTop: "2px" }}>
            <Icon name={LOOKS[tone][0]} />
          </span>
          <span>{text[lang]}</span>
        </li>
      ))}
    </ul>
  );
}
