import { addDays, type Day } from "./time.ts";
import { address, patched } from "./url.ts";

export interface Span {
  from: Day;
  to: Day;
}

interface Cell {
  weekday?: number;
  month?: number;
  hour?: number;
}

/** Rows are listed of so many days at most: of a longer history, of the last ones. */
const MOST_DAYS = 1_100;

/** Where the rows behind a figure are shown: of some days, of a weekday, an hour of it, or a month of each year. */
export function rowsAddress(query: URLSearchParams, { from, to }: Span, { weekday, month, hour }: Cell = {}): string {
  const first = addDays(to, 1 - MOST_DAYS);
  return address(
    "/analytics",
    patched(query, {
      rows: `${from < first ? first : from}..${to}`,
      of: null,
      weekday: weekday === undefined ? null : String(weekday),
      month: month === undefined ? null : String(month),
      hour: hour === undefined ? null : String(hour),
      list: null,
      only: null,
    }),
  );
}
