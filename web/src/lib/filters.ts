import { addDays, fromWallClock, isDay, today, type Day } from "./time.ts";

export const SORTS = [
  "created",
  "updated",
  "due",
  "scheduled",
  "total",
  "number",
  "status",
  "title",
  "priority",
  "customer",
  "technician",
] as const;
export type Sort = (typeof SORTS)[number];
export const BOARD = ["new", "scheduled", "en_route", "in_progress", "on_hold", "completed"] as const;
const STATUSES = [...BOARD, "closed", "cancelled"];
const PRIORITIES = ["urgent", "high", "normal", "low"];
/** The names in the address that make a list; the rest is about what is open beside it. */
const NAMES = ["status", "technician", "zone", "priority", "overdue", "from", "to", "q", "sort", "dir", "view"];

/** What the address asks the list of orders for. */
export interface Filters {
  statuses: string[];
  technician: string | null;
  zone: string | null;
  priority: string | null;
  overdue: boolean;
  from: Day | null;
  to: Day | null;
  q: string;
  sort: Sort;
  order: "asc" | "desc";
}

/** Read the filters from the address; what makes no sense is left out. */
export function readFilters(query: URLSearchParams): Filters {
  const day = (name: string): Day | null => {
    const text = query.get(name);
    return isDay(text) ? text : null;
  };
  const chosen = (query.get("status") ?? "").split(",");
  return {
    statuses: STATUSES.filter((one) => chosen.includes(one)),
    technician: query.get("technician"),
    zone: query.get("zone"),
    priority: PRIORITIES.find((one) => one === query.get("priority")) ?? null,
    overdue: query.get("overdue") === "1",
    from: day("from"),
    to: day("to"),
    q: (query.get("q") ?? "").trim(),
    sort: SORTS.find((one) => one === query.get("sort")) ?? "created",
    order: query.get("dir") === "asc" ? "asc" : "desc",
  };
}

/** Tell whether anything narrows the list; its order does not. */
export function isFiltered(filters: Filters): boolean {
  const { statuses, technician, zone, priority, overdue, from, to, q } = filters;
  return statuses.length > 0 || overdue || [technician, zone, priority, from, to, q].some(Boolean);
}

/** Turn days of the company's calendar into the instants between which an order was created. */
function created(filters: Filters, zone: string): { created_from?: string; created_to?: string } {
  const at = (day: Day): string => fromWallClock(`${day}T00:00`, zone);
  return {
    ...(filters.from ? { created_from: at(filters.from) } : {}),
    ...(filters.to ? { created_to: at(addDays(filters.to, 1)) } : {}),
  };
}

export interface ListQuery {
  status?: string[];
  technician_id?: string;
  zone?: string[];
  priority?: string[];
  overdue?: boolean;
  created_from?: string;
  created_to?: string;
  q?: string;
  sort?: Sort;
  order?: "asc" | "desc";
}

/** Say the filters as the API takes them; what it would do anyway is not said. */
export function toApi(filters: Filters, zone: string): ListQuery {
  const { q, statuses, technician, zone: district, priority, overdue, sort, order } = filters;
  const isUsual = sort === "created" && order === "desc";
  return {
    ...(q ? { q } : {}),
    ...(statuses.length > 0 ? { status: statuses } : {}),
    ...(technician ? { technician_id: technician } : {}),
    ...(district ? { zone: [district] } : {}),
    ...(priority ? { priority: [priority] } : {}),
    ...(overdue ? { overdue } : {}),
    ...created(filters, zone),
    ...(isUsual ? {} : { sort, order }),
  };
}

/** Give the part of the address that makes the list: what a saved filter keeps. */
export function viewOf(query: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of NAMES) {
    const value = query.get(name);
    if (value) kept.set(name, value);
  }
  return kept.toString();
}

/** Add a value to a list in the address, or take it away. */
export function toggled(values: readonly string[], value: string): string | null {
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return next.join(",") || null;
}

/** What people read from the top: the soonest first, words by the alphabet. */
const RISING: readonly Sort[] = ["due", "scheduled", "status", "title", "customer", "technician"];

/** Say which way a header sorts when it is pressed: the useful way first, then the other. */
export function nextOrder(filters: Filters, sort: Sort): "asc" | "desc" {
  const first = RISING.includes(sort) ? "asc" : "desc";
  if (filters.sort !== sort) return first;
  return filters.order === "asc" ? "desc" : "asc";
}

/** Name the first day of the last so many days, today included. */
export function since(days: number, zone: string): Day {
  return addDays(today(zone), 1 - days);
}
