import type { Kpi } from "../../api/figures.ts";
import type { Trends } from "../../api/patterns.ts";
import { useWords } from "../../lib/i18n.ts";
import { levelText, slopeText } from "../../lib/levels.ts";
import { stepEnd } from "../../lib/names.ts";
import { rowsAddress, type Span } from "../../lib/rowsAddress.ts";
import { breaksOf, placesOf } from "../../lib/trend.ts";
import { go, usePlace } from "../../lib/url.ts";
import { Link } from "../../ui/Link.tsx";
import { Note } from "../../ui/States.tsx";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Signs, type SignRow } from "../../ui/charts/Sign.tsx";
import { INKS, TrendChart } from "../../ui/charts/TrendChart.tsx";
import { Twin } from "../../ui/charts/Twin.tsx";
import { isSum, writing } from "./steps.ts";

interface Props {
  kpi: Kpi;
  data: Trends;
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
    return point && last ? rowsAddress(query, { from: point.day < span.from ? span.from : point.day, to: last > span.to ? span.to : last }) : null;
  };
  const tip = (index: number): SignRow[] => {
    const place = places[index]!;
    const rows: [keyof typeof lines, string | null][] = [
      ["observed", place.observed === null ? null : `${show(place.observed)}${place.open ? `, ${t.insight[place.open]}` : ""}`],
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
