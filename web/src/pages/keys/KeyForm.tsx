import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import type { Issued, Key, KeyEdit, NewKey } from "../../api/access.ts";
import { config } from "../../api/config.ts";
import type { Fields } from "../../lib/conflict.ts";
import { instant, number } from "../../lib/format.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { endOf, isNetwork, lastDayOf, linesOf, LIVES, MOST_A_MINUTE, parseRate } from "../../lib/keys.ts";
import { today } from "../../lib/time.ts";
import { CheckList } from "../../ui/CheckList.tsx";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { AreaField, SelectField, TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit } from "../../ui/useEdit.ts";
import { refreshKeys } from "./useKeyState.ts";

interface Draft {
  name: string;
  scopes: string[];
  life: string;
  lastDay: string;
  rate: string;
  ips: string;
}

type Wrong = Partial<Record<keyof Draft, string>>;

const EMPTY: Draft = { name: "", scopes: [], life: "", lastDay: "", rate: "600", ips: "" };

function draftOf(row: Key, zone: string): Draft {
  return {
    name: row.name,
    scopes: row.scopes,
    life: row.expires_at ? "own" : "",
    lastDay: lastDayOf(row.expires_at, zone),
    rate: String(row.rate_per_minute),
    ips: row.ip_allow.join("\n"),
  };
}

function fieldsOf(draft: Draft, zone: string): Fields {
  return {
    name: draft.name.trim(),
    scopes: draft.scopes,
    expires_at: endOf(draft.life, draft.lastDay, zone),
    ip_allow: linesOf(draft.ips),
    rate_per_minute: parseRate(draft.rate),
  };
}

function check(draft: Draft, t: Messages, lang: string, zone: string): Wrong {
  const wrong: Wrong = {};
  const bad = linesOf(draft.ips).find((line) => !isNetwork(line));
  if (!draft.name.trim()) wrong.name = t.problem.required;
  if (draft.scopes.length === 0) wrong.scopes = t.keys.pickScope;
  if (draft.life === "own" && !draft.lastDay) wrong.lastDay = t.problem.required;
  else if (draft.life === "own" && draft.lastDay < today(zone)) wrong.lastDay = t.keys.past;
  if (parseRate(draft.rate) === null) wrong.rate = t.keys.badRate(number(MOST_A_MINUTE, lang));
  if (bad) wrong.ips = t.keys.badIp(bad);
  return wrong;
}

interface Props {
  record: Key | null;
  /** Told of a new key: the only time that it can be shown. */
  onIssued?: (issued: Issued) => void;
  onClose: () => void;
}

/** The form of a key: a new one, or changes to one. */
export function KeyForm({ record, onIssued, onClose }: Props) {
  const { t, lang } = useWords();
  const { zone } = config().company;
  const [draft, setDraft] = useState(() => (record ? draftOf(record, zone) : EMPTY));
  const [wrong, setWrong] = useState<Wrong>({});
  const edit = useEdit<Key>({
    record,
    fieldsOf: (row) => fieldsOf(draftOf(row, zone), zone),
    load: () => api("GET /v1/keys/{key_id}", { path: { key_id: record?.id ?? "" } }),
    save: (fields, version) =>
      api("PATCH /v1/keys/{key_id}", { path: { key_id: record?.id ?? "" }, body: fields as KeyEdit, version }),
    create: async (fields, key) => {
      const issued = await api("POST /v1/keys", { body: fields as unknown as NewKey, idempotencyKey: key });
      onIssued?.(issued);
      return issued;
    },
    onSaved: (saved) => {
      refreshKeys();
      if (record) toast(t.keys.saved(saved.name));
      onClose();
    },
    onClose,
  });
  const submit = (): void => {
    const found = check(draft, t, lang, zone);
    setWrong(found);
    if (Object.keys(found).length === 0) edit.send(fieldsOf(draft, zone));
  };
  const put = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  return (
    <EditDialog
      edit={edit}
      title={record ? t.keys.edit : t.keys.create}
      nameOf={(field) => t.audit.fields[field] ?? field}
      show={(field, value) => shown(field, value, t, lang, zone)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t.keys.name}
        placeholder={t.keys.nameHint}
        maxLength={100}
        autofocus
        value={draft.name}
        onValue={(name) => put({ name })}
        error={wrong.name ?? ruleOf(edit.error, "name")}
      />
      <CheckList
        legend={t.keys.scopes}
        options={Object.entries(t.scopes)}
        chosen={draft.scopes}
        onChange={(scopes) => put({ scopes })}
        error={wrong.scopes ?? ruleOf(edit.error, "scopes")}
      />
      <div class="form-row">
        <SelectField
          label={t.keys.expires}
          value={draft.life}
          onValue={(life) => put({ life })}
          options={LIVES.map((life) => [life, nameOfLife(life, t)])}
        />
        {draft.life === "own" && (
          <TextField
            label={t.keys.lastDay}
            type="date"
            min={today(zone)}
            value={draft.lastDay}
            onValue={(lastDay) => put({ lastDay })}
            error={wrong.lastDay ?? ruleOf(edit.error, "expires_at")}
          />
        )}
        <TextField
          label={t.keys.rate}
          inputMode="numeric"
          value={draft.rate}
          onValue={(rate) => put({ rate })}
          error={wrong.rate ?? ruleOf(edit.error, "rate_per_minute")}
        />
      </div>
      <AreaField
        label={t.keys.ips}
        hint={t.keys.ipsHint}
        optional
        rows={2}
        value={draft.ips}
        onValue={(ips) => put({ ips })}
        error={wrong.ips ?? ruleOf(edit.error, "ip_allow")}
      />
    </EditDialog>
  );
}

function nameOfLife(life: (typeof LIVES)[number], t: Messages): string {
  if (life === "") return t.keys.forever;
  return life === "own" ? t.keys.ownDate : t.keys.expiresIn(Number(life));
}

/** A value of a key in words, where two have changed it. */
function shown(field: string, value: unknown, t: Messages, lang: string, zone: string): string {
  if (Array.isArray(value)) return value.map((one) => t.scopes[one as string] ?? one).join("\n");
  if (field === "expires_at") return value ? instant(String(value), lang, zone, "minute") : t.keys.forever;
  return String(value ?? "");
}
