import type { Kpi } from "../../api/figures.ts";
import type { Seasons } from "../../api/patterns.ts";
import type { Span } from "../../lib/rowsAddress.ts";
import { HeatPanel } from "./HeatPanel.tsx";
import { IndexPanel } from "./IndexPanel.tsx";
import { PartsPanel } from "./PartsPanel.tsx";

interface Props {
  kpi: Kpi;
  data: Seasons;
  span: Span;
}

/** Two panels beside each other where both have room. */
const HALVES = { gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 420px), 1fr))" };

/** Hours, weekdays and months, and what the series is made of. */
export function SeasonCharts({ kpi, data, span }: Props) {
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
