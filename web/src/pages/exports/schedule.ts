import type { Catalogue, Schedule, ScheduleIn } from "../../api/exports.ts";
import type { Fields } from "../../lib/conflict.ts";
import type { Messages } from "../../lib/i18n.ts";
import { wishIn, wishOf, type Wish } from "../../lib/wish.ts";

export const WHENS = ["daily", "weekly", "monthly", "closing"] as const;
export const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** What the server lets be chosen. */
export const WORKING_DAYS = Array.from({ length: 15 }, (_, index) => index + 1);
const USUAL_HOUR = 6;
const USUAL_DAY = 3;

export interface Draft {
  wish: Wish;
  when: Schedule["when"];
  /** Empty for days that are made as soon as they change. */
  hour: string;
  workingDay: string;
  enabled: boolean;
}

/** Write a whole hour. */
export function clock(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

export function draftFor(there: Catalogue, row: Schedule | null, lang: string): Draft {
  return {
    wish: wishOf(there, row, lang),
    when: row?.when ?? "daily",
    hour: row ? String(row.hour ?? "") : String(USUAL_HOUR),
    workingDay: String(row?.working_day ?? USUAL_DAY),
    enabled: row?.enabled ?? true,
  };
}

/** Give the fields as the API takes them; only days can do without an hour. */
export function fieldsOf(there: Catalogue, { wish, when, hour, workingDay, enabled }: Draft, lang: string): Fields {
  return {
    ...wishIn(there, wish, lang),
    when,
    hour: hour === "" ? (when === "daily" ? null : 0) : Number(hour),
    working_day: when === "closing" ? Number(workingDay) : null,
    enabled,
  };
}

/** Give the whole of a schedule as it is written: the API replaces it. */
export function wholeOf({ kind, format, axis, when, hour, working_day, personal, enabled, options }: Schedule): ScheduleIn {
  return { kind: kind as ScheduleIn["kind"], format, axis, when, hour, working_day, personal, enabled, options };
}

/** Say when it is made. */
export function timeText({ when, hour, working_day: day }: Schedule, t: Messages): string {
  if (hour === null && when === "daily") return t.exports.atOnce;
  const at = t.exports.at(clock(hour ?? 0));
  return when === "closing" ? `${t.exports.onWorkingDay(day ?? 1)} ${at}` : at;
}
