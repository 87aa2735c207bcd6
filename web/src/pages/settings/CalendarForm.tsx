import { useState } from "preact/hooks";
import { hours, parseHours } from "../../lib/hours.ts";
import { useWords } from "../../lib/i18n.ts";
import { DAYS, type OwnDay, type Rules } from "../../lib/rules.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { ChoiceField, TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useRules } from "./useRules.ts";
import { nameOf, ruleAt, show, weekday } from "./words.ts";

type Own = Record<"day" | "hours" | "note", string>;

interface Draft {
  week: Record<string, string>;
  holidays: string;
  own: Own[];
}

function draftOf({ calendar }: Rules): Draft {
  return {
    week: Object.fromEntries(DAYS.map((day) => [day, hours(calendar?.week[day])])),
    holidays: calendar?.holidays ?? "RU",
    own: (calendar?.exceptions ?? []).map((one) => ({ day: one.day, hours: hours(one.hours), note: one.note ?? "" })),
  };
}

/** The form of the working calendar; the policies stay as they are. */
export function CalendarForm({ rules, onClose }: { rules: Rules; onClose: () => void }) {
  const { t, lang } = useWords();
  const [draft, setDraft] = useState(() => draftOf(rules));
  const [isTried, setTried] = useState(false);
  const edit = useRules(rules, onClose);

  const week = Object.fromEntries(DAYS.map((day) => [day, parseHours(draft.week[day] ?? "")]));
  const own = draft.own.map((one) => ({ day: one.day, hours: parseHours(one.hours), note: one.note.trim() }));
  const isWhole = Object.values(week).every(Boolean) && own.every((one) => one.day && one.hours);
  const submit = (): void => {
    setTried(true);
    if (isWhole) edit.send({ ...week, holidays: draft.holidays, exceptions: own as OwnDay[] });
  };
  const change = (index: number, part: Partial<Own>): void =>
    setDraft({ ...draft, own: draft.own.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const badHours = (is: boolean): string | undefined => (isTried && is ? t.rules.badHours : undefined);
  const calendar = "calendar.week";
  const elsewhere = ruleAt(edit.error, ...DAYS.map((day) => `${calendar}.${day}`)) ? undefined : ruleAt(edit.error, calendar, "policies");

  return (
    <EditDialog
      edit={edit}
      title={t.rules.calendar}
      nameOf={(field) => nameOf(field, lang, t)}
      show={(field, value) => show(field, value, lang, t)}
      onSubmit={submit}
      onClose={onClose}
    >
      <p class="field-hint">{t.rules.hoursHint}</p>
      {elsewhere && (
        <p class="field-error" role="alert">
          {elsewhere}
        </p>
      )}
      <div class="week">
        {DAYS.map((day) => (
          <TextField
            key={day}
            label={weekday(day, lang)}
            placeholder={t.rules.closed}
            value={draft.week[day] ?? ""}
            onValue={(value) => setDraft({ ...draft, week: { ...draft.week, [day]: value } })}
            error={badHours(week[day] === null) ?? ruleAt(edit.error, `${calendar}.${day}`)}
          />
        ))}
      </div>
      <ChoiceField
        label={t.rules.holidays}
        value={draft.holidays}
        onValue={(holidays) => setDraft({ ...draft, holidays })}
        options={Object.entries(t.rules.calendars)}
      />
      {draft.holidays === "RU" && rules.holidays_known_until && <p class="field-hint">{t.rules.knownUntil(rules.holidays_known_until)}</p>}
      <fieldset class="field form">
        <legend>{t.rules.exceptions}</legend>
        {draft.own.map((one, index) => (
          <div key={index} class="own-day">
            <TextField
              type="date"
              label={t.rules.day}
              value={one.day}
              onValue={(day) => change(index, { day })}
              error={isTried && !one.day ? t.problem.required : ruleAt(edit.error, `calendar.exceptions.${index}.day`)}
            />
            <TextField
              label={t.rules.hours}
              placeholder={t.rules.closed}
              value={one.hours}
              onValue={(text) => change(index, { hours: text })}
              error={badHours(own[index]?.hours === null) ?? ruleAt(edit.error, `calendar.exceptions.${index}.hours`)}
            />
            <TextField label={t.rules.note} maxLength={100} value={one.note} onValue={(note) => change(index, { note })} />
            <button
              type="button"
              class="button quiet square"
              aria-label={t.rules.removeDay(one.day || String(index + 1))}
              onClick={() => setDraft({ ...draft, own: draft.own.filter((_, at) => at !== index) })}
            >
              <Icon name="trash-2" />
            </button>
          </div>
        ))}
        <p>
          <button
            type="button"
            class="button small"
            onClick={() => setDraft({ ...draft, own: [...draft.own, { day: "", hours: "", note: "" }] })}
          >
            <Icon name="plus" size={14} />
            {t.rules.addDay}
          </button>
        </p>
      </fieldset>
    </EditDialog>
  );
}
