import type { Change, Unit, Verdict } from "../../api/figures.ts";
import { changed } from "../../lib/figureFormat.ts";
import { useWords } from "../../lib/i18n.ts";
import { Chip, type Look } from "../Chip.tsx";
import { Icon } from "../Icon.tsx";
import type { IconName } from "../icons.ts";

interface Props {
  verdict: Verdict;
  change: Change | null;
}

type Word = "good" | "bad" | "up" | "down" | "no_change" | "maybe_chance" | "too_few" | "no_data" | "base_zero" | "running" | "none";

const LOOKS: Record<Word, Look> = {
  good: ["trending-up", "green"],
  bad: ["triangle-alert", "red"],
  up: ["arrow-up", "blue"],
  down: ["arrow-down", "blue"],
  no_change: ["equal", "grey"],
  maybe_chance: ["circle-dashed", "grey"],
  too_few: ["hourglass", "amber"],
  no_data: ["minus", "grey"],
  base_zero: ["plus", "blue"],
  running: ["clock", "blue"],
  none: ["minus", "grey"],
};

function wordOf({ code, tone }: Verdict, change: Change | null): Word {
  if (code === "steady_change") return tone === "good" || tone === "bad" ? tone : (change?.absolute ?? 0) < 0 ? "down" : "up";
  return code in LOOKS ? (code as Word) : "none";
}

/** What to think of a change, in a word and a sign. */
export function VerdictChip({ verdict, change }: Props) {
  const { t } = useWords();
  const word = wordOf(verdict, change);
  return <Chip look={LOOKS[word]} text={t.insight.verdicts[word]} />;
}

interface DeltaProps extends Props {
  unit: Unit;
  currency: string;
}

/** By how much a figure changed; the arrow says the same as the colour's sign. */
export function Delta({ change, verdict, unit, currency }: DeltaProps) {
  const { t, lang } = useWords();
  const text = change && changed(change, unit, currency, lang, t.insight.pp);
  if (!text) return null;
  const icon: IconName = text.startsWith("+") ? "arrow-up" : text.startsWith("−") ? "arrow-down" : "equal";
  const tone = verdict.tone === "good" ? "green" : verdict.tone === "bad" ? "red" : "grey";
  return (
    <span class="delta" data-tone={tone}>
      <Icon name={icon} size={12} />
      {text}
    </span>
  );
}
