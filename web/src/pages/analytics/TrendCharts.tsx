import type { Kpi } from "../../api/figures.ts";
import type { Trends } from "../../api/patterns.ts";
import { useWords } from "../../lib/i18n.ts";
import type { Span } from "../../lib/rowsAddress.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Breaks, Odds } from "./Finds.tsx";
import { TrendPanel } from "./TrendPanel.tsx";

interface Props {
  kpi: Kpi;
  data: Trends;
  span: Span;
}

/** The course of a figure with all that was found in it, and the finds as lists. */
export function TrendCharts({ kpi, data, span }: Props) {
  const { lang } = useWords();
  return (
    <>
      {data.warnings.map((one) => (
        <p key={one.code} class="banner" data-tone="info" style={{ marginBottom: "14px" }}>
          <Icon name="info" />
          {one.text[lang]}
        </p>
      ))}
      <TrendPanel kpi={kpi} data={data} span={span} />
      <div class="split">
        <Breaks kpi={kpi} data={data} />
        <Odds kpi={kpi} data={data} span={span} />
      </div>
    </>
  );
}
