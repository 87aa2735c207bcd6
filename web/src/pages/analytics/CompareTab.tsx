import { useWords } from "../../lib/i18n.ts";
import { Breakdown } from "./Breakdown.tsx";
import { Course, Deltas } from "./Course.tsx";
import { Headline } from "./Headline.tsx";
import { useCompared } from "./useCompared.ts";

/** One figure beside another period: step by step, by slices, and what made the change. */
export function CompareTab() {
  const asking = useCompared();
  const { t } = useWords();
  const { asked, kpi, data, error, isSliced } = asking;
  const isCompared = asked.compare !== "none";
  return (
    <>
      <Headline asking={asking} />
      {!error && isSliced && (
        <>
          <Course kpi={kpi} data={data} title={t.insight.course} />
          {isCompared && <Deltas kpi={kpi} data={data} />}
        </>
      )}
      {!error && kpi && kpi.dimensions.length > 0 && <Breakdown kpi={kpi} asked={asked} />}
    </>
  );
}
