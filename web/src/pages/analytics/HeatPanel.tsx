import type { Kpi } from "../../api/figures.ts";
import type { HeatCells, Seasons } from "../../api/patterns.ts";
import { decimal, number } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { weekdays } from "../../lib/names.ts";
import { rowsAddress, type Span } from "../../lib/rowsAddress.ts";
import { usePlace } from "../../lib/url.ts";
import { Note } from "../../ui/States.tsx";
import { Heatmap, Shades, type Cell } from "../../ui/charts/Heatmap.tsx";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Twin } from "../../ui/charts/Twin.tsx";

/** What came when nobody worked: there is no rate, only that it came. */
const CLOSED = "·";
const TWIN_PX = 320;
/** So many times the average rate is as dark as it gets. */
const DARK_FROM = 2;
type Raw = HeatCells["cells"][number];
type Window = NonNullable<HeatCells["peak"]>;

/** Give a rate in as few digits as a cell has room for. */
function rateText(rate: number, lang: Lang): string {
  const digits = rate >= 10 ? 0 : rate >= 0.95 ? 1 : 2;
  return number(Math.round(rate * 10 ** digits) / 10 ** digits, lang);
}

function isIn(window: Window | null, { weekday, hour }: Raw): boolean {
  return window !== null && window.weekday === weekday && window.first <= hour && hour < window.last;
}

function meanOf(cells: Raw[]): number {
  const open = cells.filter((cell) => cell.hours > 0);
  const hours = open.reduce((sum, cell) => sum + cell.hours, 0);
  return hours > 0 ? open.reduce((sum, cell) => sum + cell.count, 0) / hours : 0;
}

/** Leave out the hours before and after all that ever happened. */
function inUse(cells: Raw[]): Raw[] {
  const used = cells.filter((cell) => cell.count > 0 || cell.hours > 0).map((cell) => cell.hour);
  const [first, last] = [Math.min(...used), Math.max(...used)];
  return cells.filter((cell) => cell.hour >= first && cell.hour <= last);
}

/** Name an hour of a weekday with all that is known of it. */
function titleOf(cell: Raw, names: string[], t: Messages["patterns"], lang: Lang): string {
  const where = t.hours(names[cell.weekday]!, cell.hour);
  if (cell.per_hour === null) return t.closed(where, number(cell.count, lang));
  const told = t.cell(rateText(cell.per_hour, lang), where, number(cell.count, lang), number(Math.round(cell.hours), lang));
  return cell.index === null ? told : `${told}; ${t.times(decimal(cell.index, lang))}`;
}

/** Hours of the week by how much happens in one that is worked. */
export function HeatPanel({ data, kpi, span }: { data: Seasons; kpi: Kpi; span: Span }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const title = t.patterns.heatOf(kpi.title[lang]);
  if (!kpi.hours) {
    return (
      <p class="panel muted" style={{ padding: "12px 16px" }}>
        {t.patterns.heatNone}
      </p>
    );
  }
  const { heatmap } = data;
  if (!heatmap || heatmap.cells.length === 0) {
    return (
      <section class="panel">
        <Note icon="clock" title={t.patterns.fewTitle} hint={data.slice ? t.patterns.heatWhole : t.patterns.nothingHint} />
      </section>
    );
  }
  const long = weekdays(lang, "long");
  const raw = inUse(heatmap.cells);
  const rates = raw.map((cell) => cell.per_hour ?? 0);
  // One hour that is hardly ever worked must not make all the others pale.
  const top = Math.min(Math.max(...rates), DARK_FROM * meanOf(raw)) || 1;
  const cells = raw.map(
    (cell): Cell => ({
      weekday: cell.weekday,
      hour: cell.hour,
      text: cell.per_hour !== null ? rateText(cell.per_hour, lang) : cell.count > 0 ? CLOSED : null,
      shade: (cell.per_hour ?? 0) / top,
      isClosed: cell.per_hour === null,
      title: titleOf(cell, long, t.patterns, lang),
      href: rowsAddress(query, span, cell),
      sign: isIn(heatmap.peak, cell) ? "peak" : isIn(heatmap.trough, cell) ? "trough" : undefined,
    }),
  );
  return (
    <Panel
      title={title}
      legend={<Shades from={`${t.patterns.rare} 0`} to={`${rateText(top, lang)}+ ${t.patterns.often}`} />}
      height="auto"
      chart={<Heatmap label={title} weekdays={weekdays(lang, "short")} cells={cells} />}
      twin={
        <Twin
          height={TWIN_PX}
          head={[`${t.patterns.weekday}, ${t.patterns.hour}`, t.patterns.perHour, t.patterns.against, t.patterns.count, t.patterns.available]}
          rows={raw
            .filter((cell) => cell.count > 0 || cell.hours > 0)
            .map((cell) => [
              t.patterns.hours(long[cell.weekday]!, cell.hour),
              cell.per_hour === null ? t.dash : decimal(cell.per_hour, lang),
              cell.index === null ? t.dash : `×${decimal(cell.index, lang)}`,
              number(cell.count, lang),
              number(Math.round(cell.hours), lang),
            ])}
        />
      }
    >
      <p class="chart-note muted">{t.patterns.heatNote}</p>
    </Panel>
  );
}
