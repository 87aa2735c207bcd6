import { addDays, countDays, isDay, type Day } from "./time.ts";

export const PRESETS = [7, 30, 90, 365] as const;
/** A whole year is too much for lists of rows. */
export const SHORT = [7, 30, 90] as const satisfies readonly Preset[];
export type Preset = (typeof PRESETS)[number];
const MAX_DAYS = 366;

export interface Period {
  from: Day;
  to: Day;
  /** The preset that gave the period, or null for chosen dates. */
  preset: Preset | null;
}

/** Read the period from the address; what makes no sense becomes the usual last days. */
export function readPeriod(query: URLSearchParams, today: Day, usual: Preset = 30): Period {
  const from = query.get("from");
  const to = query.get("to");
  if (isDay(from) && isDay(to) && from <= to && countDays(from, to) <= MAX_DAYS) {
    return { from, to, preset: null };
  }
  const days = PRESETS.find((preset) => String(preset) === query.get("days")) ?? usual;
  return { from: addDays(today, 1 - days), to: today, preset: days };
}

/** Name the period of the same length right before this one. */
export function previous(period: { from: Day; to: Day }): { from: Day; to: Day } {
  const days = countDays(period.from, period.to);
  return { from: addDays(period.from, -days), to: addDays(period.from, -1) };
}
