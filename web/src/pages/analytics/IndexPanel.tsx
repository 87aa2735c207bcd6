import { config } from "../../api/config.ts";
import type { Kpi } from "../../api/figures.ts";
import type { Season } from "../../api/patterns.ts";
import { figure, mark, weight } from "../../lib/figureFormat.ts";
import { decimal, number } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { months, weekdays } from "../../lib/names.ts";
import { rowsAddress, type Span } from "../../lib/rowsAddress.ts";
import { usePlace } from "../../lib/url.ts";
import { Note } from "../../ui/States.tsx";
import { Index } from "../../ui/charts/Index.tsx";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Twin } from "../../ui/charts/Twin.tsx";
import { isSum } from "./steps.ts";

type Bucket = Season["index"][number];
/** A season is judged by days over a week, and by months over a year. */
const POINTS = { week: "day", year: "month" } as const;
const ROW_PX = 30;
const COUNT = { week: 7, year: 12 };
const ROOM_PX = 222;

function times(value: number | null, lang: Lang, none: string): string {
  return value === null ? none : `×${decimal(value, lang)}`;
}

function surely({ low, high }: Bucket, t: Messages["patterns"], lang: Lang): string {
  return low === null || high === null ? t.unsure : t.sure(`×${decimal(low, lang)}`, `×${decimal(high, lang)}`);
}

/** How strong a season is, in a word and a number. */
function strengthOf(of: Season, t: Messages["patterns"], lang: Lang): string {
  if (of.strength === null) return "";
  // Where chance explains as much, a number would only look like something.
  return of.level === null || of.level === "none" ? t.levels.none : t.strength(t.levels[of.level], decimal(of.strength, lang));
}

interface Props {
  cycle: "week" | "year";
  of: Season;
  kpi: Kpi;
  span: Span;
}

/** Weekdays or months against their average; each leads to its orders. */
export function IndexPanel({ cycle, of, kpi, span }: Props) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const title = cycle === "week" ? t.patterns.weekTitle : t.patterns.yearTitle;
  const names = cycle === "week" ? weekdays(lang, "long") : months(lang);
  const first = cycle === "week" ? 0 : 1;
  const height = Math.max(ROOM_PX, COUNT[cycle] * ROW_PX);
  if (of.state === "too_few" || of.index.length === 0) {
    const points = t.patterns.points[POINTS[cycle]];
    const hint = of.few ? t.patterns.few(points(of.few.needed), number(of.few.have, lang)) : t.patterns.nothingHint;
    return <Panel title={title} height="auto" twin={null} chart={<Note icon="hourglass" title={t.patterns.fewTitle} hint={hint} />} />;
  }
  const isSummed = kpi.shape === "sum";
  const { currency } = config().company;
  const rows = of.index.map((one) => ({
    name: names[one.bucket - first]!,
    value: one.index,
    low: one.low,
    high: one.high,
    text: times(one.index, lang, t.dash),
    sure: surely(one, t.patterns, lang),
    n: isSummed ? mark(one.n, kpi.unit, currency, lang) : number(weight(one.n, kpi), lang),
    href: one.n > 0 ? rowsAddress(query, span, cycle === "week" ? { weekday: one.bucket } : { month: one.bucket }) : undefined,
  }));
  const note = cycle === "week" ? t.patterns.indexNote : isSum(kpi) ? t.patterns.perDayNote : t.patterns.yearNote;
  return (
    <Panel
      title={title}
      height={height}
      legend={
        <span class="legend" title={t.patterns.strengthHint}>
          {strengthOf(of, t.patterns, lang)}
        </span>
      }
      chart={<Index rows={rows} />}
      twin={
        <Twin
          head={[cycle === "week" ? t.patterns.weekday : t.patterns.month, t.patterns.against, t.patterns.interval, isSummed ? kpi.title[lang] : t.insight.bases[kpi.counts]]}
          rows={of.index.map((one, index) => [
            rows[index]!.name,
            rows[index]!.text,
            one.low === null || one.high === null ? t.dash : `${decimal(one.low, lang)}–\u2060${decimal(one.high, lang)}`,
            isSummed ? figure(one.n, kpi.unit, currency, lang) : rows[index]!.n,
          ])}
        />
      }
    >
      <p class="chart-note muted">{note} {of.index.some((one) => one.low !== null) && t.patterns.whiskers}</p>
    </Panel>
  );
}
