import { useState } from "preact/hooks";
import type { Customer } from "../../api/types.ts";
import type { Fields } from "../../lib/conflict.ts";
import { addressDraft, addressesOf, isBlank, type Address, type AddressDraft } from "../../lib/customer.ts";
import { useWords } from "../../lib/i18n.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { AreaField, SelectField, TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { Addresses } from "./Addresses.tsx";
import { placeOf } from "./place.ts";
import { useCustomerEdit } from "./useCustomerEdit.ts";

const PARTS = ["last_name", "first_name", "patronymic"] as const;
const LISTS = ["phones", "emails", "tags"] as const;
const NAMES = [
  ...["kind", "name", ...PARTS, "inn", "kpp", ...LISTS] as const,
  ...["language", "notifications_enabled", "external_id", "crm_1c_id", "notes"] as const,
] as const;
type Name = (typeof NAMES)[number];
type Draft = Record<Name, string> & { addresses: AddressDraft[] };

const NEW: Partial<Customer> = { kind: "person", language: "ru", notifications_enabled: true };

function draftOf(row: Partial<Customer>): Draft {
  const text = (name: Name): string => {
    const value = row[name];
    return Array.isArray(value) ? value.join(", ") : String(value ?? "");
  };
  const texts = Object.fromEntries(NAMES.map((name) => [name, text(name)])) as Record<Name, string>;
  return { ...texts, addresses: (row.addresses ?? []).map(addressDraft) };
}

function valueOf(name: Name, draft: Draft): unknown {
  const text = draft[name].trim();
  if (LISTS.some((list) => list === name)) return text.split(",").map((one) => one.trim()).filter(Boolean);
  if (name === "notifications_enabled") return text !== "false";
  const isPart = PARTS.some((part) => part === name);
  return (isPart && draft.kind === "company" ? "" : text) || null;
}

/** A person's name follows its parts where there are any; a company has none. */
function bodyOf(draft: Draft): Fields {
  const hasParts = draft.kind === "person" && PARTS.some((name) => draft[name].trim());
  const names = NAMES.filter((name) => name !== "name" || !hasParts);
  return { ...Object.fromEntries(names.map((name) => [name, valueOf(name, draft)])), addresses: addressesOf(draft.addresses) };
}

function filled(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && String(value) !== ""));
}

/** The form of a customer: a new one, or changes to one. */
export function CustomerForm({ customer, onClose }: { customer: Customer | null; onClose: () => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(() => draftOf(customer ?? NEW));
  const [isChecked, setChecked] = useState(false);
  const edit = useCustomerEdit(customer, (row) => bodyOf(draftOf(row)), onClose);
  const isNamed = [draft.name, ...PARTS.map((part) => draft[part])].some((one) => one.trim());
  const isPlaced = draft.addresses.every((one) => one.text.trim() || isBlank(one));
  const submit = (): void => {
    setChecked(true);
    if (isNamed && isPlaced) edit.send(customer ? bodyOf(draft) : filled(bodyOf(draft)));
  };
  const bind = (name: Name) => ({
    label: t.customers[name],
    value: draft[name],
    onValue: (value: string) => setDraft({ ...draft, [name]: value }),
    error: isChecked && !isNamed && (name === "name" || name === "last_name") ? t.problem.required : ruleOf(edit.error, name),
  });
  const show = (field: string, value: unknown): string => {
    if (field === "addresses") return (value as Address[] | null)?.map((one) => placeOf(one, t)).join("\n") ?? "";
    if (field === "kind") return t.customers.kinds[value as "person"];
    if (field === "language") return t.customers.languages[value as "ru"];
    if (field === "notifications_enabled") return t.customers.notified[value === false ? "false" : "true"];
    return Array.isArray(value) ? value.join(", ") : String(value ?? "");
  };
  return (
    <EditDialog
      edit={edit}
      title={customer ? t.customers.edit : t.customers.create}
      shape="wide"
      nameOf={(field) => t.customers[field as Name | "addresses"]}
      show={show}
      onSubmit={submit}
      onClose={onClose}
    >
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
        <TextField maxLength={200} {...bind("name")} />
      )}
      <div class="form-row">
        <TextField optional inputMode="numeric" maxLength={12} {...bind("inn")} />
        {draft.kind === "company" && <TextField optional maxLength={9} {...bind("kpp")} />}
      </div>
      <div class="form-row">
        <TextField type="tel" optional hint={t.customers.several} {...bind("phones")} />
        <TextField optional hint={t.customers.several} {...bind("emails")} />
      </div>
      <Addresses
        addresses={draft.addresses}
        onAddresses={(addresses) => setDraft({ ...draft, addresses })}
        errorOf={(index, name) => {
          const one = draft.addresses[index];
          const isMissing = isChecked && name === "text" && one && !isBlank(one) && !one.text.trim();
          return isMissing ? t.problem.required : ruleOf(edit.error, `addresses.${index}.${name}`);
        }}
      />
      <fieldset class="form-group">
        <legend>{t.customers.account}</legend>
        <div class="parts">
          <div class="form-row">
            <TextField optional maxLength={128} {...bind("external_id")} />
            <TextField optional maxLength={128} {...bind("crm_1c_id")} />
          </div>
          <div class="form-row">
            <TextField optional hint={t.customers.several} {...bind("tags")} />
            <SelectField {...bind("notifications_enabled")} options={Object.entries(t.customers.notified)} />
          </div>
          <AreaField optional rows={2} maxLength={5000} {...bind("notes")} />
        </div>
      </fieldset>
    </EditDialog>
  );
}
