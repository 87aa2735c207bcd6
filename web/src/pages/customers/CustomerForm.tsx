import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refresh, refreshSoon, showRow } from "../../api/data.ts";
import type { Customer, CustomerIn } from "../../api/types.ts";
import { changes, type Fields } from "../../lib/conflict.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { ConflictDialog } from "../../ui/ConflictDialog.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { AreaField, SelectField, TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit } from "../../ui/useEdit.ts";

const PARTS = ["last_name", "first_name", "patronymic"] as const;
const NAMES = ["kind", "name", ...PARTS, "inn", "kpp", "phones", "emails", "language", "notes"] as const;
type Name = (typeof NAMES)[number];
type Draft = Record<Name, string>;

const LISTS: readonly Name[] = ["phones", "emails"];

function draftOf(row: Customer): Draft {
  const text = (name: Name): string => {
    const value = row[name];
    return Array.isArray(value) ? value.join(", ") : (value ?? "");
  };
  return Object.fromEntries(NAMES.map((name) => [name, text(name)])) as Draft;
}

/** A person's name follows its parts where there are any; a company has none. */
function bodyOf(draft: Draft): Fields {
  const hasParts = draft.kind === "person" && PARTS.some((name) => draft[name].trim());
  const names = NAMES.filter((name) => (name === "name" ? !hasParts : true));
  return Object.fromEntries(
    names.map((name) => {
      const text = draft[name].trim();
      if (LISTS.includes(name)) return [name, text.split(",").map((one) => one.trim()).filter(Boolean)];
      if (PARTS.some((part) => part === name) && draft.kind === "company") return [name, null];
      return [name, text || null];
    }),
  );
}

const NEW = { version: 0, name: "", kind: "person", language: "ru", created_at: "" } as unknown as Customer;

/** The form of a customer: a new one, or changes to one. */
export function CustomerForm({ customer, onClose }: { customer: Customer | null; onClose: () => void }) {
  const { t } = useWords();
  const base = useRef(customer ?? NEW).current;
  const key = useRef(crypto.randomUUID());
  const [draft, setDraft] = useState(() => draftOf(base));
  const [missing, setMissing] = useState(false);
  const edit = useEdit<Customer & { version: number }>({
    base: { ...base, version: base.version ?? 1 },
    fieldsOf: (row) => bodyOf(draftOf(row)),
    load: async () => versioned(await api("GET /v1/customers/{customer_id}", { path: { customer_id: base.id } })),
    save: async (fields, version) =>
      versioned(
        await (customer
          ? api("PATCH /v1/customers/{customer_id}", { path: { customer_id: base.id }, body: fields as CustomerIn, version })
          : api("POST /v1/customers", { body: fields as CustomerIn, idempotencyKey: key.current })),
      ),
    onSaved: (saved) => {
      showRow("GET /v1/customers", saved, (query) => !customer && !(query as { q?: string } | null)?.q);
      refresh("GET /v1/customers/{customer_id}");
      refreshSoon("GET /v1/customers");
      toast(t.customers.saved(saved.name));
      onClose();
    },
  });
  const isNamed = [draft.name, ...PARTS.map((part) => draft[part])].some((one) => one.trim());
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setMissing(!isNamed);
    if (!isNamed) return;
    const fields = customer ? changes(bodyOf(draftOf(base)), bodyOf(draft)) : filled(bodyOf(draft));
    if (Object.keys(fields).length === 0) onClose();
    else edit.send(fields);
  };
  const bind = (name: Name) => ({
    label: t.customers[name],
    value: draft[name],
    onValue: (value: string) => {
      key.current = crypto.randomUUID(); // other words are another request
      setDraft({ ...draft, [name]: value });
    },
    error: missing && (name === "name" || name === "last_name") ? t.problem.required : ruleOf(edit.error, name),
  });
  if (edit.conflict) {
    return (
      <ConflictDialog
        conflict={edit.conflict}
        isPending={edit.isPending}
        nameOf={(field) => t.customers[field as Name]}
        show={(_, value) => (Array.isArray(value) ? value.join(", ") : String(value ?? ""))}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={customer ? t.customers.edit : t.customers.create} onClose={onClose}>
      <form class="form dialog-body" onSubmit={submit} noValidate>
        <Refusal error={edit.error} />
        <div class="form-row">
          <SelectField {...bind("kind")} options={Object.entries(t.customers.kinds)} />
          <SelectField {...bind("language")} options={Object.entries(t.customers.languages)} />
        </div>
        {draft.kind === "person" ? (
          <div class="form-row thirds">
            {PARTS.map((part) => (
              <TextField key={part} maxLength={64} {...bind(part)} />
            ))}
          </div>
        ) : (
          <>
            <TextField maxLength={200} {...bind("name")} />
            <div class="form-row">
              <TextField optional inputMode="numeric" maxLength={12} {...bind("inn")} />
              <TextField optional maxLength={9} {...bind("kpp")} />
            </div>
          </>
        )}
        <div class="form-row">
          <TextField type="tel" optional hint={t.customers.several} {...bind("phones")} />
          <TextField optional hint={t.customers.several} {...bind("emails")} />
        </div>
        <AreaField optional rows={2} maxLength={5000} {...bind("notes")} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class="button primary" disabled={edit.isPending}>
            {t.save}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function versioned(row: Customer): Customer & { version: number } {
  return { ...row, version: row.version ?? 1 };
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && String(value) !== ""));
}
