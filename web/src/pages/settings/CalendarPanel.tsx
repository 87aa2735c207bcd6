import type { ComponentChildren } from "preact";
import { hours } from "../../lib/hours.ts";
import { useWords } from "../../lib/i18n.ts";
import { DAYS, type Rules } from "../../lib/rules.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Bone } from "../../ui/States.tsx";
import { ownDay, weekday } from "./words.ts";

/** When the company works: promises count by it. */
export function CalendarPanel({ rules, onEdit }: { rules: Rules | undefined; onEdit: (() => void) | null }) {
  const { t } = useWords();
  const known = rules?.calendar?.holidays === "none" ? undefined : rules?.holidays_known_until;
  return (
    <section class="panel">
      <header class="panel-head">
        <div>
          <h2>{t.rules.calendar}</h2>
          <p class="muted">{t.rules.calendarHint}</p>
        </div>
        {onEdit && (
          <button type="button" class="button" disabled={!rules} onClick={onEdit}>
            <Icon name="pencil" />
            {t.rules.editCalendar}
          </button>
        )}
      </header>
      <div class="panel-body">
        {rules?.calendar ? <Week calendar={rules.calendar} /> : <Bone width="60%" height={288} />}
        {known && (
          <p class="banner" data-tone="info">
            <Icon name="info" />
            {t.rules.knownUntil(known)}
          </p>
        )}
      </div>
    </section>
  );
}

function Week({ calendar }: { calendar: NonNullable<Rules["calendar"]> }) {
  const { t, lang } = useWords();
  const own = (calendar.exceptions ?? []).map((one) => (
    <span key={one.day} class="fact-line">
      {ownDay(one, lang, t)}
    </span>
  ));
  const rows: [string, ComponentChildren][] = DAYS.map((name) => [
    weekday(name, lang),
    hours(calendar.week[name]) || <span class="muted">{t.rules.closed}</span>,
  ]);
  rows.push([t.rules.holidays, t.rules.calendars[calendar.holidays ?? "RU"]]);
  if (own.length > 0) rows.push([t.rules.exceptions, own]);
  return <Facts rows={rows} />;
}
