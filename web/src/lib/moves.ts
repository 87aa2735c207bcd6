export type MoveField =
  | "technician_id"
  | "scheduled_start"
  | "scheduled_end"
  | "hold_reason"
  | "outcome"
  | "cancelled_by"
  | "reason";

export interface MoveShape {
  field: MoveField;
  required: boolean;
}

const must = (...fields: MoveField[]): MoveShape[] => fields.map((field) => ({ field, required: true }));
const may = (...fields: MoveField[]): MoveShape[] => fields.map((field) => ({ field, required: false }));

/** Say what a move asks for, in the order in which a person thinks of it. */
export function fieldsOf(from: string, to: string, hasTechnician: boolean): MoveShape[] {
  if (from === "completed" && to === "in_progress") return must("reason");
  switch (to) {
    case "new":
      return must("reason");
    case "scheduled":
      return must("technician_id", "scheduled_start", "scheduled_end");
    case "en_route":
    case "in_progress":
      return hasTechnician ? [] : must("technician_id");
    case "on_hold":
      return [...must("hold_reason"), ...may("reason")];
    case "completed":
      return [...must("outcome"), ...may("reason")];
    case "cancelled":
      return must("cancelled_by", "reason");
    default:
      return [];
  }
}

/** Name the move as a person would: going on after a pause is not starting. */
export function nameOf(from: string, to: string): string {
  if (to === "in_progress" && from === "on_hold") return "resume";
  if (to === "in_progress" && from === "completed") return "reopen";
  return to;
}

const FORWARD = ["closed", "completed", "in_progress", "en_route", "scheduled"];

/** The one move that most orders take next; the others stay quiet. */
export function mainMove(from: string, allowed: readonly string[]): string | undefined {
  if (from === "new" || from === "scheduled") {
    return allowed.find((to) => to === (from === "new" ? "scheduled" : "en_route"));
  }
  return FORWARD.find((to) => allowed.includes(to));
}
