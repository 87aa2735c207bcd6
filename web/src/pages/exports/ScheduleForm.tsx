import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refresh } from "../../api/data.ts";
import type { Catalogue, Schedule, ScheduleIn } from "../../api/exports.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import type { Fault } from "../../lib/schema.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit } from "../../ui/useEdit.ts";
import { clock, draftFor, fieldsOf, HOURS, wholeOf, WHENS, WORKING_DAYS, type Draft } from "./schedule.ts";
import { dataSetOf, faultsIn, formatOf } from "../../lib/wish.ts";
import { WishFields } from "./WishFields.tsx";

interface Props {
  record: Schedule | null;
  there: Catalogue;
  onClose: () => void;
}

/** The form of a schedule: a new one, or changes to one. */
export function ScheduleForm({ record, there, onClose }: Props) {
  const { t, lang } = useWords();
  const [draft, setDraft] = useState(() => draftFor(there, record, lang));
  const [faults, setFaults] = useState<Record<string, Fault>>({});
  // A schedule is replaced as a whole: what was not changed here stays as it was read last.
  const known = useRef(record);
  const path = { schedule_id: record?.id ?? "" };
  const edit = useEdit<Schedule>({
    record,
    fieldsOf: (row) => fieldsOf(there, draftFor(there, row, lang), lang),
    load: async () => (known.current = await api("GET /v1/exports/schedules/{schedule_id}", { path })),
    save: (fields, version) => {
      const body = { ...(known.current && wholeOf(known.current)), ...fields } as ScheduleIn;
      return api("PUT /v1/exports/schedules/{schedule_id}", { path, body, version });
    },
    create: (fields, key) =>
      api("POST /v1/exports/schedules", { body: fields as unknown as ScheduleIn, idempotencyKey: key }),
    onSaved: () => {
      refresh("GET /v1/exports/schedules");
      toast(t.exports.saved);
      onClose();
    },
    onClose,
  });
  const submit = (): void => {
    const found = faultsIn(there, draft.wish, lang);
    setFaults(found);
    if (Object.keys(found).length === 0) edit.send(fieldsOf(there, draft, lang));
  };
  return (
    <EditDialog
      edit={edit}
      title={record ? t.exports.editSchedule : t.exports.newSchedule}
      nameOf={(field) => t.exports.fieldNames[field] ?? field}
      show={(field, value) => shown(field, value, there, t, lang)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TimeFields draft={draft} onDraft={setDraft} error={edit.error} />
      <WishFields there={there} wish={draft.wish} onWish={(wish) => setDraft({ ...draft, wish })} faults={faults} error={edit.error} />
      <div class="checks">
        <label class="check">
          <input
            type="checkbox"
            checked={draft.enabled}
            onChange={(event) => setDraft({ ...draft, enabled: event.currentTarget.checked })}
          />
          <span>{t.exports.enabled}</span>
        </label>
      </div>
    </EditDialog>
  );
}

function TimeFields({ draft, onDraft, error }: { draft: Draft; onDraft: (draft: Draft) => void; error: unknown }) {
  const { t } = useWords();
  const hours = HOURS.map((hour): [string, string] => [String(hour), clock(hour)]);
  const put = (part: Partial<Draft>): void => onDraft({ ...draft, ...part });
  return (
    <>
      <SelectField
        label={t.exports.when}
        hint={t.exports.whenHints[draft.when]}
        value={draft.when}
        onValue={(when) => put({ when: when as Draft["when"], hour: draft.hour || "0" })}
        options={WHENS.map((when) => [when, t.exports.whens[when]])}
        error={ruleOf(error, "when")}
      />
      <div class="form-row">
        <SelectField
          label={t.exports.hour}
          value={draft.hour}
          onValue={(hour) => put({ hour })}
          options={hours}
          {...(draft.when === "daily" ? { empty: t.exports.atOnce } : {})}
          error={ruleOf(error, "hour")}
        />
        {draft.when === "closing" && (
          <SelectField
            label={t.exports.workingDay}
            value={draft.workingDay}
            onValue={(workingDay) => put({ workingDay })}
            options={WORKING_DAYS.map((day) => [String(day), String(day)])}
            error={ruleOf(error, "working_day")}
          />
        )}
      </div>
    </>
  );
}

/** A value in words, where two have changed it. */
function shown(field: string, value: unknown, there: Catalogue, t: Messages, lang: Lang): string {
  const text = String(value ?? "");
  if (typeof value === "boolean") return value ? t.exports.yes : t.exports.no;
  switch (field) {
    case "kind":
      return dataSetOf(there, text)?.title[lang] ?? text;
    case "format":
      return formatOf(there, text)?.title[lang] ?? text;
    case "axis":
      return t.exports.axis[text as Schedule["axis"]];
    case "when":
      return t.exports.whens[text as Schedule["when"]];
    case "hour":
      return text === "" ? t.exports.atOnce : clock(Number(value));
    case "options":
      return Object.entries(value as Record<string, string>).map(([name, one]) => `${name}: ${one}`).join(", ") || t.dash;
    default:
      return text || t.dash;
  }
}
