import type { Day } from "./time.ts";

export interface Money {
  amount: number;
  currency: string;
}

const kept = new Map<string, unknown>();

/** Intl objects are slow to make and cheap to keep. */
function keep<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

/** Tell how many digits a currency has behind its point. */
export function digitsOf(currency: string): number {
  return keep(`digits:${currency}`, () => {
    const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    return options.maximumFractionDigits ?? 2;
  });
}

/** Show money from minor units; whole amounts have no tail. */
export function money(value: Money, lang: string): string {
  const { currency } = value;
  const format = keep(`money:${lang}:${currency}`, () =>
    new Intl.NumberFormat(lang, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      trailingZeroDisplay: "stripIfInteger",
    }),
  );
  return format.format(value.amount / 10 ** digitsOf(currency));
}

/** Read "1 500,50" as minor units; null when it is no amount. */
export function parseMoney(text: string, currency: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!/^\d{1,12}(\.\d+)?$/.test(plain)) return null;
  const digits = digitsOf(currency);
  const [whole = "0", tail = ""] = plain.split(".");
  if (tail.length > digits) return null;
  return Number(whole + tail.padEnd(digits, "0"));
}

/** Show an amount as one would type it: "1500,50". */
export function typed(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const text = (amount / 10 ** digits).toFixed(digits);
  return text.replace(/\.0+$/, "").replace(".", ",");
}

/** Read "12,5" as a percentage; null when it is none. */
export function parsePercent(text: string): string | null {
  const plain = text.trim().replace(",", ".") || "0";
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) && Number(plain) <= 100 ? plain : null;
}

/** Read "1,5" as the decimal string the API takes; null when it is no quantity. */
export function parseQuantity(text: string): string | null {
  const plain = text.trim().replace(",", ".");
  return /^\d{1,6}(\.\d{1,3})?$/.test(plain) && Number(plain) > 0 ? plain : null;
}

/** Show an amount shortly, for an axis that names its currency elsewhere. */
export function short(amount: number, currency: string, lang: string): string {
  return keep(
    `short:${lang}`,
    () => new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits: 1 }),
  ).format(amount / 10 ** digitsOf(currency));
}

/** Give the sign of a currency. */
export function symbol(currency: string, lang: string): string {
  const options = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
  const parts = new Intl.NumberFormat(lang, options).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}

/** Show a number. */
export function number(value: number, lang: string): string {
  return keep(`number:${lang}`, () => new Intl.NumberFormat(lang)).format(value);
}

/** Show a figure with two digits behind the point. */
export function decimal(value: number, lang: string): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return keep(`decimal:${lang}`, () => new Intl.NumberFormat(lang, digits)).format(value);
}

/** Show a share of one as a percentage. */
export function percent(share: number, lang: string): string {
  return keep(`percent:${lang}`, () => new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 })).format(share);
}

/** Show the change between two figures as a signed percentage; null when there was nothing. */
export function change(now: number, before: number, lang: string): string | null {
  if (before === 0) return null;
  const format = keep(
    `change:${lang}`,
    () =>
      new Intl.NumberFormat(lang, {
        style: "percent",
        maximumFractionDigits: 1,
        signDisplay: "exceptZero",
      }),
  );
  return format.format((now - before) / Math.abs(before)).replace("-", "−");
}

/** Show a size in bytes. */
export function bytes(value: number, lang: string): string {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let step = 0;
  let size = value;
  while (size >= 1000 && step < steps.length - 1) {
    size /= 1000;
    step += 1;
  }
  // The short sign of a byte is the whole word.
  return inUnit(size, steps[step]!, lang, step === 0 ? 0 : 1, step === 0 ? "narrow" : "short");
}

/** Show a number with its unit, which a line never parts and English too sets off: 542 B. */
export function inUnit(value: number, unit: string, lang: string, digits: number, unitDisplay: "narrow" | "short" = "short"): string {
  const parts = keep(
    `unit:${lang}:${unit}:${digits}`,
    () => new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay, maximumFractionDigits: digits }),
  ).formatToParts(value);
  const told = (isSign: boolean): string =>
    parts.filter(({ type }) => type !== "literal" && (type === "unit") === isSign).map((part) => part.value).join("");
  return `${told(false)}\u00a0${told(true)}`;
}

/** Show a duration in milliseconds. */
export function duration(ms: number, lang: string): string {
  return ms < 1000 ? inUnit(ms, "millisecond", lang, 1) : inUnit(ms / 1000, "second", lang, 1);
}

/** Show minutes as hours and minutes. */
export function minutes(value: number, lang: string): string {
  const part = (unit: string, count: number): string => inUnit(count, unit, lang, 3);
  const hours = Math.floor(value / 60);
  const rest = value % 60;
  if (hours === 0) return part("minute", rest);
  return rest === 0 ? part("hour", hours) : `${part("hour", hours)} ${part("minute", rest)}`;
}

/** Show a day of the company's calendar. */
export function day(value: Day, lang: string, long = false): string {
  return keep(
    `day:${lang}:${long}`,
    () =>
      new Intl.DateTimeFormat(lang, {
        timeZone: "UTC",
        day: "numeric",
        month: long ? "long" : "short",
        ...(long ? { year: "numeric" as const } : {}),
      }),
  ).format(new Date(`${value}T00:00:00Z`));
}

/** Name the weekday of a day. */
export function weekday(value: Day, lang: string, width: "short" | "long" = "short"): string {
  return keep(`weekday:${lang}:${width}`, () => new Intl.DateTimeFormat(lang, { timeZone: "UTC", weekday: width })).format(
    new Date(`${value}T00:00:00Z`),
  );
}

/** Show a period; both ends are included. */
export function period(from: Day, to: Day, lang: string): string {
  const format = keep(
    `period:${lang}`,
    () =>
      new Intl.DateTimeFormat(lang, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }),
  );
  return format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
}

type Moment = "day" | "date" | "minute" | "dated" | "full";

function moments(lang: string, zone: string, style: Moment): Intl.DateTimeFormat {
  return keep(
    `instant:${lang}:${zone}:${style}`,
    () =>
      new Intl.DateTimeFormat(lang, {
        timeZone: zone,
        day: "numeric",
        month: "short",
        ...(["date", "dated", "full"].includes(style) ? { year: "numeric" as const } : {}),
        // As hours of work are written on every page; AM and PM would not fit into the columns.
        ...(["day", "date"].includes(style) ? {} : { hour: "2-digit" as const, minute: "2-digit" as const, hourCycle: "h23" as const }),
        ...(style === "full" ? { second: "2-digit" as const, timeZoneName: "short" as const } : {}),
      }),
  );
}

/** Show an instant in the company's zone: the day with or without its year, the same with the minute, or all of it. */
export function instant(value: string, lang: string, zone: string, style: Moment): string {
  return moments(lang, zone, style).format(new Date(value));
}

/** Show from when to when; a day that both share is said once. */
export function span(from: string, to: string, lang: string, zone: string, style: "minute" | "dated"): string {
  return moments(lang, zone, style).formatRange(new Date(from), new Date(to));
}

/** Show a phone the way people write it; other countries stay as they are. */
export function phone(value: string): string {
  const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(value);
  return match ? `+7 ${match[1]} ${match[2]}-${match[3]}-${match[4]}` : value;
}
