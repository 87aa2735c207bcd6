import type { Kpi } from "../api/figures.ts";
import { difference, figure } from "./figureFormat.ts";
import { number } from "./format.ts";
import type { Lang } from "./i18n.ts";

/** From here on a tenth of an order is nothing. */
const LARGE = 100;
const DIGITS = 2;

/** Write the usual level of a figure: orders a day are no whole number. */
export function levelText({ unit }: Pick<Kpi, "unit">, currency: string, lang: Lang): (value: number) => string {
  return (value) =>
    unit === "orders" && Math.abs(value) < LARGE ? number(Math.round(value * 10) / 10, lang) : figure(value, unit, currency, lang);
}

/** Write what a figure gains or loses by step; a slope of orders is small. */
export function slopeText({ unit }: Pick<Kpi, "unit">, currency: string, lang: Lang, points: string): (value: number) => string {
  return (value) => {
    if (unit !== "orders" || value === 0) return difference(value, unit, currency, lang, points);
    const shown = number(Number(Math.abs(value).toPrecision(DIGITS)), lang);
    return `${value > 0 ? "+" : "−"}${shown}`;
  };
}
