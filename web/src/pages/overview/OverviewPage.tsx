import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { PENDING_MS, useKpis, type Figures } from "../../api/figures.ts";
import { readFigures, toApi } from "../../lib/figuresQuery.ts";
import { day, instant } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { usePlace } from "../../lib/url.ts";
import { AskedBar } from "../../ui/figures/AskedBar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { PeriodPicker } from "../../ui/PeriodPicker.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { AllKpis } from "./AllKpis.tsx";
import { OpenOrders } from "./OpenOrders.tsx";
import { Tiles } from "./Tiles.tsx";

const HOUR_MS = 3_600_000;
/** Changes are counted some minutes after they are made; nothing for so long is worth a word. */
const STALE_HOURS = 24;

/** How the company fares: one question to the server gives every figure of the page. */
export function OverviewPage() {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const asked = readFigures(query, config().company.zone);
  const page = useApi("GET /v1/analytics/overview", { query: toApi(asked) }, {
    keep: true,
    every: (data) => (data && !data.watermark ? PENDING_MS : false),
  });
  const kpis = useKpis();
  const data = kpis.data && page.data;
  const error = page.data ? kpis.error : page.error;
  const retry = (): void => {
    if (page.error) void page.refetch();
    if (kpis.error) void kpis.refetch();
  };
  return (
    <>
      <PageHead title={t.insight.overview} subtitle={data ? freshness(data, t, lang) : "\u00a0"}>
        <PeriodPicker period={asked.period} long />
      </PageHead>
      {data && <Warnings data={data} />}
      <section class="panel" aria-label={t.insight.overview} aria-busy={!error && (!data || page.isPlaceholderData)}>
        <AskedBar asked={asked} told={page.data} />
        {error && !data ? <Failure error={error} onRetry={retry} /> : <Body data={data} kpis={kpis.data?.items ?? []} />}
      </section>
      {(!error || data) && !isEmpty(data) && (
        <>
          {asked.value === null && <OpenOrders data={data} onRetry={retry} />}
          <AllKpis data={data} kpis={kpis.data?.items} />
        </>
      )}
    </>
  );
}

/** Which figures are of orders: technicians' hours are there before the first order is. */
const OF_ORDERS = new Set(["created", "completed", "cancelled", "backlog"]);

/** Tell whether there is nothing to show a figure of: not counted yet, or no order at all. */
function isEmpty(data: Figures | undefined): boolean {
  if (data === undefined) return false;
  if (!data.watermark) return true;
  const tiles = data.tiles.filter((one) => OF_ORDERS.has(one.kpi));
  // What has happened today is in no figure yet, but in its course.
  return tiles.every((one) => one.n + one.base_n === 0 && one.series.every((point) => point.n === 0));
}

function Body({ data, kpis }: Parameters<typeof Tiles>[0]) {
  const { t } = useWords();
  if (data && !data.watermark) return <Note icon="hourglass" title={t.figures.pendingTitle} hint={t.figures.pendingHint} />;
  if (!isEmpty(data)) return <Tiles data={data} kpis={kpis} />;
  if (data?.slice) return <Note icon="chart-line" title={t.insight.nothingTitle} hint={t.insight.nothingHint} />;
  return (
    <Note icon="chart-line" title={t.insight.emptyTitle} hint={t.insight.emptyHint}>
      <Link class="button" href="/orders?new=1">
        <Icon name="plus" />
        {t.insight.emptyAction}
      </Link>
    </Note>
  );
}

function freshness(data: Figures, t: Messages, lang: Lang): string {
  if (!data.watermark) return t.figures.noWatermark;
  const fresh = t.insight.fresh(instant(data.watermark, lang, data.zone, "minute"));
  return `${t.insight.asOf(day(data.as_of, lang))}; ${fresh}`;
}

/** What a reader must know before the figures: old data, parts that are missing, an unfinished period. */
function Warnings({ data }: { data: Figures }) {
  const { t, lang } = useWords();
  const { watermark, problems } = data;
  const isStale = watermark && Date.now() - new Date(watermark).getTime() > STALE_HOURS * HOUR_MS;
  const lost = problems.map((one) => t.insight.parts[one.part] ?? one.part);
  return (
    <>
      {isStale && (
        <p class="banner" data-tone="amber" role="status">
          <Icon name="clock-alert" />
          {t.insight.stale(instant(watermark, lang, data.zone, "minute"))}
        </p>
      )}
      {lost.length > 0 && (
        <p class="banner" data-tone="amber" role="status">
          <Icon name="triangle-alert" />
          {t.insight.problems}: {[...new Set(lost)].join(", ")}
        </p>
      )}
    </>
  );
}
