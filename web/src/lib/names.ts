import { day as dayText, weekday } from "./format.ts";
import type { Day } from "./time.ts";

export type Step = "day" | "week" | "month";

const WEEK = 7;
const YEAR = 12;
/** A Monday; weekdays are told by days from it on. */
const MONDAY = "2024-01-0";

/** Name the weekdays, Monday first. */
export function weekdays(lang: string, width: "short" | "long"): string[] {
  return Array.from({ length: WEEK }, (_, index) => weekday(`${MONDAY}${index + 1}`, lang, width));
}

/** Name the months of the year. */
export function months(lang: string): string[] {
  const format = new Intl.DateTimeFormat(lang, { timeZone: "UTC", month: "long" });
  return Array.from({ length: YEAR }, (_, index) => format.format(Date.UTC(2024, index)));
}

/** Name a month such as "2026-05". */
export function monthOf(month: string, lang: string, width: "short" | "long"): string {
  const format = new Intl.DateTimeFormat(lang, { timeZone: "UTC", month: width, year: width === "long" ? "numeric" : "2-digit" });
  const text = format.format(new Date(`${month.slice(0, 7)}-01T00:00:00Z`));
  return width === "long" ? text : text.replace(/\sг\.$/, "");
}

/** Give the month so many months later. */
export function monthAfter(month: string, by: number): string {
  const at = new Date(`${month.slice(0, 7)}-01T00:00:00Z`);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by)).toISOString().slice(0, 7);
}

/** Name a step by its first day: shortly for an axis, or in full. */
export function stepName(day: Day, step: Step, lang: string, isFull: boolean): string {
  if (step === "month") return monthOf(day, lang, isFull ? "long" : "short");
  return dayText(day, lang, isFull);
}

/** Give the last day of a step. */
export function stepEnd(day: Day, step: Step): Day {
  const at = new Date(`${day}T00:00:00Z`);
  if (step === "week") at.setUTCDate(at.getUTCDate() + WEEK - 1);
  if (step === "month") at.setUTCMonth(at.getUTCMonth() + 1, 0);
  return at.toISOString().slice(0, 10);
}
