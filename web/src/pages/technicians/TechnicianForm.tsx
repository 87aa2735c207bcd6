import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import type { Technician } from "../../api/types.ts";
import type { Fields } from "../../lib/conflict.ts";
import { day } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { useTechnicianEdit } from "./useTechnicianEdit.ts";

const PLAIN = ["phone", "email", "employee_number", "timezone", "hired_at", "dismissed_at"] as const;
type Name = "name" | "skills" | "zones" | (typeof PLAIN)[number];
type Draft = Record<Name, string>;

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

function draftOf(row: Technician | null): Draft {
  const plain = PLAIN.map((name) => [name, row?.[name] ?? ""]);
  return {
    ...(Object.fromEntries(plain) as Draft),
    name: row?.name ?? "",
    skills: row?.skill_levels.map((one) => ((one.level ?? 1) > 1 ? `${one.skill} ${one.level}` : one.skill)).join(", ") ?? "",
    zones: row?.zones.join(", ") ?? "",
  };
}

function bodyOf(draft: Draft): Fields {
  return {
    ...Object.fromEntries(PLAIN.map((name) => [name, draft[name].trim() || null])),
    name: draft.name.trim(),
    skills: skillsOf(draft.skills),
    zones: listOf(draft.zones),
  };
}

/** The form of a technician: a new one, or changes to one. */
export function TechnicianForm({ technician, onClose }: { technician: Technician | null; onClose: () => void }) {
  const { t, lang } = useWords();
  const [draft, setDraft] = useState(() => draftOf(technician));
  const [missing, setMissing] = useState(false);
  const edit = useTechnicianEdit(technician, (row) => bodyOf(draftOf(row)), onClose);
  const submit = (): void => {
    setMissing(!draft.name.trim());
    if (draft.name.trim()) edit.send(bodyOf(draft));
  };
  const bind = (name: Name) => ({
    label: t.technicians[name],
    value: draft[name],
    onValue: (value: string) => setDraft({ ...draft, [name]: value }),
    error: name === "name" && missing ? t.problem.required : ruleOf(edit.error, name),
  });
  const show = (field: string, value: unknown): string => {
    if (value && field.endsWith("_at")) return day(String(value), lang, true);
    if (!Array.isArray(value)) return String(value ?? "");
    return value.map((one) => (typeof one === "string" ? one : `${one.skill} ${one.level}`)).join(", ");
  };
  return (
    <EditDialog
      edit={edit}
      title={technician ? t.technicians.edit : t.technicians.create}
      nameOf={(field) => t.technicians[field as Name]}
      show={show}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField maxLength={200} autofocus {...bind("name")} />
      <div class="form-row">
        <TextField type="tel" inputMode="tel" optional maxLength={32} placeholder="+7 900 000-00-00" {...bind("phone")} />
        <TextField type="email" optional maxLength={254} {...bind("email")} />
      </div>
      <TextField optional hint={t.technicians.skillsHint} {...bind("skills")} />
      <TextField optional hint={t.technicians.zonesHint} {...bind("zones")} />
      <div class="form-row">
        <TextField type="date" optional {...bind("hired_at")} />
        <TextField type="date" optional {...bind("dismissed_at")} />
      </div>
      <div class="form-row">
        <TextField optional maxLength={64} {...bind("employee_number")} />
        <TextField optional maxLength={64} placeholder={config().company.zone} {...bind("timezone")} />
      </div>
    </EditDialog>
  );
}
