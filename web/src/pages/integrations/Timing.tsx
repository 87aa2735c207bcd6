import type { Timing } from "../../api/partners.ts";
import { duration } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";

const STEPS = ["dns", "connect", "tls", "first_byte"] as const;

/** Where the time of a call went: a bar, and the same in figures. */
export function TimingBar({ timing }: { timing: Timing }) {
  const { t, lang } = useWords();
  const taken = STEPS.map((step) => ({ step: step as string, name: t.timing[step], ms: timing[`${step}_ms`] }));
  const known = taken.filter((one): one is typeof one & { ms: number } => one.ms !== null);
  const rest = Math.max(0, timing.total_ms - known.reduce((sum, one) => sum + one.ms, 0));
  const parts = [...known, { step: "rest", name: t.timing.rest, ms: rest }];
  const isReused = timing.connect_ms === null && timing.first_byte_ms !== null;
  return (
    <figure class="timing">
      <figcaption>
        {t.timing.title}
        <strong>{duration(timing.total_ms, lang)}</strong>
      </figcaption>
      <div class="timing-bar" aria-hidden="true">
        {parts.map((part) => (
          <span key={part.step} data-step={part.step} style={{ flexGrow: part.ms }} />
        ))}
      </div>
      <ul>
        {parts.map((part) => (
          <li key={part.step} data-step={part.step}>
            {part.name} <b>{duration(part.ms, lang)}</b>
          </li>
        ))}
      </ul>
      {isReused && <p class="muted">{t.timing.reused}</p>}
    </figure>
  );
}
