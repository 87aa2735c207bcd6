import { addDays, countDays, type Day } from "./time.ts";

export const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEK)[number];

/** Give some day that falls on a weekday: 5 January 1970 was a Monday. */
export function someDay(weekday: Weekday): Day {
  return addDays("1970-01-05", WEEK.indexOf(weekday));
}

export interface Shift {
  start: string;
  end: string;
}

interface Exceptional {
  date: Day;
  shifts?: Shift[];
  note?: string | null;
}

export interface Calendar {
  weekly?: Record<string, Shift[]>;
  exceptions?: Exceptional[];
}

/** Days in a row that differ from the week in the same way: a holiday, a shift that was swapped. */
export interface Period {
  from: Day;
  to: Day;
  shifts: Shift[];
  note: string;
}

/** A calendar as it is typed: a shift until midnight ends at 00:00, days off come as periods. */
export interface CalendarDraft {
  weekly: Record<Weekday, Shift[]>;
  periods: Period[];
}

export const USUAL: Shift = { start: "09:00", end: "18:00" };
export const MOST_SHIFTS = 6;
const MOST_DAYS = 400;

type Wrong = "required" | "endsBefore" | "overlap" | "twice" | "tooLong";
/** What is wrong, by the weekday or by the number of the period. */
export type CalendarErrors = Partial<Record<Weekday | number, Wrong>>;

function sorted(shifts: Shift[]): Shift[] {
  return [...shifts].sort((one, other) => one.start.localeCompare(other.start));
}

function typed(shifts: Shift[] | undefined): Shift[] {
  return sorted(shifts ?? []).map(({ start, end }) => ({ start, end: end === "24:00" ? "00:00" : end }));
}

function sent(shifts: Shift[]): Shift[] {
  return sorted(shifts).map(({ start, end }) => ({ start, end: end === "00:00" ? "24:00" : end }));
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Join days in a row that differ in the same way. */
export function periodsOf(exceptions: Exceptional[] = []): Period[] {
  const periods: Period[] = [];
  for (const { date, shifts, note } of [...exceptions].sort((one, other) => one.date.localeCompare(other.date))) {
    const next = { from: date, to: date, shifts: typed(shifts), note: note ?? "" };
    const last = periods.at(-1);
    const goesOn = last && addDays(last.to, 1) === date && last.note === next.note && same(last.shifts, next.shifts);
    if (goesOn) last.to = date;
    else periods.push(next);
  }
  return periods;
}

function daysOf({ from, to, shifts, note }: Period): Exceptional[] {
  return Array.from({ length: countDays(from, to) }, (_, index) => ({
    date: addDays(from, index),
    shifts: sent(shifts),
    note: note.trim() || null,
  }));
}

/** Make a calendar ready to be typed over. */
export function draftOf(calendar: Calendar | null): CalendarDraft {
  const days = WEEK.map((day) => [day, typed(calendar?.weekly?.[day])] as const);
  return { weekly: Object.fromEntries(days) as Record<Weekday, Shift[]>, periods: periodsOf(calendar?.exceptions) };
}

/** Say a checked draft as the API takes it; with nothing filled in no calendar is known. */
export function bodyOf({ weekly, periods }: CalendarDraft): Calendar | null {
  const worked = WEEK.filter((day) => weekly[day].length > 0);
  if (worked.length === 0 && periods.length === 0) return null;
  const days = periods.flatMap(daysOf).sort((one, other) => one.date.localeCompare(other.date));
  return { weekly: Object.fromEntries(worked.map((day) => [day, sent(weekly[day])])), exceptions: days };
}

function wrongShifts(shifts: Shift[]): Wrong | undefined {
  if (shifts.some(({ start, end }) => !start || !end)) return "required";
  const inOrder = sent(shifts);
  if (inOrder.some(({ start, end }) => end <= start)) return "endsBefore";
  return inOrder.some(({ start }, index) => index > 0 && start < inOrder[index - 1]!.end) ? "overlap" : undefined;
}

function wrongPeriod(period: Period, others: Period[]): Wrong | undefined {
  if (!period.from || !period.to) return "required";
  if (period.to < period.from) return "endsBefore";
  if (others.some((other) => period.from <= other.to && other.from <= period.to)) return "twice";
  return wrongShifts(period.shifts);
}

/** Find what is wrong before the server is asked. */
export function check({ weekly, periods }: CalendarDraft): CalendarErrors {
  const errors: CalendarErrors = {};
  for (const day of WEEK) {
    const wrong = wrongShifts(weekly[day]);
    if (wrong) errors[day] = wrong;
  }
  let days = 0;
  periods.forEach((period, number) => {
    const wrong = wrongPeriod(period, periods.slice(0, number));
    if (wrong) errors[number] = wrong;
    else if ((days += countDays(period.from, period.to)) > MOST_DAYS) errors[number] = "tooLong";
  });
  return errors;
}

/** Join weekdays in a row that have the same hours. */
export function groupsOf(calendar: Calendar): { days: Weekday[]; shifts: Shift[] }[] {
  const groups: { days: Weekday[]; shifts: Shift[] }[] = [];
  for (const day of WEEK) {
    const shifts = sorted(calendar.weekly?.[day] ?? []);
    const last = groups.at(-1);
    if (last && same(last.shifts, shifts)) last.days.push(day);
    else groups.push({ days: [day], shifts });
  }
  return groups;
}
