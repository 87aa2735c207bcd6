import type { Routes } from "../api/schema.ts";
import { DIMENSIONS, fromAddress, type Asked } from "./figuresQuery.ts";
import { isDay } from "./time.ts";

export type RowsQuery = Omit<Routes["GET /v1/analytics/rows"]["query"], "kpi" | "cursor">;

const ORDERS = ["date", "weight"] as const;
const ONLY = ["counted", "uncounted"] as const;

function whole(text: string | null, most: number): number | null {
  return text !== null && /^\d{1,2}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

/**
 * Say which rows the address asks for: `rows` are the days of a point ("2026-11-02..2026-11-08"), `by` and `of` the
 * slice of a row in a table; without them the slice of the page. `weekday` and `hour` are the cell of a heat map,
 * `month` that month of each year. `list` is the order of the rows, `only` which of them.
 */
export function rowsQuery(query: URLSearchParams, asked: Asked): RowsQuery {
  const [from = "", to = from] = (query.get("rows") ?? "").split("..");
  const isRight = isDay(from) && isDay(to) && from <= to;
  const of = query.get("of");
  const by = DIMENSIONS.find((one) => one === query.get("by"));
  const [dimension, value] = of !== null && by ? [by, fromAddress(of)] : [asked.dimension, asked.value];
  const weekday = whole(query.get("weekday"), 6);
  const month = whole(query.get("month"), 12);
  const hour = whole(query.get("hour"), 23);
  const order = ORDERS.find((one) => one === query.get("list"));
  const only = ONLY.find((one) => one === query.get("only"));
  return {
    from: isRight ? from : asked.period.from,
    to: isRight ? to : asked.period.to,
    ...(dimension && value !== null ? { dimension, value } : {}),
    ...(weekday === null ? {} : { weekday }),
    ...(month ? { month } : {}),
    ...(hour === null ? {} : { hour }),
    ...(order ? { order } : {}),
    ...(only ? { only } : {}),
  };
}
