import type { ComponentChildren } from "preact";
import { ApiError } from "../api/problem.ts";
import { useWords } from "../lib/i18n.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.ts";

interface Props {
  icon: IconName;
  title: string;
  hint: string;
  tone?: "plain" | "bad";
  children?: ComponentChildren;
}

/** A calm note in place of content, with the next step. */
export function Note({ icon, title, hint, tone = "plain", children }: Props) {
  return (
    <div class="note" data-tone={tone}>
      <span class="note-icon">
        <Icon name={icon} size={20} />
      </span>
      <p class="note-title">{title}</p>
      <p class="note-hint">{hint}</p>
      {children}
    </div>
  );
}

/** Say why nothing could be loaded and offer the way on. */
export function Failure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useWords();
  const problem = error instanceof ApiError ? error : new ApiError(500);
  if (problem.status === 403) {
    return <Note icon="lock" title={t.states.forbiddenTitle} hint={t.states.forbiddenHint} />;
  }
  if (problem.status === 404) {
    return <Note icon="inbox" title={t.states.missingTitle} hint={t.states.missingHint} />;
  }
  const offline = problem.status === 0;
  return (
    <Note
      icon={offline ? "wifi-off" : "triangle-alert"}
      tone="bad"
      title={offline ? t.states.offlineTitle : t.states.errorTitle}
      hint={offline ? t.states.offlineHint : t.states.errorHint}
    >
      {problem.requestId && (
        <p class="note-hint">
          {t.states.request} <code>{problem.requestId}</code>
        </p>
      )}
      <button type="button" class="button" onClick={onRetry}>
        <Icon name="rotate-cw" />
        {t.states.retry}
      </button>
    </Note>
  );
}

/** A grey bar where words will be. */
export function Bone({ width = 80, height }: { width?: number | string; height?: number }) {
  const style = { width: typeof width === "number" ? `${width}px` : width, ...(height ? { height: `${height}px` } : {}) };
  return <span class="bone" style={style} aria-hidden="true" />;
}
