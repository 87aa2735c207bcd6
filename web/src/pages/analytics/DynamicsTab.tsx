import { useWords } from "../../lib/i18n.ts";
import { Course } from "./Course.tsx";
import { Headline } from "./Headline.tsx";
import { useCompared } from "./useCompared.ts";

/** One figure step by step, by itself. */
export function DynamicsTab() {
  const asking = useCompared("none");
  const { t } = useWords();
  const { kpi, data, error, isSliced } = asking;
  return (
    <>
      <Headline asking={asking} without="compare" />
      {!error && isSliced && <Course kpi={kpi} data={data} title={kpi ? "" : t.insight.course} isBars />}
    </>
  );
}
