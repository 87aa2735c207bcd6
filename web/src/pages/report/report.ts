import type { Answer, Body } from "../../api/types.ts";
import type { Fields } from "../../lib/conflict.ts";
import type { Lang } from "../../lib/i18n.ts";

export type Report = Answer<"GET /v1/analytics/report">;
export type ReportIn = Body<"PUT /v1/analytics/report">;
export type Person = Answer<"GET /v1/analytics/report/people">["items"][number];

/** What the server lets be chosen. */
export const MOST_KPIS = 20;
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];

/** Name a weekday; Monday is 0, and the first of January 2024 was one. */
export function weekday(number: number, lang: Lang): string {
  const text = new Intl.DateTimeFormat(lang, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + number));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Write a whole hour. */
export function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

/** Give the fields as they are written. */
export function fieldsOf({ enabled, weekday, hour, recipients, language, kpis, sentences }: Report): Fields {
  return { enabled, weekday, hour, recipients, language, kpis, sentences };
}
