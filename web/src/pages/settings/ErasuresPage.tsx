import { useApi } from "../../api/data.ts";
import type { Answer } from "../../api/types.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, usePlace } from "../../lib/url.ts";
import { Chip } from "../../ui/Chip.tsx";
import { DataTable, Pager, type Column } from "../../ui/DataTable.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";

type Erasure = Answer<"GET /v1/erasures">["items"][number];

const LIVE_MS = 10_000;

function columnsOf(t: Messages): Column<Erasure>[] {
  return [
    {
      key: "customer",
      head: t.erasures.customer,
      bone: 160,
      cell: (row) => (
        <>
          <Link class="row-link mono" href={address("/customers", { customer: row.customer_id })}>
            {row.customer_id}
          </Link>
          <small class="mono">{row.id}</small>
        </>
      ),
    },
    {
      key: "state",
      width: 128,
      head: t.erasures.state,
      bone: 88,
      cell: (row) => (
        <Chip look={row.state === "done" ? ["circle-check", "green"] : ["hourglass", "amber"]} text={t.erasures.states[row.state]} />
      ),
    },
    { key: "reason", phone: "wrap", head: t.erasure.reason, bone: 120, cell: (row) => t.erasure.reasons[row.reason] },
    { key: "who", drop: 900, phone: "quiet", head: t.erasures.who, bone: 96, cell: (row) => row.actor.name },
    { key: "what", phone: "wrap", head: t.erasures.what, bone: 140, cell: (row) => <What row={row} /> },
    { key: "made", width: 148, phone: "end", head: t.erasures.when, bone: 96, end: true, cell: (row) => <At at={row.erased_at} /> },
    {
      key: "done",
      width: 148,
      drop: 900,
      phone: "none",
      head: t.erasures.finished,
      bone: 96,
      end: true,
      cell: (row) => (row.done_at ? <At at={row.done_at} /> : <span class="muted">{t.dash}</span>),
    },
  ];
}

/** How far it is in each place that held something. */
function What({ row }: { row: Erasure }) {
  const { t } = useWords();
  return (
    <>
      <span>{t.erasures.orders(row.orders, row.orders_done_at !== null)}</span>
      {row.places.map((place) => (
        <small key={place.name}>{t.erasures.place(place.name, place.rows, place.done_at !== null)}</small>
      ))}
    </>
  );
}

/** Whose data was erased, when, on what ground, on whose word: the log an act of destruction refers to. */
export function ErasuresPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const cursor = query.get("cursor");
  const list = useApi("GET /v1/erasures", { query: cursor ? { cursor } : {} }, {
    keep: true,
    every: (data) => (data?.items.some((row) => row.state === "running") ? LIVE_MS : false),
  });
  const rows = list.data?.items;
  return (
    <>
      <PageHead title={t.erasures.title} subtitle={t.erasures.subtitle} />
      <section class="panel">
        {list.error && !list.data ? (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        ) : rows?.length === 0 ? (
          <Note icon="lock" title={t.erasures.emptyTitle} hint={t.erasures.emptyHint} />
        ) : (
          <>
            <DataTable
              label={t.erasures.title}
              name="erasures"
              columns={columnsOf(t)}
              rows={rows}
              rowKey={(row) => row.id}
              bones={3}
              stale={list.isPlaceholderData}
            />
            {rows && <Pager next={list.data?.next_cursor} shown={t.erasures.shown(rows.length)} />}
          </>
        )}
      </section>
    </>
  );
}
