import type { FeedbackEntry, Moderation } from "../../api/feedback.ts";
import { config } from "../../api/config.ts";
import { instant } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import type { Look } from "../../ui/Chip.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { At } from "../../ui/Time.tsx";
import { toneOf } from "./Rating.tsx";
import { saidBeside } from "./survey.ts";

const LOOKS: Record<FeedbackEntry["action"], Look> = {
  answered: ["star", "grey"],
  changed: ["pencil", "grey"],
  moderated: ["eye", "blue"],
  replied: ["send", "violet"],
  followed_up: ["clock", "amber"],
  topics_set: ["list", "grey"],
  erased: ["lock", "red"],
};

/** Say what stood there after the change. */
function factsOf(entry: FeedbackEntry, t: Messages, lang: Lang): string[] {
  const { feedback } = t;
  const due = entry.due_at && `${feedback.due} ${instant(entry.due_at, lang, config().company.zone, "minute")}`;
  const state =
    entry.action === "followed_up" ? feedback.tasks[entry.state as "open" | "done"] : feedback.states[entry.state as Moderation];
  return [
    entry.rating != null && t.answer.of(entry.rating),
    ...saidBeside(entry, t),
    entry.state && state,
    entry.assignee?.name,
    due,
    entry.topics && (entry.topics.join(", ") || feedback.noTopics),
  ].filter((one): one is string => Boolean(one));
}

/** Everything that ever happened to an answer, the last thing first. */
export function Past({ entries }: { entries: readonly FeedbackEntry[] }) {
  const { t, lang } = useWords();
  return (
    <ol class="timeline">
      {[...entries].reverse().map((entry) => {
        const [icon, tone] = LOOKS[entry.action];
        const words = entry.comment || entry.text;
        const who = entry.by.name || t.actor[entry.by.kind as keyof typeof t.actor] || entry.by.kind;
        return (
          <li key={entry.version}>
            <span class="tone" data-tone={entry.rating == null ? tone : toneOf(entry.rating)}>
              <Icon name={icon} />
            </span>
            <div>
              <p>
                <strong>{t.feedback.done[entry.action]}</strong>
                <span class="muted">
                  <At at={entry.at} />
                </span>
              </p>
              <p class="timeline-reason">{factsOf(entry, t, lang).join(" · ")}</p>
              {words && <p class="timeline-reason">«{words}»</p>}
              <p class="muted">{who}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
