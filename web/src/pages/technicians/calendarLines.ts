import { groupsOf, periodsOf, someDay, type Calendar, type Period, type Shift } from "../../lib/calendar.ts";
import { day, period, weekday } from "../../lib/format.ts";
import type { Lang, Messages } from "../../lib/i18n.ts";

function hoursOf(shifts: Shift[], t: Messages): string {
  const ranges = shifts.map(({ start, end }) => `${start}–${end === "24:00" ? "00:00" : end}`);
  return ranges.join(", ") || t.technicians.dayOff;
}

/** Say the hours of the week, alike days together: the days, their hours. */
export function weekLines(calendar: Calendar, t: Messages, lang: Lang): [days: string, hours: string][] {
  return groupsOf(calendar).map(({ days, shifts }) => {
    const ends = days.filter((_, index) => index === 0 || index === days.length - 1);
    return [ends.map((one) => weekday(someDay(one), lang)).join("–"), hoursOf(shifts, t)];
  });
}

/** Say the days that differ. */
export function periodLine({ from, to, shifts, note }: Period, t: Messages, lang: Lang): string {
  const days = from === to ? day(from, lang) : period(from, to, lang);
  return [days, hoursOf(shifts, t), note].filter(Boolean).join(" · ");
}

/** Say a whole calendar in lines. */
export function calendarLines(calendar: Calendar, t: Messages, lang: Lang): string[] {
  return [
    ...weekLines(calendar, t, lang).map((parts) => parts.join(" ")),
    ...periodsOf(calendar.exceptions).map((one) => periodLine(one, t, lang)),
  ];
}
