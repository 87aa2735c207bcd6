import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import type { Technician } from "../../api/types.ts";
import { bodyOf, check, draftOf, someDay, USUAL, WEEK, type Calendar, type CalendarDraft, type CalendarErrors, type Period } from "../../lib/calendar.ts";
import { useWords } from "../../lib/i18n.ts";
import { weekday } from "../../lib/format.ts";
import { today } from "../../lib/time.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { calendarLines } from "./calendarLines.ts";
import { Hours } from "./Hours.tsx";
import { useTechnicianEdit } from "./useTechnicianEdit.ts";

const WORKDAYS = WEEK.slice(0, 5);

/** When a technician works: hours by weekday, and the days that differ. */
export function CalendarForm({ technician, onClose }: { technician: Technician; onClose: () => void }) {
  const { t, lang } = useWords();
  const [draft, setDraft] = useState<CalendarDraft>(() => draftOf(technician.calendar));
  const [errors, setErrors] = useState<CalendarErrors>({});
  const edit = useTechnicianEdit(technician, (row) => ({ calendar: bodyOf(draftOf(row.calendar)) }), onClose);
  const change = (next: Partial<CalendarDraft>): void => {
    setDraft({ ...draft, ...next });
    setErrors({});
  };
  const submit = (): void => {
    const found = check(draft);
    setErrors(found);
    if (Object.keys(found).length === 0) edit.send({ calendar: bodyOf(draft) });
  };
  const { weekly, periods } = draft;
  const pattern = weekly.mon.length > 0 ? weekly.mon : [USUAL];
  const refused = ruleOf(edit.error, "calendar");
  return (
    <EditDialog
      edit={edit}
      title={t.calendar.title}
      shape="wide"
      nameOf={() => t.calendar.title}
      show={(_, value) => (value ? calendarLines(value as Calendar, t, lang).join("\n") : t.calendar.unknown)}
      onSubmit={submit}
      onClose={onClose}
    >
      {refused && <p class="field-error">{refused}</p>}
      <div class="roster">
        {WEEK.map((day) => {
          const name = weekday(someDay(day), lang, "long");
          const wrong = errors[day];
          return (
            <fieldset key={day} class="roster-day" aria-label={name}>
              <span class="roster-name">{name}</span>
              <Hours
                label={name}
                shifts={weekly[day]}
                onShifts={(shifts) => change({ weekly: { ...weekly, [day]: shifts } })}
                error={wrong && t.problem[wrong]}
              />
            </fieldset>
          );
        })}
        <div class="moves">
          <button
            type="button"
            class="button small"
            onClick={() => change({ weekly: { ...weekly, ...Object.fromEntries(WORKDAYS.map((day) => [day, pattern])) } })}
          >
            <Icon name="copy" size={14} />
            {weekly.mon.length > 0 ? t.calendar.likeMonday : t.calendar.usual(USUAL.start, USUAL.end)}
          </button>
          <span class="field-hint">{technician.timezone ? t.calendar.ownZone(technician.timezone) : t.move.zone(config().company.zone)}</span>
        </div>
      </div>
      <fieldset class="form-group">
        <legend>{t.calendar.exceptions}</legend>
        <div class="parts">
          {periods.length === 0 && <p class="muted">{t.calendar.noExceptions}</p>}
          {periods.map((period, index) => {
            const wrong = errors[index];
            return (
              <PeriodRow
                key={index}
                position={index + 1}
                period={period}
                error={wrong && t.problem[wrong]}
                onPeriod={(next) => change({ periods: periods.with(index, next) })}
                onRemove={() => change({ periods: periods.toSpliced(index, 1) })}
              />
            );
          })}
          <button
            type="button"
            class="button small"
            onClick={() => {
              const first = today(config().company.zone);
              change({ periods: [...periods, { from: first, to: first, shifts: [], note: "" }] });
            }}
          >
            <Icon name="plus" size={14} />
            {t.calendar.addException}
          </button>
        </div>
      </fieldset>
    </EditDialog>
  );
}

interface PeriodProps {
  position: number;
  period: Period;
  error: string | undefined;
  onPeriod: (period: Period) => void;
  onRemove: () => void;
}

function PeriodRow({ position, period, error, onPeriod, onRemove }: PeriodProps) {
  const { t } = useWords();
  const name = t.calendar.exception(position);
  const setFrom = (from: string): void => onPeriod({ ...period, from, to: period.to < from ? from : period.to });
  return (
    <fieldset class="part period-edit" aria-label={name}>
      <TextField type="date" label={t.calendar.from} value={period.from} onValue={setFrom} />
      <TextField type="date" label={t.calendar.to} min={period.from} value={period.to} onValue={(to) => onPeriod({ ...period, to })} />
      <TextField label={t.calendar.note} maxLength={200} value={period.note} onValue={(note) => onPeriod({ ...period, note })} />
      <button type="button" class="button quiet square" aria-label={t.calendar.removeException(position)} onClick={onRemove}>
        <Icon name="trash-2" />
      </button>
      <Hours label={name} shifts={period.shifts} onShifts={(shifts) => onPeriod({ ...period, shifts })} error={error} />
    </fieldset>
  );
}
