import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useMay } from "../../api/me.ts";
import type { Technician } from "../../api/types.ts";
import { periodsOf } from "../../lib/calendar.ts";
import { useWords } from "../../lib/i18n.ts";
import { today } from "../../lib/time.ts";
import { Icon } from "../../ui/Icon.tsx";
import { CalendarForm } from "./CalendarForm.tsx";
import { periodLine, weekLines } from "./calendarLines.ts";

/** When the technician works, and the days off that are still to come. */
export function Schedule({ technician }: { technician: Technician }) {
  const { t, lang } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("technicians:write");
  const { calendar } = technician;
  const now = today(technician.timezone ?? config().company.zone);
  const ahead = periodsOf(calendar?.exceptions).filter((one) => one.to >= now);
  return (
    <section>
      <header class="section-head">
        <h3>{t.calendar.title}</h3>
        {mayEdit && (
          <button type="button" class="button small" onClick={() => setOpen(true)}>
            <Icon name="calendar-clock" size={14} />
            {calendar ? t.calendar.edit : t.calendar.set}
          </button>
        )}
      </header>
      {calendar ? (
        <dl class="facts schedule">
          {weekLines(calendar, t, lang).map(([days, hours]) => (
            <div key={days}>
              <dt>{days}</dt>
              <dd>{hours}</dd>
            </div>
          ))}
          {ahead.length > 0 && (
            <div>
              <dt>{t.calendar.ahead}</dt>
              <dd>
                {ahead.map((one) => (
                  <span key={one.from} class="fact-line">
                    {periodLine(one, t, lang)}
                  </span>
                ))}
              </dd>
            </div>
          )}
        </dl>
      ) : (
        <p class="muted">{t.calendar.unknown}</p>
      )}
      {isOpen && <CalendarForm technician={technician} onClose={() => setOpen(false)} />}
    </section>
  );
}
