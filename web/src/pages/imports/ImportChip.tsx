import type { ImportJob } from "../../api/importing.ts";
import { useWords } from "../../lib/i18n.ts";
import { Chip, type Look } from "../../ui/Chip.tsx";

/** How soon to look again at an import that is worked on. */
export const LIVE_MS = 1000;

const LOOK: Record<ImportJob["state"], Look> = {
  waiting: ["upload", "grey"],
  queued: ["hourglass", "grey"],
  running: ["rotate-cw", "amber"],
  done: ["circle-check", "green"],
  failed: ["circle-x", "red"],
};

/** Tell whether more is to come of an import by itself. */
export function isLive(job: Pick<ImportJob, "state">): boolean {
  return job.state === "queued" || job.state === "running";
}

export function ImportChip({ state }: { state: ImportJob["state"] }) {
  return <Chip look={LOOK[state]} text={useWords().t.importState[state]} />;
}
