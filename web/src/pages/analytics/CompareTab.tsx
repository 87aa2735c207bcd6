import type { Kpi } from "../../api/figures.ts";
import type { Asked } from "../../lib/figuresQuery.ts";
import { useWords } from "../../lib/i18n.ts";
import { lazy } from "../../ui/Lazy.tsx";
import { Course, Deltas } from "./Course.tsx";
import { Headline } from "./Headline.tsx";
import { useCompared } from "./useCompared.ts";

/** Below what is seen first, and as large as all above it. */
const Breakdown = lazy<{ kpi: Kpi; asked: Asked }>(() => import("./Breakdown.tsx").then((file) => file.Breakdown));

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
          <Course kpi={kpi} data={data} title={t.insight.course} isCompared={isCompared} />
          {isCompared && <Deltas kpi={kpi} data={data} />}
        </>
      )}
      {!error && kpi && kpi.dimensions.length > 0 && <Breakdown kpi={kpi} asked={asked} />}
    </>
  );
}
