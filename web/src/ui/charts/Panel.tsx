import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useWords } from "../../lib/i18n.ts";
import { Icon } from "../Icon.tsx";

interface Props {
  title: string;
  legend?: ComponentChildren;
  chart: ComponentChildren;
  /** The same figures as a table; nothing to turn to while they load, null where there is none. */
  twin?: ComponentChildren;
  /** Of the chart in px, when the usual one does not do; its table gets the same, or has its own with "auto". */
  height?: number | "auto";
  /** What explains the chart, under it. */
  children?: ComponentChildren;
}

/** What lies around a chart, above and below. */
const SPACE = 18;

/** A chart that can be turned into its table. */
export function Panel({ title, legend, chart, twin, height, children }: Props) {
  const { t } = useWords();
  const [table, setTable] = useState(false);
  return (
    <section class="panel chart-panel" aria-busy={twin === undefined || undefined}>
      <header>
        <h2>{title}</h2>
        {legend}
        {twin && (
          <button
            type="button"
            class="button small quiet"
            aria-label={`${table ? t.figures.asChart : t.figures.asTable}: ${title}`}
            onClick={() => setTable(!table)}
          >
            <Icon name={table ? "chart-line" : "table"} size={14} />
            {table ? t.figures.asChart : t.figures.asTable}
          </button>
        )}
      </header>
      <div class="chart-space" style={height ? { height: height === "auto" ? height : `${height + SPACE}px` } : {}}>
        {table && twin ? twin : chart}
      </div>
      {children}
    </section>
  );
}
