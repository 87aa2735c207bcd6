import { addDays, type Day } from "./time.ts";
import { address, patched } from "./url.ts";

export interface Span {
  from: Day;
  to: Day;
}

/** Rows are listed of so many days at most: of a longer history, of the last ones. */
const MOST_DAYS = 400;

/** Where the rows behind a figure are shown: of some days, of a weekday, of an hour of it. */
export function rowsAddress(query: URLSearchParams, { from, to }: Span, { weekday, hour }: { weekday?: number; hour?: number } = {}): string {
  const first = addDays(to, 1 - MOST_DAYS);
  return address(
    "/analytics",
    patched(query, {
      rows: `${from < first ? first : from}..${to}`,
      of: null,
      weekday: weekday === undefined ? null : String(weekday),
      hour: hour === undefined ? null : String(hour),
    }),
  );
}
