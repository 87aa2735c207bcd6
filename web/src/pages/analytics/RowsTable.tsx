import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import type { Kpi } from "../../api/figures.ts";
import { figure, ofHowMuch } from "../../lib/figureFormat.ts";
import { number } from "../../lib/format.ts";
import { useWords, type Lang } from "../../lib/i18n.ts";
import type { RowsQuery } from "../../lib/rowsQuery.ts";
import { setQuery } from "../../lib/url.ts";
import { ROWS } from "../../locales/rows.ts";
import { Choice } from "../../ui/Choice.tsx";
import { Link } from "../../ui/Link.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { Bone, Failure, Note } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";

const BONES = 8;

export function Bones() {
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
export function RowsTable({ kpi, asked }: Asking) {
  const { lang } = useWords();
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const words = ROWS[lang];
  return (
    <>
      {kpi.shape !== "count" && <Lining kpi={kpi} asked={asked} />}
      <div class="twin behind">
        <table>
          <thead>
            <tr>
              <th scope="col">{words.order}</th>
              <th scope="col">{words.at}</th>
              <th scope="col">{words.part}</th>
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
    </>
  );
}

/** In which order the rows come; of a share also which of them. Of a count every row is as good as another. */
function Lining({ kpi, asked }: Asking) {
  const { lang } = useWords();
  const words = ROWS[lang];
  // Without a wish the server decides: of too many orders even a share comes by date.
  const { data } = useApi("GET /v1/analytics/rows", { query: { ...asked, kpi: kpi.name } });
  const isShare = kpi.shape === "ratio";
  return (
    <div class="lining">
      <select
        class="input select"
        aria-label={words.sequence}
        value={asked.order ?? data?.order ?? (isShare ? "weight" : "date")}
        onChange={(event) => setQuery({ list: event.currentTarget.value })}
      >
        <option value="weight">{isShare ? words.countedFirst : words.heaviest}</option>
        <option value="date">{words.byDate}</option>
      </select>
      {isShare && (
        <Choice name="only" label={words.which} any={words.every} value={asked.only ?? null} options={Object.entries(words.only)} />
      )}
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
  const words = ROWS[lang];
  const next = data?.next_cursor;
  if (!data || (data.items.length === 0 && !cursor && !next)) {
    return (
      <tbody key="wait">
        <tr>
          <td colSpan={3}>
            {data ? (
              <Note icon="inbox" title={words.none} hint={t.insight.nothingHint} />
            ) : ruleOf(page.error, "order") ? (
              <Note icon="inbox" title={words.tooMany} hint={words.tooManyHint} />
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
  return (
    <tbody key="rows">
      {!cursor && data.total && (
        <tr>
          <th scope="row">{words.total}</th>
          {kpi.shape === "ratio" ? (
            <>
              <td>{words.counted(number(data.total.total, lang), number(data.total.n, lang))}</td>
              <td>
                <strong>{data.total.n ? figure(data.total.total / data.total.n, "share", "", lang) : t.dash}</strong>
              </td>
            </>
          ) : (
            <>
              <td>{ofHowMuch(data.total.n, kpi, t)}</td>
              <td>
                <strong>{part(data.total, kpi, lang)}</strong>
              </td>
            </>
          )}
        </tr>
      )}
      {data.items.map((one, index) => (
        <tr key={index}>
          <th scope="row">
            <Link href={`/orders?order=${one.order_id}`}>{one.number ?? words.order}</Link>
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
              {words.more}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
