import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { isCounted, useKpis, type Kpi } from "../../api/figures.ts";
import { figure } from "../../lib/figureFormat.ts";
import { readFigures } from "../../lib/figuresQuery.ts";
import { number, period as periodText } from "../../lib/format.ts";
import { useWords, type Lang } from "../../lib/i18n.ts";
import { months, weekdays } from "../../lib/names.ts";
import { rowsQuery, type RowsQuery } from "../../lib/rowsQuery.ts";
import { setQuery, usePlace } from "../../lib/url.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { nameOfSlice } from "../../ui/figures/names.ts";
import { useKpi } from "../../ui/figures/KpiChoice.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone, Failure, Note } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";

const BONES = 8;

/** The orders behind a number: exactly those that it was counted of. */
export function RowsSheet() {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const kpis = useKpis();
  const kpi = useKpi(kpis.data?.items);
  const asked = rowsQuery(query, readFigures(query, config().company.zone));
  const close = (): void => setQuery({ rows: null, of: null, weekday: null, month: null, hour: null });
  const slice = asked.dimension && nameOfSlice(asked.dimension, asked.value ?? "", asked.value ?? "", t);
  const title = `${kpi?.title[lang] ?? t.insight.kpi}, ${periodText(asked.from, asked.to, lang)}`;
  return (
    <Dialog shape="side" light title={title} onClose={close}>
      <div class="dialog-body card">
        {asked.dimension && asked.dimension !== "technician" && (
          <p class="muted">
            {t.insight.dimensions[asked.dimension]}: {slice}
          </p>
        )}
        {asked.weekday !== undefined && asked.weekday !== null && (
          <p class="muted">
            {weekdays(lang, "long")[asked.weekday]}
            {asked.hour !== undefined && asked.hour !== null && `, ${asked.hour}:00–${asked.hour + 1}:00`}
          </p>
        )}
        {asked.month && <p class="muted">{months(lang)[asked.month - 1]}</p>}
        {kpis.error ? <Failure error={kpis.error} onRetry={() => void kpis.refetch()} /> : !kpi ? (
          <Bones />
        ) : isCounted(kpi) ? (
          <Rows kpi={kpi} asked={asked} />
        ) : (
          <Note icon="inbox" title={t.insight.noRows} hint={t.insight.reckoned} />
        )}
      </div>
    </Dialog>
  );
}

function Bones() {
  const { t } = useWords();
  return (
    <div class="bones" role="status" aria-label={t.states.loading}>
      {Array.from({ length: BONES }, (_, row) => (
        <Bone key={row} width={row % 2 ? "70%" : "90%"} />
      ))}
    </div>
  );
}

interface Asking {
  kpi: Kpi;
  asked: RowsQuery;
}

/** Page after page below each other; each is a question of its own. */
function Rows({ kpi, asked }: Asking) {
  const { t } = useWords();
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <div class="twin behind">
      <table>
        <thead>
          <tr>
            <th scope="col">{t.insight.order}</th>
            <th scope="col">{t.insight.at}</th>
            <th scope="col">{t.insight.part}</th>
          </tr>
        </thead>
        {cursors.map((cursor, index) => (
          <Part
            key={cursor}
            kpi={kpi}
            asked={asked}
            cursor={cursor}
            onMore={index === cursors.length - 1 ? (next) => setCursors([...cursors, next]) : undefined}
          />
        ))}
      </table>
    </div>
  );
}

/** What a row adds: to a share one of so many, to a sum an amount. */
function part({ total, n }: { total: number; n: number }, { unit, shape }: Kpi, lang: Lang): string {
  if (shape === "ratio") return `${number(total, lang)} / ${number(n, lang)}`;
  if (unit === "points") return number(total, lang);
  return figure(total, unit, config().company.currency, lang);
}

function Part({ kpi, asked, cursor, onMore }: Asking & { cursor: string | null; onMore: ((next: string) => void) | undefined }) {
  const { t, lang } = useWords();
  const page = useApi("GET /v1/analytics/rows", { query: { ...asked, kpi: kpi.name, ...(cursor ? { cursor } : {}) } });
  const { data } = page;
  if (!data || (data.items.length === 0 && !cursor)) {
    return (
      <tbody key="wait">
        <tr>
          <td colSpan={3}>
            {data ? (
              <Note icon="inbox" title={t.insight.noRows} hint={t.insight.nothingHint} />
            ) : page.error ? (
              <Failure error={page.error} onRetry={() => void page.refetch()} />
            ) : (
              <Bones />
            )}
          </td>
        </tr>
      </tbody>
    );
  }
  const next = data.next_cursor;
  return (
    <tbody key="rows">
      {!cursor && data.total && (
        <tr>
          <th scope="row">{t.insight.rowsTotal}</th>
          <td>{t.insight.n(number(data.total.n, lang))}</td>
          <td>
            <strong>{part(data.total, kpi, lang)}</strong>
          </td>
        </tr>
      )}
      {data.items.map((one, index) => (
        <tr key={index}>
          <th scope="row">
            <Link href={`/orders?order=${one.order_id}`}>{one.number ?? t.insight.order}</Link>
          </th>
          <td>
            <At at={one.at} />
          </td>
          <td>{part(one, kpi, lang)}</td>
        </tr>
      ))}
      {onMore && next && (
        <tr>
          <td colSpan={3}>
            <button type="button" class="button small" onClick={() => onMore(next)}>
              {t.insight.moreRows}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
