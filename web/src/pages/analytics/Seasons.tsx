import { useApi } from "../../api/data.ts";
import { isCounted } from "../../api/figures.ts";
import { useWords } from "../../lib/i18n.ts";
import type { Span } from "../../lib/rowsAddress.ts";
import { lazy } from "../../ui/Lazy.tsx";
import { Loading } from "./Loading.tsx";
import { PatternHead } from "./PatternHead.tsx";
import { useAsking } from "./useAsking.ts";

const SeasonCharts = lazy(() => import("./SeasonCharts.tsx").then((file) => file.SeasonCharts));

/** When one figure is high and when it is low: by hour, weekday and month. */
export function Seasons({ span }: { span: Span }) {
  const asking = useAsking(span);
  const { t } = useWords();
  const { kpi, question } = asking;
  const hasSeasons = !kpi || isCounted(kpi);
  const isReady = asking.isReady && hasSeasons;
  const page = useApi("GET /v1/analytics/season", { query: question }, { keep: true, enabled: isReady });
  // What is shown while the next answer is under way belongs to another figure: its unit would be wrong.
  const data = kpi && page.data?.kpi === kpi.name ? page.data : undefined;
  return (
    <>
      <PatternHead key={String(Boolean(data))} asking={asking} page={page} verdicts={data?.verdicts} refusal={hasSeasons ? undefined : t.patterns.noSeasons} />
      {kpi && data && isReady ? <SeasonCharts kpi={kpi} data={data} span={span} /> : isReady && !page.error && <Loading charts={3} />}
    </>
  );
}
