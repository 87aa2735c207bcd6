import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { useKpis } from "../../api/figures.ts";
import { readFigures, toApi, type Compare } from "../../lib/figuresQuery.ts";
import { usePlace } from "../../lib/url.ts";
import { useKpi } from "../../ui/figures/KpiChoice.tsx";

/** Read one figure step by step, as the address asks; `compare` goes before what it says. */
export function useCompared(compare?: Compare) {
  const { query } = usePlace();
  const read = readFigures(query, config().company.zone);
  const asked = compare ? { ...read, compare, base: null } : read;
  const kpis = useKpis();
  const kpi = useKpi(kpis.data?.items);
  const isSliced = asked.dimension === null || asked.value === null || (kpi?.dimensions.includes(asked.dimension) ?? true);
  const page = useApi(
    "GET /v1/analytics/compare",
    { query: { ...toApi(asked), kpi: kpi?.name ?? "" } },
    { keep: true, enabled: kpi !== undefined && isSliced },
  );
  // What is shown while the next answer is under way belongs to another figure: its unit would be wrong.
  const data = kpi && page.data?.tile.kpi === kpi.name ? page.data : undefined;
  const error = kpis.error ?? (data ? null : page.error);
  const retry = (): void => void (kpis.error ? kpis.refetch() : page.refetch());
  return { asked, kpis: kpis.data?.items, kpi, isSliced, data, error, retry, isBusy: page.isPlaceholderData };
}

export type Asking = ReturnType<typeof useCompared>;
