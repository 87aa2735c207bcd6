import type { Kpi } from "../../api/figures.ts";
import type { Seasons } from "../../api/patterns.ts";
import { day } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { levelText, slopeText } from "../../lib/levels.ts";
import { stepName } from "../../lib/names.ts";
import { axisStep } from "../../lib/trend.ts";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Parts, heightOf } from "../../ui/charts/Parts.tsx";
import { Twin } from "../../ui/charts/Twin.tsx";
import { Note } from "../../ui/States.tsx";

const NAMES = ["observed", "trend", "season", "rest"] as const;

/** The series and what it is made of: trend, season and the rest. */
export function PartsPanel({ data, kpi }: { data: Seasons; kpi: Kpi }) {
  const { t, lang } = useWords();
  const { parts, currency } = data;
  const title = t.patterns.partsTitle;
  if (!parts || parts.days.length === 0) {
    return <Panel title={title} height="auto" twin={null} chart={<Note icon="hourglass" title={t.patterns.fewTitle} hint={t.patterns.partsFew} />} />;
  }
  const short = axisStep(parts.days[0]!, parts.days.at(-1)!, "day");
  const level = levelText(kpi, currency, lang);
  const swing = slopeText(kpi, currency, lang, t.insight.pp);
  const drawn = NAMES.map((name) => ({
    name: t.patterns.parts[name],
    values: parts[name],
    show: name === "season" || name === "rest" ? swing : level,
  }));
  return (
    <Panel
      title={title}
      height={heightOf(drawn.length)}
      chart={<Parts label={title} names={parts.days.map((one) => stepName(one, short, lang, false))} titles={parts.days.map((one) => day(one, lang, true))} parts={drawn} />}
      twin={
        <Twin
          head={[t.patterns.day, ...drawn.map((one) => one.name)]}
          rows={parts.days.map((one, index) => [day(one, lang, true), ...drawn.map(({ values, show }) => (values[index] == null ? t.dash : show(values[index])))])}
        />
      }
    >
      <p class="chart-note muted">{t.patterns.partsNote}</p>
    </Panel>
  );
}
