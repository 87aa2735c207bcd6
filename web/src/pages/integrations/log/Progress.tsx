import type { Replay } from "../../../api/partners.ts";
import { percent } from "../../../lib/format.ts";
import { useWords } from "../../../lib/i18n.ts";
import { Chip, type Look } from "../../../ui/Chip.tsx";

const LOOKS: Record<Replay["state"], Look> = {
  running: ["rotate-cw", "blue"],
  paused: ["circle-pause", "grey"],
  done: ["circle-check", "green"],
  cancelled: ["ban", "red"],
};

export function ReplayChip({ state }: { state: Replay["state"] }) {
  const { t } = useWords();
  return <Chip look={LOOKS[state]} text={t.replay.states[state] ?? state} />;
}

/** How far a replay is in its window, as a bar and in figures. */
export function Progress({ replay }: { replay: Replay }) {
  const { t, lang } = useWords();
  const { share } = replay.progress;
  return (
    <div class="replay-progress">
      <progress max={1} value={share} aria-label={t.replay.progress} />
      {percent(share, lang)}
    </div>
  );
}
