import { isCounted, type Compared, type Kpi } from "../../api/figures.ts";
import { figure, mark } from "../../lib/figureFormat.ts";
import { day, weekday } from "../../lib/format.ts";
import type { Lang, Messages } from "../../lib/i18n.ts";
import { addDays, type Day } from "../../lib/time.ts";
import { address, patched } from "../../lib/url.ts";

export type Pair = Compared["pairs"][number];
const WEEK = 7;

/** How a figure is written, in full and on an axis. */
export function writing(kpi: Kpi, currency: string, t: Messages, lang: Lang) {
  return {
    show: (value: number): string => figure(value, kpi.unit, currency, lang),
    mark: (value: number): string => mark(value, kpi.unit, currency, lang),
    /** Null is told as a dash: no data is not zero. */
    cell: (value: number | null): string => (value === null ? t.dash : figure(value, kpi.unit, currency, lang)),
  };
}

/** Name a step shortly for an axis, and in full where there is room. */
export function stepNames({ pairs, step }: Pick<Compared, "pairs" | "step">, t: Messages, lang: Lang) {
  const isDay = step === "day";
  return {
    names: pairs.map((one) => day(one.day, lang)),
    titles: pairs.map((one) =>
      isDay ? `${weekday(one.day, lang)}, ${day(one.day, lang)}` : `${t.insight.week} ${day(one.day, lang)}`,
    ),
  };
}

/** Say why a step may still change; null where it will not. */
export function openWords({ pairs, tile }: Pick<Compared, "pairs" | "tile">, t: Messages): (string | null)[] {
  const isMature = new Map(tile.series.map((one) => [one.day, one.mature]));
  return pairs.map((one) => (!one.complete ? t.insight.partial : isMature.get(one.day) === false ? t.insight.immature : null));
}

/** Lead to the rows behind a step. */
export function rowsOf(query: URLSearchParams, first: Day, { step, period }: Pick<Compared, "step" | "period">): string {
  const last = step === "day" ? first : addDays(first, WEEK - 1);
  return address("/analytics", patched(query, { rows: `${first}..${last < period.to ? last : period.to}`, of: null }));
}

/** Tell whether the values of a figure add up over days. */
export function isSum({ shape }: Kpi): boolean {
  return shape === "count" || shape === "sum";
}

/** Tell whether those of slices add up to the whole: what was open at an instant does so, too. */
export function isWhole(kpi: Kpi): boolean {
  return isSum(kpi) || (!isCounted(kpi) && kpi.unit === "orders");
}
