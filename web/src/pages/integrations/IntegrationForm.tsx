import { useMemo, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refreshSoon, showRow, useApi } from "../../api/data.ts";
import { refreshPartners, type Connector, type NewPartner, type Partner, type PartnerEdit } from "../../api/partners.ts";
import type { Fields } from "../../lib/conflict.ts";
import { useWords } from "../../lib/i18n.ts";
import { fieldsOf } from "../../lib/partnerFilter.ts";
import { ChoiceField, TextField } from "../../ui/Field.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { SchemaForm, useFaultWords } from "../../ui/SchemaForm.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit } from "../../ui/useEdit.ts";
import { check, draftFrom, fieldsFrom, filterFrom, formOf, isRight, LIMIT_NAMES, type Draft, type Wrong } from "./draft.ts";
import { EventChoice } from "./EventChoice.tsx";
import { FilterFields } from "./FilterFields.tsx";
import { HeaderFields } from "./HeaderFields.tsx";
import { MessagingFields } from "./MessagingFields.tsx";

export interface FormProps {
  record: Partner | null;
  /** Told of a new one and its signing key: the only time that it can be shown; null has none. */
  onCreated?: (made: Partner, secret: string | null) => void;
  onClose: () => void;
}

/** The form of an integration, drawn from what its kind asks for. */
export function IntegrationForm(props: FormProps) {
  const { t } = useWords();
  const kinds = useApi("GET /v1/connectors", {}, { staleTime: 600_000 });
  const [chosen, setChosen] = useState(props.record?.kind ?? "webhook");
  const kind = kinds.data?.items.find((one) => one.kind === chosen) ?? kinds.data?.items[0];
  if (kind) return <KindForm key={kind.kind} {...props} kind={kind} kinds={kinds.data?.items ?? []} onKind={setChosen} />;
  return (
    <Dialog title={props.record ? t.integrations.edit : t.integrations.create} onClose={props.onClose}>
      <div class="dialog-body">
        {kinds.error ? (
          <Failure error={kinds.error} onRetry={() => void kinds.refetch()} />
        ) : (
          <Bone width="100%" height={240} />
        )}
      </div>
    </Dialog>
  );
}

interface KindProps extends FormProps {
  kind: Connector;
  kinds: Connector[];
  onKind: (kind: string) => void;
}

