import type { Overview } from "../../api/feedback.ts";
import { useWords } from "../../lib/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Note } from "../../ui/States.tsx";

type Name = Overview["errors"][number]["part"];

/** Tell whether a part of the page failed while others came. */
export function hasFailed(data: Overview | undefined, part: Name): boolean {
  return data?.errors.some((one) => one.part === part) ?? false;
}

/** In place of a part that failed: the rest of the page stands. */
export function FailedPart({ onRetry }: { onRetry: () => void }) {
  const { t } = useWords();
  return (
    <Note icon="triangle-alert" tone="bad" title={t.feedback.partTitle} hint={t.feedback.partHint}>
      <button type="button" class="button" onClick={onRetry}>
        <Icon name="rotate-cw" />
        {t.states.retry}
      </button>
    </Note>
  );
}
