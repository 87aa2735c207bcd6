/** Days are "YYYY-MM-DD" strings in the company's zone; instants are RFC 3339 in UTC. */
export type Day = string;

const DAY_MS = 86_400_000;

function asDate(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** Move a day by a number of days. */
export function addDays(day: Day, days: number): Day {
  return new Date(asDate(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** Count the days of a period, both ends included. */
export function countDays(from: Day, to: Day): number {
  return Math.round((asDate(to).getTime() - asDate(from).getTime()) / DAY_MS) + 1;
}

/** Tell whether the text is a day of the calendar. */
export function isDay(text: string | null): text is Day {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = asDate(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function wallClock(instant: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** Name today in the zone. */
export function today(zone: string, now: Date = new Date()): Day {
  return wallClock(now, zone).slice(0, 10);
}

/** Tell whether an instant lies in the zone's running year, which need not be said. */
export function isThisYear(at: string, zone: string, now: Date = new Date()): boolean {
  return today(zone, new Date(at)).slice(0, 4) === today(zone, now).slice(0, 4);
}

/** Turn an instant into the value of a datetime-local field in the zone. */
export function toWallClock(instant: string | null | undefined, zone: string): string {
  return instant ? wallClock(new Date(instant), zone) : "";
}

/** Turn the value of a datetime-local field in the zone into an instant. */
export function fromWallClock(value: string, zone: string): string {
  const wanted = new Date(`${value}Z`).getTime();
  let guess = wanted;
  // The offset at the guess may differ from the offset at the answer near a clock change.
  for (let round = 0; round < 2; round += 1) {
    const shown = new Date(`${wallClock(new Date(guess), zone)}Z`).getTime();
    guess += wanted - shown;
  }
  return new Date(guess).toISOString();
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
];

/** Say how long ago, or null when a date says it better. */
export function ago(instant: string, now: number, lang: string): string | null {
  const seconds = Math.round((new Date(instant).getTime() - now) / 1000);
  const away = Math.abs(seconds);
  if (away >= 7 * 86_400) return null;
  const words = new Intl.RelativeTimeFormat(lang, { numeric: "auto", style: "short" });
  if (away < 45) return words.format(0, "second");
  let [unit, size] = STEPS[0]!;
  for (const [name, length] of STEPS) if (away >= length) [unit, size] = [name, length];
  return words.format(Math.round(seconds / size), unit);
}