function KindForm({ record, onCreated, onClose, kind, kinds, onKind }: KindProps) {
  const { t, lang } = useWords();
  const form = useMemo(() => formOf(kind, lang), [kind, lang]);
  const [draft, setDraft] = useState(() => draftFrom(form, record));
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const words = useFaultWords();
  const types = useApi("GET /v1/event-types", {}, { staleTime: 600_000 });
  const known = useMemo(
    () => fieldsOf((types.data?.items ?? []).filter((one) => draft.events.includes(one.type)).map((one) => one.schema)),
    [types.data, draft.events],
  );
  const kept = (record?.credentials ?? {}) as Fields;
  const edit = useEdit<Partner>({
    record,
    fieldsOf: (row) => fieldsFrom(draftFrom(form, row), form, known, kind),
    load: () => api("GET /v1/integrations/{integration_id}", { path: { integration_id: record?.id ?? "" } }),
    save: (fields, version) =>
      api("PATCH /v1/integrations/{integration_id}", {
        path: { integration_id: record?.id ?? "" },
        body: fields as PartnerEdit,
        version,
      }),
    create: async (fields, key) => {
      const body = { ...fields, kind: kind.kind } as unknown as NewPartner;
      const { secret, ...made } = await api("POST /v1/integrations", { body, idempotencyKey: key });
      showRow("GET /v1/integrations", made, () => true);
      refreshSoon("GET /v1/integrations");
      onCreated?.(made, secret);
      return made;
    },
    onSaved: (saved) => {
      refreshPartners();
      if (!record) return;
      toast(t.integrations.saved(saved.name));
      onClose();
    },
    onClose,
  });
  const submit = (): void => {
    const found = check(draft, form, kept, t, lang);
    setWrong(found);
    if (isRight(found)) edit.send(fieldsFrom(draft, form, known, kind));
  };
  const put = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  return (
    <EditDialog
      edit={edit}
      title={record ? t.integrations.edit : t.integrations.create}
      shape="wide"
      nameOf={(field) => t.integrations.fields[field] ?? field}
      show={(_, value) => (typeof value === "object" ? JSON.stringify(value, null, 1) : String(value))}
      onSubmit={submit}
      onClose={onClose}
    >
      {!record && kinds.length > 1 && (
        <ChoiceField
          label={t.integrations.kind}
          value={kind.kind}
          onValue={onKind}
          options={kinds.map((one) => [one.kind, one.title[lang] ?? one.kind])}
        />
      )}
      <p class="field-hint">{kind.description[lang]}</p>
      <TextField
        label={t.integrations.name}
        placeholder={t.integrations.nameHint}
        maxLength={100}
        autofocus
        value={draft.name}
        onValue={(name) => put({ name })}
        error={wrong?.name ?? ruleOf(edit.error, "name")}
      />
      <SchemaForm
        slots={form.settings}
        draft={draft.settings}
        onDraft={(settings) => put({ settings })}
        errorOf={(name) => words(wrong?.settings[name]) ?? ruleOf(edit.error, `settings.${name}`)}
      />
      <SchemaForm
        slots={form.credentials}
        draft={draft.credentials}
        onDraft={(credentials) => put({ credentials })}
        errorOf={(name) => words(wrong?.credentials[name]) ?? ruleOf(edit.error, `credentials.${name}`)}
        kept={kept}
      />
      {draft.messaging && (
        <MessagingFields
          draft={draft.messaging}
          onDraft={(messaging) => put({ messaging })}
          reaches={kind.reaches ?? "email"}
          error={ruleOf(edit.error, "messaging.recipients")}
        />
      )}
      <EventChoice
        chosen={draft.events}
        onChange={(events) => put({ events })}
        error={wrong?.events ?? ruleOf(edit.error, "event_types")}
      />
      <details class="extra" open={Boolean(record)}>
        <summary>{t.integrations.more}</summary>
        <div class="form">
          <FilterFields
            draft={draft.filter}
            onDraft={(filter) => put({ filter })}
            known={known}
            asJson={() => JSON.stringify(filterFrom(draft.filter, known), null, 2)}
            isChecked={wrong !== null}
            error={wrong?.filter ?? ruleOf(edit.error, "filter")}
          />
          {!kind.reaches && (
            <HeaderFields
              rows={draft.headers}
              onRows={(headers) => put({ headers })}
              error={wrong?.headers ?? ruleOf(edit.error, "headers")}
            />
          )}
          {kind.signs && (
            <ChoiceField
              label={t.payload.title}
              value={draft.payload}
              onValue={(payload) => put({ payload })}
              options={Object.entries(t.payload.forms)}
            />
          )}
          <div class="form-row thirds">
            {LIMIT_NAMES.map((name) => (
              <TextField
                key={name}
                label={t.limits[name]}
                inputMode="numeric"
                value={draft.limits[name]}
                onValue={(value) => put({ limits: { ...draft.limits, [name]: value } })}
                error={wrong?.limits[name] ?? ruleOf(edit.error, `limits.${name}`)}
              />
            ))}
          </div>
          <div class="field">
            <div class="checks">
              <label class="check">
                <input type="checkbox" checked={draft.serial} onChange={(event) => put({ serial: event.currentTarget.checked })} />
                <span>{t.limits.serial}</span>
              </label>
            </div>
            <p class="field-hint">{t.limits.serialHint}</p>
          </div>
        </div>
      </details>
    </EditDialog>
  );
}
