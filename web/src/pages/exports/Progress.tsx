import type { Run } from "../../api/exports.ts";
import { number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";

/** How far a run is: the stage, and the rows gone through of those in its months. */
export function Progress({ progress }: { progress: NonNullable<Run["progress"]> }) {
  const { t, lang } = useWords();
  const { stage = "reading", rows_done: done = 0, rows_total: total = 0 } = progress;
  return (
    <div class="replay-progress">
      <progress max={Math.max(total, 1)} value={done} aria-label={t.exports.progress} />
      <span class="muted">
        {t.exports.stages[stage]} {t.exports.done(number(done, lang), number(total, lang))}
      </span>
    </div>
  );
}
