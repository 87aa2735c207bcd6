import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import type { Order, ReworkCause } from "../../api/types.ts";
import { instant } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { fromWallClock, toWallClock } from "../../lib/time.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { AreaField, SelectField, TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { TechnicianField } from "./MoveFields.tsx";
import { useOrderEdit } from "./useOrderEdit.ts";

const TIMES = ["due_at", "scheduled_start", "scheduled_end"] as const;
const NAMES = ["title", "description", "priority", "technician_id", "zone", "rework_cause", ...TIMES] as const;
type Name = (typeof NAMES)[number];
type Draft = Record<Name, string>;

/** Write the order as the form would send it unchanged: times to the minute, nothing as null. */
function fieldsOf(order: Order): Record<Name, string | null> {
  return bodyOf(draftOf(order));
}

function draftOf(order: Order): Draft {
  const { zone } = config().company;
  const times = TIMES.map((name) => [name, toWallClock(order[name], zone)]);
  const { title, description, priority, technician_id, zone: district } = order;
  const texts = { title, description, priority, technician_id: technician_id ?? "", zone: district ?? "", rework_cause: order.rework_cause ?? "" };
  return { ...texts, ...Object.fromEntries(times) } as Draft;
}

function bodyOf(draft: Draft): Record<Name, string | null> {
  const { zone } = config().company;
  const times = TIMES.map((name) => [name, draft[name] ? fromWallClock(draft[name], zone) : null]);
  const { title, description, priority, technician_id } = draft;
  return {
    title: title.trim(),
    description: description.trim(),
    priority,
    technician_id: technician_id || null,
    zone: draft.zone.trim() || null,
    rework_cause: draft.rework_cause || null,
    ...Object.fromEntries(times),
  } as Record<Name, string | null>;
}

/** The form of an order's own fields; its lines have one of their own. */
export function EditOrderDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t, lang } = useWords();
  const { zone } = config().company;
  const [draft, setDraft] = useState(() => draftOf(order));
  const [missing, setMissing] = useState(false);
  const technicians = useApi("GET /v1/technicians", {}, { staleTime: 60_000 });
  const edit = useOrderEdit(order, fieldsOf, onClose);

  const submit = (): void => {
    setMissing(!draft.title.trim());
    if (draft.title.trim()) edit.send(bodyOf(draft));
  };
  const bind = (name: Name) => ({
    value: draft[name],
    onValue: (value: string) => setDraft({ ...draft, [name]: value }),
    error: name === "title" && missing ? t.problem.required : ruleOf(edit.error, name),
  });
  const show = (field: string, value: unknown): string => {
    if (!value) return "";
    if (field === "priority") return t.priority[value as Order["priority"]];
    if (field === "rework_cause") return t.derive.causes[value as ReworkCause];
    if (field === "technician_id") return technicians.data?.items.find((one) => one.id === value)?.name ?? String(value);
    return (TIMES as readonly string[]).includes(field) ? instant(String(value), lang, zone, "minute") : String(value);
  };

  return (
    <EditDialog
      edit={edit}
      title={t.edit.heading(order.number)}
      nameOf={(field) => t.edit[field as Name]}
      show={show}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={t.edit.title} maxLength={200} autofocus {...bind("title")} />
      <div class="form-row">
        <SelectField label={t.edit.priority} options={Object.entries(t.priority)} {...bind("priority")} />
        <TechnicianField label={t.edit.technician_id} empty={t.orders.nobody} {...bind("technician_id")} />
      </div>
      <TextField label={t.edit.zone} hint={t.edit.zoneHint} optional maxLength={64} {...bind("zone")} />
      <div class="form-row">
        <TextField type="datetime-local" label={t.edit.scheduled_start} {...bind("scheduled_start")} />
        <TextField type="datetime-local" label={t.edit.scheduled_end} {...bind("scheduled_end")} />
      </div>
      <TextField type="datetime-local" label={t.edit.due_at} hint={t.move.zone(zone)} {...bind("due_at")} />
      {order.rework_of && (
        <SelectField label={t.edit.rework_cause} optional options={Object.entries(t.derive.causes)} empty={t.derive.noCause} {...bind("rework_cause")} />
      )}
      <AreaField label={t.edit.description} rows={4} maxLength={15000} {...bind("description")} />
    </EditDialog>
  );
}
