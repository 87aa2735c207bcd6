import { config } from "../../../api/config.ts";
import { useApi } from "../../../api/data.ts";
import type { DeliveryRow } from "../../../api/types.ts";
import { isNarrowed, NAMES, toApi, type LogFilters as Filters } from "../../../lib/deliveryQuery.ts";
import { bytes, duration } from "../../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../../lib/i18n.ts";
import { address, patched, usePlace } from "../../../lib/url.ts";
import { DeliveryChip } from "../../../ui/Chip.tsx";
import { DataTable, Pager, type Column } from "../../../ui/DataTable.tsx";
import { Reset } from "../../../ui/FilterLinks.tsx";
import { Link } from "../../../ui/Link.tsx";
import { Failure, Note } from "../../../ui/States.tsx";
import { At } from "../../../ui/Time.tsx";
import { Answer } from "../Exchange.tsx";
import { LogFilters } from "./LogFilters.tsx";

const ROWS = 50;
/** How soon to look again: at rows under way, and for new ones at the top. */
const LIVE_MS = 3000;
const CALM_MS = 10_000;

function columnsOf(t: Messages, lang: Lang, query: URLSearchParams): Column<DeliveryRow>[] {
  return [
    {
      key: "time",
      width: 166,
      phone: "quiet",
      head: t.log.time,
      bone: 104,
      cell: (row) => (
        <Link
          class="row-link"
          href={address("/integrations", patched(query, { delivery: row.id }))}
        >
          <At at={row.created_at} />
          <span class="sr-only">
            {row.event_type} {row.order_number}
          </span>
        </Link>
      ),
    },
    { key: "event", width: 152, head: t.log.event, bone: 112, cell: (row) => <code>{row.event_type}</code> },
    {
      key: "order",
      width: 76,
      phone: "quiet end",
      head: t.log.order,
      bone: 48,
      cell: (row) => row.order_number ?? <span class="muted">{t.dash}</span>,
    },
    { key: "integration", head: t.log.integration, bone: 120, cell: (row) => row.integration_name },
    { key: "state", width: 148, head: t.log.state, bone: 104, cell: (row) => <DeliveryChip state={row.state} /> },
    { key: "attempts", width: 92, drop: 900, phone: "none", head: t.log.attempts, bone: 24, end: true, cell: (row) => row.attempt_count },
    { key: "answer", width: 84, phone: "end", head: t.log.answer, bone: 32, end: true, cell: (row) => <Answer status={row.attempts?.at(-1)?.status} /> },
    {
      key: "took",
      width: 118,
      drop: 1040,
      phone: "none",
      head: t.log.took,
      bone: 48,
      end: true,
      cell: (row) => {
        const last = row.attempts?.at(-1);
        return last ? duration(last.duration_ms, lang) : <span class="muted">{t.dash}</span>;
      },
    },
    {
      key: "size",
      width: 118,
      drop: 1120,
      phone: "none",
      head: t.log.size,
      bone: 48,
      end: true,
      cell: (row) => {
        const last = row.attempts?.at(-1);
        return last ? bytes(last.bytes_sent, lang) : <span class="muted">{t.dash}</span>;
      },
    },
  ];
}

/** Everything that was sent or is about to be; unfinished rows keep it fresh. */
export function DeliveryLog({ filters }: { filters: Filters }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const cursor = query.get("cursor");
  const asked = { limit: ROWS, ...toApi(filters, config().company.zone), ...(cursor ? { cursor } : {}) };
  const list = useApi(
    "GET /v1/deliveries",
    { query: asked },
    {
      keep: true,
      every: (data) => {
        if (cursor) return false;
        return data?.items.some((row) => !row.finished_at) ? LIVE_MS : CALM_MS;
      },
    },
  );
  let content;
  if (list.error && !list.data) {
    content = <Failure error={list.error} onRetry={() => void list.refetch()} />;
  } else if (list.data?.items.length === 0 && !list.data.next_cursor) {
    content = isNarrowed(filters) ? (
      <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
        <Reset names={NAMES} />
      </Note>
    ) : (
      <Note icon="send" title={t.log.emptyTitle} hint={t.log.emptyHint} />
    );
  } else {
    content = (
      <>
        <DataTable
          label={t.integrations.log}
          name="log"
          columns={columnsOf(t, lang, query)}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          bones={12}
          stale={list.isPlaceholderData}
        />
        <Pager next={list.data?.next_cursor} shown={list.data ? t.log.shown(list.data.items.length) : "\u00a0"} />
      </>
    );
  }
  return (
    <section class="panel">
      <LogFilters filters={filters} />
      {content}
    </section>
  );
}
