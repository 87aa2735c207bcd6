import type { Unit } from "../api/figures.ts";
import { digitsOf } from "./format.ts";

const MINUTE = 60;
const HUNDRED = 100;
/** Beyond this a share of a hundredth of a per cent is noise of the arithmetic. */
const EXACT = 6;

/** How much of what one writes down makes one of what the API takes: per cent, minutes, roubles. */
function scaleOf(unit: Unit, currency: string): number {
  if (unit === "share" || unit === "points") return 1 / HUNDRED;
  if (unit === "seconds") return MINUTE;
  return unit === "money" ? 10 ** digitsOf(currency) : 1;
}

/** Write a target as one would type it. */
export function targetText(value: number | undefined, unit: Unit, currency: string, lang: string): string {
  if (value === undefined) return "";
  const typed = Number((value / scaleOf(unit, currency)).toFixed(EXACT));
  return lang === "ru" ? String(typed).replace(".", ",") : String(typed);
}

/** Read a target that somebody typed; null when it is no number. */
export function parseTarget(text: string, unit: Unit, currency: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".").replace("−", "-");
  if (!/^-?\d{1,12}(\.\d{1,6})?$/.test(plain)) return null;
  return Number((Number(plain) * scaleOf(unit, currency)).toFixed(EXACT));
}
