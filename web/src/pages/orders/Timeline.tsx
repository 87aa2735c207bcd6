import type { HistoryEntry } from "../../api/types.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { STATUS } from "../../ui/Chip.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { At } from "../../ui/Time.tsx";

const LATE_MS = 60_000;

function headline(entry: HistoryEntry, t: Messages): string {
  if (entry.to && entry.to !== entry.from) return entry.from ? t.status[entry.to] : t.history.created;
  return t.history.actions[entry.action as keyof typeof t.history.actions] ?? t.history.edited;
}

/** A hold keeps its code as the reason when nobody wrote more. */
function reasonOf(entry: HistoryEntry, t: Messages): string | null {
  const { reason } = entry;
  return reason && reason in t.hold ? t.hold[reason as keyof typeof t.hold] : reason;
}

function Step({ entry }: { entry: HistoryEntry }) {
  const { t } = useWords();
  const [icon, tone] = entry.to ? STATUS[entry.to] : (["circle-dot", "grey"] as const);
  const reason = reasonOf(entry, t);
  const late = new Date(entry.recorded_at).getTime() - new Date(entry.at).getTime() > LATE_MS;
  const kind = t.actor[entry.actor.kind as keyof typeof t.actor] ?? entry.actor.kind;
  // A user whose name the API does not know is named by the id: the kind says more.
  const who = entry.actor.name && entry.actor.name !== entry.actor.id ? entry.actor.name : kind;
  const fields = entry.fields.map((name) => t.edit[name as "title"]).filter((name) => typeof name === "string");
  return (
    <li>
      <span class="tone" data-tone={tone}>
        <Icon name={icon} />
      </span>
      <div>
        <p>
          <strong>{headline(entry, t)}</strong>
          <span class="muted">
            <At at={entry.at} />
            {late && <> · {t.history.late}</>}
          </span>
        </p>
        {fields.length > 0 && <p class="timeline-reason">{fields.join(", ")}</p>}
        {reason && <p class="timeline-reason">{reason}</p>}
        <p class="muted">{who}</p>
      </div>
    </li>
  );
}

/** What happened to an order, the last thing first. */
export function Timeline({ entries }: { entries: readonly HistoryEntry[] }) {
  return (
    <ol class="timeline">
      {[...entries].reverse().map((entry) => (
        <Step key={`${entry.version}-${entry.recorded_at}`} entry={entry} />
      ))}
    </ol>
  );
}
