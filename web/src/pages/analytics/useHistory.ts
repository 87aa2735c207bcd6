import { config } from "../../api/config.ts";
import { useKpis } from "../../api/figures.ts";
import { readFigures, toApi } from "../../lib/figuresQuery.ts";
import { addDays, type Day } from "../../lib/time.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { useKpi } from "../../ui/figures/KpiChoice.tsx";

/** How far back a pattern may be looked for, in days. */
export const SPANS = [182, 365, 730, 1095] as const;
const USUAL = 365;
/** Rows are listed of so many days at most: of a longer history, of the last ones. */
const MOST_ROWS = 400;

export interface Span {
  from: Day;
  to: Day;
}

/** Read how far back to look: a pattern needs more than the month one looks at; it ends with the page's period. */
export function useHistory(): Span & { days: number } {
  const { query } = usePlace();
  const { to } = readFigures(query, config().company.zone).period;
  const days = SPANS.find((span) => String(span) === query.get("history")) ?? USUAL;
  return { from: addDays(to, 1 - days), to, days };
}

/** What is asked about one figure over its history. */
export function useAsking() {
  const { query } = usePlace();
  const asked = readFigures(query, config().company.zone);
  const { from, to } = useHistory();
  const kpis = useKpis();
  const kpi = useKpi(kpis.data?.items);
  const { dimension, value } = toApi(asked);
  const isSliced = !dimension || (kpi?.dimensions.includes(dimension) ?? true);
  return {
    asked,
    kpis,
    kpi,
    span: { from, to },
    isSliced,
    isReady: kpi !== undefined && isSliced,
    question: { kpi: kpi?.name ?? "", from, to, ...(dimension && value !== undefined ? { dimension, value } : {}) },
  };
}

export type Asking = ReturnType<typeof useAsking>;

/** Where the rows behind a figure are shown: of some days, of a weekday, of an hour of it. */
export function rowsOf(query: URLSearchParams, { from, to }: Span, { weekday, hour }: { weekday?: number; hour?: number } = {}): string {
  const first = addDays(to, 1 - MOST_ROWS);
  return address(
    "/analytics",
    patched(query, {
      rows: `${from < first ? first : from}..${to}`,
      of: null,
      weekday: weekday === undefined ? null : String(weekday),
      hour: hour === undefined ? null : String(hour),
    }),
  );
}
