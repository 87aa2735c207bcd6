export type MoveField =
  | "technician_id"
  | "scheduled_start"
  | "scheduled_end"
  | "hold_reason"
  | "outcome"
  | "rework_cause"
  | "cancelled_by"
  | "reason";

export interface MoveShape {
  field: MoveField;
  required: boolean;
}

const must = (...fields: MoveField[]): MoveShape[] => fields.map((field) => ({ field, required: true }));
const may = (...fields: MoveField[]): MoveShape[] => fields.map((field) => ({ field, required: false }));

/** Whether the cause of a rework is known; a move may tell it, and change it, but not take it back. */
export type Cause = "told" | "untold" | undefined;

/** Say what a move asks for, in the order in which a person thinks of it. */
export function fieldsOf(from: string, to: string, hasTechnician: boolean, cause?: Cause): MoveShape[] {
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
      return [...must("outcome"), ...(cause ? [{ field: "rework_cause" as const, required: cause === "told" }] : []), ...may("reason")];
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

const OFFICE = ["dispatcher", "manager"];
const FIELD = [...OFFICE, "technician"];
const OF_OFFICE = ["new", "cancelled"];

/** The moves that the life cycle knows; the server has the last word on each order. */
export const NEXT: Record<string, readonly string[]> = {
  new: ["scheduled", "in_progress", "cancelled"],
  scheduled: ["new", "en_route", "in_progress", "cancelled"],
  en_route: ["in_progress", "cancelled"],
  in_progress: ["on_hold", "completed", "cancelled"],
  on_hold: ["in_progress", "scheduled", "cancelled"],
  completed: ["in_progress", "closed"],
};

/** Tell whether one of the roles may make the move; a technician's own orders are the server's to know. */
export function mayMove(roles: readonly string[], from: string, to: string): boolean {
  if (roles.includes("admin")) return true;
  if (to === "closed") return roles.some((role) => role === "manager" || role === "accountant");
  const isOffice = OF_OFFICE.includes(to) || from === "completed" || (from === "new" && to === "scheduled");
  return roles.some((role) => (isOffice ? OFFICE : FIELD).includes(role));
}
