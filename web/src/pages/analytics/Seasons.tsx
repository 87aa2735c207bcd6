import { useApi } from "../../api/data.ts";
import type { Seasons as Answer } from "../../api/patterns.ts";
import type { Kpi } from "../../api/figures.ts";
import { HeatPanel } from "./HeatPanel.tsx";
import { IndexPanel } from "./IndexPanel.tsx";
import { Loading } from "./Loading.tsx";
import { PartsPanel } from "./PartsPanel.tsx";
import { PatternHead } from "./PatternHead.tsx";
import { useAsking, type Span } from "./useHistory.ts";

/** Two panels beside each other where both have room. */
const HALVES = { gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 420px), 1fr))" };

/** When one figure is high and when it is low: by hour, weekday and month. */
export function Seasons() {
  const asking = useAsking();
  const { kpi, span, isReady, question } = asking;
  const page = useApi("GET /v1/analytics/season", { query: question }, { keep: true, enabled: isReady });
  // What is shown while the next answer is under way belongs to another figure: its unit would be wrong.
  const data = kpi && page.data?.kpi === kpi.name ? page.data : undefined;
  return (
    <>
      <PatternHead key={String(Boolean(data))} asking={asking} page={page} verdicts={data?.verdicts} />
      {kpi && data && isReady ? <Charts kpi={kpi} data={data} span={span} /> : isReady && !page.error && <Loading charts={3} />}
    </>
  );
}

function Charts({ kpi, data, span }: { kpi: Kpi; data: Answer; span: Span }) {
  return (
    <>
      <HeatPanel kpi={kpi} data={data} span={span} />
      <div class="split" style={HALVES}>
        <IndexPanel cycle="week" of={data.weekly} kpi={kpi} span={span} />
        <IndexPanel cycle="year" of={data.yearly} kpi={kpi} span={span} />
      </div>
      <PartsPanel kpi={kpi} data={data} />
    </>
  );
}
