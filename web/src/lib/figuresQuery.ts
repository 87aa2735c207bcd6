import type { Routes } from "../api/schema.ts";
import { readPeriod, type Period } from "./period.ts";
import { isDay, today, type Day } from "./time.ts";

export type FiguresQuery = Routes["GET /v1/analytics/overview"]["query"];
export type Compare = NonNullable<FiguresQuery["compare"]>;
type Dimension = NonNullable<FiguresQuery["dimension"]>;

export const COMPARES: readonly Compare[] = ["previous", "last_month", "year_by_date", "year_by_weekday", "custom", "none"];
export const DIMENSIONS: readonly Dimension[] = ["technician", "type", "zone", "priority", "source", "customer_kind"];
const USUAL: Compare = "previous";
/** The names in the address that say what is asked of figures, but for the period. */
export const NAMES = ["compare", "base_from", "base_to", "dimension", "value"] as const;
/** All that goes along from one page of figures to another. */
export const CARRIED = ["days", "from", "to", ...NAMES] as const;

/** In the address, the part without a value: an address leaves out what is empty. */
export const NAMELESS = "-";

/** Say a value of a dimension in the address. */
export function inAddress(value: string): string {
  return value || NAMELESS;
}

/** Read it back. */
export function fromAddress(text: string): string {
  return text === NAMELESS ? "" : text;
}

/** What the address asks of the figures. */
export interface Asked {
  period: Period;
  compare: Compare;
  /** The own dates to compare with. */
  base: { from: Day; to: Day } | null;
  /** The chosen dimension, also while no value of it is chosen yet. */
  dimension: Dimension | null;
  value: string | null;
}

/** Read it from the address; what makes no sense is left out. */
export function readFigures(query: URLSearchParams, zone: string): Asked {
  const from = query.get("base_from");
  const to = query.get("base_to");
  const base = isDay(from) && isDay(to) && from <= to ? { from, to } : null;
  const wanted = COMPARES.find((one) => one === query.get("compare")) ?? USUAL;
  const dimension = DIMENSIONS.find((one) => one === query.get("dimension")) ?? null;
  const value = query.get("value");
  return {
    period: readPeriod(query, today(zone)),
    compare: wanted === "custom" && !base ? USUAL : wanted,
    base: wanted === "custom" ? base : null,
    dimension,
    value: dimension && value !== null ? fromAddress(value) : null,
  };
}

/** Say the period and what it is compared with as the API takes them. */
export function comparedWith({ period, compare, base }: Asked): Pick<FiguresQuery, "from" | "to" | "compare" | "base_from" | "base_to"> {
  return {
    from: period.from,
    to: period.to,
    compare,
    ...(base ? { base_from: base.from, base_to: base.to } : {}),
  };
}

/** Say all of it as the API takes it; a dimension without a value is not asked yet. */
export function toApi(asked: Asked): FiguresQuery {
  const { dimension, value } = asked;
  return { ...comparedWith(asked), ...(dimension && value !== null ? { dimension, value } : {}) };
}

/** Keep of the address what goes along to another page of figures. */
export function carried(query: URLSearchParams): Record<string, string | null> {
  return Object.fromEntries(CARRIED.map((name) => [name, query.get(name)]));
}
