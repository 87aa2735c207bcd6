import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { queries, refresh, useApi } from "../../api/data.ts";
import { useWords } from "../../lib/i18n.ts";
import { CheckList } from "../../ui/CheckList.tsx";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { ChoiceField, SelectField } from "../../ui/Field.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit } from "../../ui/useEdit.ts";
import { ruleAt } from "../settings/words.ts";
import { clock, fieldsOf, HOURS, MOST_KPIS, weekday, WEEKDAYS, type Person, type Report, type ReportIn } from "./report.ts";

interface Props {
  report: Report;
  people: Person[];
  onClose: () => void;
}

/** Who gets the report, when, and what it says. */
export function ReportForm({ report, people, onClose }: Props) {
  const { t, lang } = useWords();
  const [draft, setDraft] = useState(() => fieldsOf(report) as unknown as ReportIn);
  const [isTried, setTried] = useState(false);
  const known = useRef(report);
  const catalogue = useApi("GET /v1/analytics/kpis", {}, { staleTime: 600_000 });
  const put = (part: Partial<ReportIn>): void => setDraft({ ...draft, ...part });
  const show = (saved: Report): void => {
    known.current = saved;
    queries.setQueryData(["GET /v1/analytics/report", null, null], saved);
  };
  const edit = useEdit<Report>({
    record: report,
    fieldsOf,
    load: async () => {
      const found = await api("GET /v1/analytics/report", {});
      show(found);
      return found;
    },
    save: (fields, version) => {
      const body = { ...fieldsOf(known.current), ...fields } as unknown as ReportIn;
      return api("PUT /v1/analytics/report", { body, version });
    },
    onSaved: (saved) => {
      show(saved);
      refresh("GET /v1/analytics/report/audit");
      toast(t.report.saved);
      onClose();
    },
    onClose,
  });

  const titles = new Map(catalogue.data?.items.map((one) => [one.name, one.title[lang]]));
  const kpis = draft.kpis ?? [];
  // Who was chosen and gets no letters any more can only be taken off.
  const gone = report.recipients.filter((id) => !people.some((one) => one.id === id));
  const persons: [string, string][] = [
    ...people.map((one): [string, string] => [one.id, `${one.name || one.email} · ${one.email}`]),
    ...gone.map((id): [string, string] => [id, t.report.unknown(id)]),
  ];
  const wrongPeople = draft.enabled && draft.recipients.length === 0 ? t.report.needsPeople : undefined;
  const wrongKpis = kpis.length === 0 || kpis.length > MOST_KPIS ? t.report.needsKpis : undefined;
  const submit = (): void => {
    setTried(true);
    if (!wrongPeople && !wrongKpis) edit.send({ ...draft });
  };
  const names: Record<string, unknown> = t.report;
  const shown = (field: string, value: unknown): string => {
    if (field === "recipients") return (value as string[]).map((id) => new Map(persons).get(id) ?? id).join("\n") || t.report.nobody;
    if (field === "kpis") return (value as string[]).map((name) => titles.get(name) ?? name).join("\n");
    if (field === "weekday") return weekday(value as number, lang);
    if (field === "hour") return clock(value as number);
    if (field === "language") return t.report.languages[value as "ru" | "en"];
    return value ? t.report.on : t.report.off;
  };

  return (
    <EditDialog edit={edit} title={t.report.title} nameOf={(field) => String(names[field] ?? field)} show={shown} onSubmit={submit} onClose={onClose}>
      <label class="check">
        <input type="checkbox" checked={draft.enabled} onChange={(event) => put({ enabled: event.currentTarget.checked })} />
        <span>{t.report.enabled}</span>
      </label>
      <div class="form-row">
        <SelectField
          label={t.report.weekday}
          value={String(draft.weekday)}
          onValue={(value) => put({ weekday: Number(value) })}
          options={WEEKDAYS.map((one) => [String(one), weekday(one, lang)])}
          error={ruleAt(edit.error, "weekday")}
        />
        <SelectField
          label={t.report.hour}
          hint={report.zone}
          value={String(draft.hour)}
          onValue={(value) => put({ hour: Number(value) })}
          options={HOURS.map((one) => [String(one), clock(one)])}
          error={ruleAt(edit.error, "hour")}
        />
      </div>
      <CheckList
        plain
        legend={t.report.recipients}
        options={persons}
        chosen={draft.recipients}
        onChange={(recipients) => put({ recipients })}
        error={(isTried ? wrongPeople : undefined) ?? ruleAt(edit.error, "recipients")}
      />
      {people.length === 0 && <p class="field-hint">{t.report.noPeople}</p>}
      <ChoiceField
        label={t.report.language}
        value={draft.language ?? "ru"}
        onValue={(language) => put({ language: language as "ru" | "en" })}
        options={Object.entries(t.report.languages)}
      />
      <CheckList
        plain
        legend={t.report.kpis}
        options={[...titles].map(([name, title]): [string, string] => [name, title])}
        chosen={kpis}
        onChange={(chosen) => put({ kpis: chosen })}
        error={(isTried ? wrongKpis : undefined) ?? ruleAt(edit.error, "kpis")}
      />
      <label class="check">
        <input type="checkbox" checked={draft.sentences ?? true} onChange={(event) => put({ sentences: event.currentTarget.checked })} />
        <span>{t.report.sentences}</span>
      </label>
    </EditDialog>
  );
}
