import type { Change, Kpi, Unit } from "../api/figures.ts";
import type { Messages } from "./i18n.ts";
import { decimal, digitsOf, inUnit, money, number, percent, short } from "./format.ts";

const HUNDRED = 100;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** From here on an axis tells thousands and millions. */
const SHORT = 100_000;

/** Put a sign before a text that has none; nothing has one. */
function signed(value: number, text: string): string {
  if (value === 0) return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}

const SIZES = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
] as const;

/** Name the size of time that fits a length of it. */
export function sizeOf(seconds: number): (typeof SIZES)[number] {
  return SIZES.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", MINUTE];
}

/** Show a length of time by the unit that fits it. */
export function spell(seconds: number, lang: string): string {
  const [unit, size] = sizeOf(seconds);
  return inUnit(seconds / size, unit, lang, unit === "minute" ? 0 : 1);
}

/** Leave the parts of a currency away where they say nothing. */
function readable(amount: number, currency: string): number {
  const whole = 10 ** digitsOf(currency);
  return Math.abs(amount) < HUNDRED * whole ? Math.round(amount) : Math.round(amount / whole) * whole;
}

/** Show a figure in its own unit. */
export function figure(value: number, unit: Unit, currency: string, lang: string): string {
  switch (unit) {
    case "money":
      return money({ amount: readable(value, currency), currency }, lang);
    case "share":
      return percent(value, lang);
    case "seconds":
      return spell(value, lang);
    case "rating":
    case "per_day":
      return decimal(value, lang);
    case "points":
      return number(Math.round(value * HUNDRED), lang);
    case "orders":
      return number(Math.round(value), lang);
  }
}

/** Give of how much a figure is as people count it: seconds that could be worked are hours. */
export function weight(n: number, { counts }: Pick<Kpi, "counts">): number {
  if (counts !== "available_seconds") return n;
  const hours = n / HOUR;
  return hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours);
}

/** Say of how much a figure is: by 120 orders, of 1,240 available hours. */
export function ofHowMuch(n: number, kpi: Pick<Kpi, "counts">, t: Messages): string {
  return t.insight.of[kpi.counts](weight(n, kpi));
}

/** Show a figure for an axis, where there is little room. */
export function mark(value: number, unit: Unit, currency: string, lang: string): string {
  if (unit === "money") {
    const whole = value / 10 ** digitsOf(currency);
    return Math.abs(whole) < SHORT ? number(whole, lang) : short(value, currency, lang);
  }
  if (unit === "rating" || unit === "per_day") return number(value, lang);
  return figure(value, unit, currency, lang);
}

/** Show a difference of two figures with its sign; that of shares in percentage points. */
export function difference(value: number, unit: Unit, currency: string, lang: string, points: string): string {
  if (unit !== "share") return signed(value, figure(Math.abs(value), unit, currency, lang));
  const shown = Math.round(Math.abs(value) * HUNDRED * 10) / 10;
  return `${signed(shown && value, number(shown, lang))}\u00a0${points}`;
}

/** Show a change as it is judged: per cent of the base, percentage points, or by how much. */
export function changed(change: Change, unit: Unit, currency: string, lang: string, points: string): string | null {
  if (change.effect === "points" && unit === "share" && change.points !== null) {
    return difference(change.points / HUNDRED, unit, currency, lang, points);
  }
  if (change.relative !== null && unit !== "points") {
    // As the sentences say it: tenths of a per cent below ten, whole ones above.
    const parts = Math.abs(change.relative) < 0.1 ? 1000 : HUNDRED;
    const shown = Math.round(Math.abs(change.relative) * parts) / parts;
    return signed(shown && change.relative, percent(shown, lang));
  }
  return change.absolute === null ? null : difference(change.absolute, unit, currency, lang, points);
}
