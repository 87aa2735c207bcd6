import { config } from "../../../api/config.ts";
import { useApi } from "../../../api/data.ts";
import type { Missed } from "../../../api/partners.ts";
import { windowOf, type LogFilters } from "../../../lib/deliveryQuery.ts";
import { useWords, type Messages } from "../../../lib/i18n.ts";
import { address, patched, usePlace } from "../../../lib/url.ts";
import { Chip, type Look } from "../../../ui/Chip.tsx";
import { DataTable, Pager, type Column } from "../../../ui/DataTable.tsx";
import { Link } from "../../../ui/Link.tsx";
import { Failure, Note } from "../../../ui/States.tsx";
import { At } from "../../../ui/Time.tsx";
import { IntegrationChoice } from "./LogFilters.tsx";

const ROWS = 50;
const LOOKS: Record<Missed["reason"], Look> = {
  failed: ["circle-x", "red"],
  held: ["circle-pause", "grey"],
  skipped: ["minus", "grey"],
  missing: ["circle-dashed", "amber"],
};

/** The server's word for it in ours: a hold, an end, or the code of an attempt's fault. */
function detailOf({ detail, reason }: Missed, t: Messages): string {
  if (reason === "missing") return t.missed.missing;
  if (!detail) return "";
  const status = /^the partner answered (\d+)$/.exec(detail)?.[1];
  if (status) return t.missed.answered(status);
  return t.log.holds[detail] ?? t.log.ends[detail] ?? t.log.faults[detail] ?? detail;
}

function columnsOf(t: Messages, query: URLSearchParams): Column<Missed>[] {
  return [
    {
      key: "time",
      width: 150,
      head: t.missed.when,
      bone: 104,
      cell: (row) =>
        row.delivery_id ? (
          <Link class="row-link" href={address("/integrations", patched(query, { delivery: row.delivery_id }))}>
            <At at={row.occurred_at} />
            <span class="sr-only">
              {row.event_type} {row.order_number}
            </span>
          </Link>
        ) : (
          <At at={row.occurred_at} />
        ),
    },
    { key: "event", width: 152, head: t.log.event, bone: 112, cell: (row) => <code>{row.event_type}</code> },
    { key: "order", width: 76, drop: 900, phone: "end", head: t.log.order, bone: 48, cell: (row) => row.order_number ?? <span class="muted">{t.dash}</span> },
    { key: "integration", width: "18%", head: t.log.integration, bone: 120, cell: (row) => row.integration_name },
    {
      key: "state",
      width: 156,
      head: t.missed.reason,
      bone: 104,
      cell: (row) => <Chip look={LOOKS[row.reason]} text={t.missed.reasons[row.reason] ?? row.reason} />,
    },
    {
      key: "detail",
      phone: "whole",
      head: t.log.error,
      bone: 140,
      cell: (row) => <span title={detailOf(row, t)}>{detailOf(row, t)}</span>,
    },
  ];
}

/** Events that did not get to an integration that wants them. */
export function MissedList({ filters }: { filters: LogFilters }) {
  const { t } = useWords();
  const { query } = usePlace();
  const cursor = query.get("cursor");
  const asked = {
    limit: ROWS,
    ...(filters.integration ? { integration_id: filters.integration } : {}),
    ...windowOf(filters.period, config().company.zone),
    ...(cursor ? { cursor } : {}),
  };
  const list = useApi("GET /v1/undelivered", { query: asked }, { keep: true });
  let content;
  if (list.error && !list.data) {
    content = <Failure error={list.error} onRetry={() => void list.refetch()} />;
  } else if (list.data?.items.length === 0 && !list.data.next_cursor) {
    content = <Note icon="check-check" title={t.missed.emptyTitle} hint={t.missed.emptyHint} />;
  } else {
    // A page is as much as was looked through, so it may be empty with more behind it.
    const isBlank = list.data?.items.length === 0 && !list.isPlaceholderData;
    content = (
      <>
        {isBlank && <Note icon="search" title={t.missed.blankTitle} hint={t.missed.blankHint} />}
        {!isBlank && <DataTable
          label={t.log.views.missed}
          name="missed"
          columns={columnsOf(t, query)}
          rows={list.data?.items}
          rowKey={(row) => `${row.event_id} ${row.integration_id} ${row.recipient}`}
          bones={8}
          stale={list.isPlaceholderData}
        />}
        <Pager next={list.data?.next_cursor} shown={list.data ? t.missed.shown(list.data.items.length) : "\u00a0"} />
      </>
    );
  }
  return (
    <section class="panel">
      <div class="toolbar">
        <IntegrationChoice value={filters.integration} />
        <p class="muted toolbar-hint">{t.missed.hint}</p>
      </div>
      {content}
    </section>
  );
}
