import type { Trends } from "../api/patterns.ts";
import { stepName, type Step } from "./names.ts";
import { countDays } from "./time.ts";

export interface Bounds {
  low: number;
  high: number;
}

/** One place of a series; those to come have bounds ahead and nothing observed. */
export interface Place {
  name: string;
  title: string;
  observed: number | null;
  adjusted: number | null;
  trend: number | null;
  usual: Bounds | null;
  ahead: (Bounds & { value: number }) | null;
  isOdd: boolean;
  /** Why it may still change; null where it will not. */
  open: "partial" | "immature" | null;
}

/** From `at` on the level is another; all three are places of the series. */
export interface Break {
  at: number;
  first: number;
  last: number;
  before: number;
  after: number;
  name: string;
}

type Told = Pick<Trends, "points" | "band" | "anomalies" | "forecast" | "change_points" | "step">;
const NOTHING = { observed: null, adjusted: null, trend: null, usual: null, isOdd: false, open: null };
/** Over more days than this, a day without its year says too little. */
const LONG = 400;

/** Name places shortly on an axis: over years by month and year. */
export function axisStep(first: string, last: string, step: Step): Step {
  return countDays(first, last) > LONG ? "month" : step;
}

/**
 * Put all that is known of a step side by side; the steps to come follow. What is foretold may begin with the step
 * that is not over yet. Whole things are never less than none.
 */
export function placesOf({ points, band, anomalies, forecast, step }: Told, isWhole: boolean, lang: string): Place[] {
  const usual = new Map(band.map((one) => [one.day, one]));
  const odd = new Set(anomalies.map((one) => one.day));
  const short = points.length > 0 ? axisStep(points[0]!.day, points.at(-1)!.day, step) : step;
  const named = (day: string) => ({ name: stepName(day, short, lang, false), title: stepName(day, step, lang, true) });
  const foretold = forecast.shown ? forecast.points.map((one) => (isWhole ? { ...one, low: Math.max(0, one.low) } : one)) : [];
  const ahead = new Map(foretold.map((one) => [one.day, one]));
  const past = points.map((one): Place => ({
    ...named(one.day),
    observed: one.value,
    adjusted: one.adjusted,
    trend: one.trend,
    usual: usual.get(one.day) ?? null,
    ahead: ahead.get(one.day) ?? null,
    isOdd: odd.has(one.day),
    open: !one.complete ? "partial" : one.mature ? null : "immature",
  }));
  const known = new Set(points.map((one) => one.day));
  const coming = foretold.filter((one) => !known.has(one.day)).map((one) => ({ ...named(one.day), ...NOTHING, ahead: one }));
  return [...past, ...coming];
}

/** Find where the level broke among the steps that are drawn. */
export function breaksOf({ points, change_points, step }: Told, lang: string): Break[] {
  const indexOf = (day: string): number => Math.max(0, points.findLastIndex((one) => one.day <= day));
  return change_points.map(({ at, earliest, latest, before, after }) => ({
    at: indexOf(at),
    first: indexOf(earliest),
    last: indexOf(latest),
    before,
    after,
    name: stepName(at, step, lang, false),
  }));
}
