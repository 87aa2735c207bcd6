import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refresh } from "../../api/data.ts";
import type { Body, Technician } from "../../api/types.ts";
import { changes, type Fields } from "../../lib/conflict.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { ConflictDialog } from "../../ui/ConflictDialog.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit } from "../../ui/useEdit.ts";

type Edited = Body<"PATCH /v1/technicians/{technician_id}">;
type Draft = Record<"name" | "phone" | "email" | "skills" | "zones", string>;

const EMPTY: Draft = { name: "", phone: "", email: "", skills: "", zones: "" };

/** Skills are typed as "gas 5, locks": the figure is how well, 1 when there is none. */
function skillsOf(text: string): { skill: string; level: number }[] {
  return listOf(text).map((one) => {
    const found = /^(.+?)\s+([1-5])$/.exec(one);
    return { skill: found?.[1] ?? one, level: Number(found?.[2] ?? 1) };
  });
}

function listOf(text: string): string[] {
  return text.split(",").map((one) => one.trim()).filter(Boolean);
}

function draftOf(row: Technician): Draft {
  return {
    name: row.name,
    phone: row.phone ?? "",
    email: row.email ?? "",
    skills: row.skill_levels.map((one) => ((one.level ?? 1) > 1 ? `${one.skill} ${one.level}` : one.skill)).join(", "),
    zones: row.zones.join(", "),
  };
}

function bodyOf(draft: Draft): Fields {
  return {
    name: draft.name.trim(),
    phone: draft.phone.trim() || null,
    email: draft.email.trim() || null,
    skills: skillsOf(draft.skills),
    zones: listOf(draft.zones),
  };
}

function show(value: unknown): string {
  if (!Array.isArray(value)) return String(value ?? "");
  return value.map((one) => (typeof one === "string" ? one : `${one.skill} ${one.level}`)).join(", ");
}

const NEW = { version: 0 } as Technician;

/** The form of a technician: a new one, or changes to one. */
export function TechnicianForm({ technician, onClose }: { technician: Technician | null; onClose: () => void }) {
  const { t } = useWords();
  const base = useRef(technician).current;
  const key = useRef(crypto.randomUUID());
  const [draft, setDraft] = useState(() => (base ? draftOf(base) : EMPTY));
  const [missing, setMissing] = useState(false);
  const edit = useEdit<Technician>({
    base: base ?? NEW,
    fieldsOf: (row) => bodyOf(draftOf(row)),
    load: () => api("GET /v1/technicians/{technician_id}", { path: { technician_id: base?.id ?? "" } }),
    save: (fields, version) =>
      base
        ? api("PATCH /v1/technicians/{technician_id}", { path: { technician_id: base.id }, body: fields as Edited, version })
        : api("POST /v1/technicians", { body: { name: "", ...fields }, idempotencyKey: key.current }),
    onSaved: (saved) => {
      refresh("GET /v1/technicians", "GET /v1/technicians/{technician_id}");
      toast(t.technicians.saved(saved.name));
      onClose();
    },
  });
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setMissing(!draft.name.trim());
    if (!draft.name.trim()) return;
    const wanted = bodyOf(draft);
    const fields = base ? changes(bodyOf(draftOf(base)), wanted) : wanted;
    if (Object.keys(fields).length === 0) onClose();
    else edit.send(fields);
  };
  const bind = (name: keyof Draft) => ({
    label: t.technicians[name],
    value: draft[name],
    onValue: (value: string) => {
      key.current = crypto.randomUUID(); // other words are another request
      setDraft({ ...draft, [name]: value });
    },
    error: name === "name" && missing ? t.problem.required : ruleOf(edit.error, name),
  });
  if (edit.conflict) {
    return (
      <ConflictDialog
        conflict={edit.conflict}
        isPending={edit.isPending}
        nameOf={(field) => t.technicians[field as keyof Draft]}
        show={(_, value) => show(value)}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={base ? t.technicians.edit : t.technicians.create} onClose={onClose}>
      <form class="form dialog-body" onSubmit={submit} noValidate>
        <Refusal error={edit.error} />
        <TextField maxLength={200} autofocus {...bind("name")} />
        <div class="form-row">
          <TextField type="tel" inputMode="tel" optional maxLength={32} placeholder="+7 900 000-00-00" {...bind("phone")} />
          <TextField type="email" optional maxLength={254} {...bind("email")} />
        </div>
        <TextField optional hint={t.technicians.skillsHint} {...bind("skills")} />
        <TextField optional hint={t.technicians.zonesHint} {...bind("zones")} />
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
