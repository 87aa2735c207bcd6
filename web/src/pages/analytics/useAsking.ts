import { config } from "../../api/config.ts";
import { useKpis } from "../../api/figures.ts";
import { readFigures, toApi } from "../../lib/figuresQuery.ts";
import type { Span } from "../../lib/rowsAddress.ts";
import { usePlace } from "../../lib/url.ts";
import { useKpi } from "../../ui/figures/KpiChoice.tsx";

/** What is asked about one figure over its history. */
export function useAsking({ from, to }: Span) {
  const { query } = usePlace();
  const asked = readFigures(query, config().company.zone);
  const kpis = useKpis();
  const kpi = useKpi(kpis.data?.items);
  const { dimension, value } = toApi(asked);
  const isSliced = !dimension || (kpi?.dimensions.includes(dimension) ?? true);
  return {
    asked,
    kpis,
    kpi,
    isSliced,
    isReady: kpi !== undefined && isSliced,
    question: { kpi: kpi?.name ?? "", from, to, ...(dimension && value !== undefined ? { dimension, value } : {}) },
  };
}

export type Asking = ReturnType<typeof useAsking>;
