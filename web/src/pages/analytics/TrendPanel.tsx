import type { Kpi } from "../../api/figures.ts";
import type { Trends } from "../../api/patterns.ts";
import { useWords } from "../../lib/i18n.ts";
import { stepEnd, stepName } from "../../lib/names.ts";
import { countDays } from "../../lib/time.ts";
import { go, usePlace } from "../../lib/url.ts";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Signs, type SignRow } from "../../ui/charts/Sign.tsx";
import { INKS, TrendChart, type Break, type Place } from "../../ui/charts/TrendChart.tsx";
import { Twin } from "../../ui/charts/Twin.tsx";
import { Link } from "../../ui/Link.tsx";
import { Note } from "../../ui/States.tsx";
import { levelText, slopeText } from "./levels.ts";
import { isSum, writing } from "./steps.ts";
import { rowsOf, type Span } from "./useHistory.ts";

/** Over more than this, a day without its year says too little. */
const YEAR = 400;

interface Props {
  kpi: Kpi;
  data: Trends;
}

/** Put all that is known of a step side by side; the steps to come follow. Whole things are never less than none. */
export function placesOf({ points, band, anomalies, forecast, step }: Trends, isWhole: boolean, lang: string): Place[] {
  const usual = new Map(band.map((one) => [one.day, one]));
  const odd = new Set(anomalies.map((one) => one.day));
  const isLong = points.length > 0 && countDays(points[0]!.day, points.at(-1)!.day) > YEAR;
  const named = (day: string) => ({ name: stepName(day, isLong ? "month" : step, lang, false), title: stepName(day, step, lang, true) });
  const past = points.map((one) => ({
    ...named(one.day),
    observed: one.value,
    adjusted: one.adjusted,
    trend: one.trend,
    usual: usual.get(one.day) ?? null,
    ahead: null,
    isOdd: odd.has(one.day),
    isComplete: one.complete,
  }));
  const coming = forecast.points.map((one) => ({
    ...named(one.day),
    observed: null,
    adjusted: null,
    trend: null,
    usual: null,
    ahead: isWhole ? { ...one, low: Math.max(0, one.low) } : one,
    isOdd: false,
    isComplete: false,
  }));
  return forecast.shown ? [...past, ...coming] : past;
}

/** Find where the level broke among the steps that are drawn. */
export function breaksOf({ points, change_points, step }: Trends, lang: string): Break[] {
  const indexOf = (day: string): number => Math.max(0, points.findLastIndex((one) => one.day <= day));
  return change_points.map(({ at, earliest, latest, before, after }) => ({
    at: indexOf(at),
    first: indexOf(earliest),
    last: indexOf(latest),
    before,
    after,
    name: stepName(at, step, lang, false),
  }));
}

/** The series, its trend, what is usual, what broke, and what may come. */
export function TrendPanel({ kpi, data, span }: Props & { span: Span }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const { lines } = t.patterns;
  const places = placesOf(data, kpi.unit === "orders", lang);
  if (!data.points.some((one) => one.value !== null)) {
    return (
      <section class="panel">
        <Note icon="calendar-x" title={t.patterns.nothingTitle} hint={t.patterns.nothingHint} />
      </section>
    );
  }
  const { show, mark, cell } = writing(kpi, data.currency, t, lang);
  const level = levelText(kpi, data.currency, lang);
  const range = (bounds: { low: number; high: number } | null): string =>
    bounds ? `${show(bounds.low)}–\u2060${show(bounds.high)}` : t.dash;
  const has = {
    observed: true,
    adjusted: places.some((one) => one.adjusted !== null),
    trend: places.some((one) => one.trend !== null),
    usual: data.band.length > 0,
    odd: data.anomalies.length > 0,
    level: data.change_points.length > 0,
    ahead: data.forecast.shown,
  };
  const inks = has.adjusted ? INKS : { ...INKS, observed: INKS.adjusted };
  const keys = (Object.keys(has) as (keyof typeof has)[]).filter((key) => has[key]);
  const open = (index: number): string | null => {
    const point = data.points[index];
    const last = point && stepEnd(point.day, data.step);
    return point && last ? rowsOf(query, { from: point.day < span.from ? span.from : point.day, to: last > span.to ? span.to : last }) : null;
  };
  const tip = (index: number): SignRow[] => {
    const place = places[index]!;
    const rows: [keyof typeof lines, string | null][] = [
      ["observed", place.observed === null ? null : `${show(place.observed)}${place.isComplete ? "" : `, ${t.patterns.partial}`}`],
      ["adjusted", place.adjusted === null ? null : level(place.adjusted)],
      ["trend", place.trend === null ? null : level(place.trend)],
      [place.isOdd ? "odd" : "usual", place.usual && range(place.usual)],
      ["ahead", place.ahead && `${level(place.ahead.value)} (${range(place.ahead)})`],
    ];
    return rows.flatMap(([key, text]) => (text === null ? [] : [{ name: lines[key], text, ink: inks[key] }]));
  };
  const title = kpi.title[lang];
  return (
    <Panel
      title={title}
      legend={<Signs of={keys.map((key) => ({ name: lines[key], ink: inks[key] }))} />}
      chart={
        <TrendChart
          label={`${title}. ${t.patterns.trendTitle}`}
          places={places}
          breaks={breaksOf(data, lang)}
          unit={kpi.unit}
          isWhole={isSum(kpi)}
          mark={mark}
          tip={tip}
          onOpen={(index) => {
            const href = open(index);
            if (href) go(href);
          }}
        />
      }
      twin={
        <Twin
          head={[data.step === "week" ? t.patterns.week : t.patterns.steps[data.step], lines.observed, lines.adjusted, lines.trend, lines.usual, lines.ahead]}
          rows={places.map((one, index) => {
            const href = open(index);
            return [
              href ? (
                <Link href={href} aria-label={t.patterns.showOrders(one.title)}>
                  {one.title}
                </Link>
              ) : (
                one.title
              ),
              `${cell(one.observed)}${one.isOdd ? ` (${lines.odd.toLowerCase()})` : ""}`,
              one.adjusted === null ? t.dash : level(one.adjusted),
              one.trend === null ? t.dash : level(one.trend),
              range(one.usual),
              one.ahead ? `${level(one.ahead.value)} (${range(one.ahead)})` : t.dash,
            ];
          })}
        />
      }
    >
      <p class="chart-note muted">
        <Slope kpi={kpi} data={data} /> {t.patterns.forecastTitle}. {data.forecast.reason[lang]}
      </p>
    </Panel>
  );
}

function Slope({ kpi, data: { trend, currency } }: Props) {
  const { t, lang } = useWords();
  if (trend.slope === null || trend.low === null || trend.high === null) return null;
  const show = slopeText(kpi, currency, lang, t.insight.pp);
  const told = t.patterns.slope(show(trend.slope), t.patterns.per[trend.per], show(trend.low), show(trend.high));
  return <>{`${t.patterns.slopeTitle}: ${told}.`}</>;
}
