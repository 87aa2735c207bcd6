import { createStore } from "./store.ts";

/** Columns of the list of orders that can be left out; the number always stays. */
export const CHOSEN = [
  "status",
  "title",
  "customer",
  "technician",
  "zone",
  "scheduled",
  "due",
  "total",
  "paid",
  "created",
  "updated",
  "external",
] as const;
export type ColumnName = (typeof CHOSEN)[number];

/** What few need is not shown until it is asked for. */
export const USUAL: readonly ColumnName[] = CHOSEN.filter((one) => !["zone", "paid", "external"].includes(one));
const KEY = "naryad.columns";

/** Read what was kept; whatever is no choice of columns is the usual one. */
export function parseColumns(text: string | null): readonly ColumnName[] {
  try {
    const found: unknown = JSON.parse(text ?? "null");
    return Array.isArray(found) ? CHOSEN.filter((one) => found.includes(one)) : USUAL;
  } catch {
    return USUAL;
  }
}

function read(): readonly ColumnName[] {
  try {
    return parseColumns(localStorage.getItem(KEY));
  } catch {
    return USUAL;
  }
}

export const columns = createStore<readonly ColumnName[]>(read());

/** Keep a choice of columns. */
export function chooseColumns(next: readonly ColumnName[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is off: the choice holds for this page only.
  }
  columns.set(next);
}
