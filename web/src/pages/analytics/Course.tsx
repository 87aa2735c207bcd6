import type { ComponentChildren } from "preact";
import type { Compared, Kpi } from "../../api/figures.ts";
import { difference, weight } from "../../lib/figureFormat.ts";
import { day, number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { go, usePlace } from "../../lib/url.ts";
import { INK, type Ink } from "../../ui/charts/ink.ts";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Signs } from "../../ui/charts/Sign.tsx";
import { StepChart } from "../../ui/charts/StepChart.tsx";
import { Twin } from "../../ui/charts/Twin.tsx";
import { Link } from "../../ui/Link.tsx";
import { isSum, openWords, rowsOf, stepNames, writing, type Pair } from "./steps.ts";

const NOW: Ink = { color: INK.accent };
const THEN: Ink = { color: INK.muted, dash: "4 4" };
const GOOD = "var(--green)";
const BAD = "var(--red)";

interface Props {
  kpi: Kpi | undefined;
  data: Compared | undefined;
}

interface CourseProps extends Props {
  title: string;
  isBars?: boolean;
  /** Whether there will be something to compare with: its place is kept free. */
  isCompared?: boolean;
}

/** The figure along the period, over what it is compared with. */
export function Course({ kpi, data, title, isBars = false, isCompared = false }: CourseProps) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const { insight } = t;
  const name = title || kpi?.title[lang] || insight.course;
  const signs = [{ name: insight.now, ink: NOW }, ...(isCompared ? [{ name: insight.then, ink: THEN }] : [])];
  if (!kpi || !data) {
    return (
      <Panel title={name} legend={<Signs of={signs} />} chart={<div class="chart-bone" />}>
        {isCompared && <p class="chart-note">{"\u00a0"}</p>}
      </Panel>
    );
  }
  const { show, mark, cell } = writing(kpi, data.currency, t, lang);
  const { names, titles } = stepNames(data, t, lang);
  const open = openWords(data, t);
  const courses = [{ name: insight.now, ink: NOW, values: data.pairs.map((one) => one.value) }];
  if (data.base) courses.push({ name: insight.then, ink: THEN, values: data.pairs.map((one) => one.base_value) });
  const label = `${kpi.title[lang]} ${data.step === "day" ? insight.byDay : insight.byWeek}`;
  return (
    <Panel
      title={label}
      legend={<Signs of={courses} />}
      chart={
        <StepChart
          label={label}
          names={names}
          titles={titles}
          unit={kpi.unit}
          isSum={isSum(kpi)}
          courses={courses}
          {...(isBars ? { bars: data.pairs.map(() => INK.accent) } : {})}
          open={open}
          show={show}
          mark={mark}
          onOpen={(index) => go(rowsOf(query, data.pairs[index]!.day, data))}
        />
      }
      twin={
        <Twin
          head={[data.step === "day" ? insight.day : insight.week, insight.now, ...(data.base ? [insight.baseDay, insight.then] : []), insight.bases[kpi.counts], insight.state]}
          rows={data.pairs.map((one, index) => [
            <RowsLink pair={one} data={data} />,
            cell(one.value),
            ...(data.base ? [one.base_day ? day(one.base_day, lang) : t.dash, cell(one.base_value)] : []),
            number(weight(one.n, kpi), lang),
            open[index] ?? insight.full,
          ])}
        />
      }
    >
      {isCompared && <p class="chart-note muted">{insight.aligned[data.step === "day" ? data.aligned_by : "week"]}</p>}
    </Panel>
  );
}

function RowsLink({ pair, data }: { pair: Pair; data: Compared }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const name: ComponentChildren = day(pair.day, lang, true);
  return (
    <Link href={rowsOf(query, pair.day, data)} aria-label={t.insight.showRows(day(pair.day, lang, true))}>
      {name}
    </Link>
  );
}

/** By how much each step differs from the one it is compared with. */
export function Deltas({ kpi, data }: Props) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const { insight } = t;
  if (!kpi || !data) return <Panel title={insight.deltas} chart={<div class="chart-bone" />} />;
  const deltas = data.pairs.map(({ value, base_value: base, complete }) =>
    value === null || base === null || !complete ? null : value - base,
  );
  const show = (value: number): string => difference(value, kpi.unit, data.currency, lang, insight.pp);
  const { names, titles } = stepNames(data, t, lang);
  return (
    <Panel
      title={insight.deltas}
      chart={
        <StepChart
          label={insight.deltas}
          names={names}
          titles={titles}
          unit={kpi.unit}
          isSum
          courses={[{ name: insight.change, ink: { color: INK.accent, shape: "block" }, values: deltas }]}
          bars={deltas.map((one) => colorOf(one ?? 0, kpi))}
          open={openWords(data, t)}
          show={show}
          mark={show}
          onOpen={(index) => go(rowsOf(query, data.pairs[index]!.day, data))}
        />
      }
      twin={
        <Twin
          head={[data.step === "day" ? insight.day : insight.week, insight.baseDay, insight.change]}
          rows={data.pairs.map((one, index) => [
            <RowsLink pair={one} data={data} />,
            one.base_day ? day(one.base_day, lang) : t.dash,
            deltas[index] === null || deltas[index] === undefined ? t.dash : show(deltas[index]),
          ])}
        />
      }
    />
  );
}

/** Up or down is seen by where a bar stands; its colour says whether that is good. */
function colorOf(delta: number, { better }: Kpi): string {
  if (better === "neither") return INK.accent;
  return delta > 0 === (better === "higher") ? GOOD : BAD;
}
