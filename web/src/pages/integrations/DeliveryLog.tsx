import { useApi } from "../../api/data.ts";
import type { DeliveryRow } from "../../api/types.ts";
import { bytes, duration } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { DeliveryChip } from "../../ui/Chip.tsx";
import { DataTable, Pager, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";
import { Answer } from "./Exchange.tsx";

const ROWS = 50;
/** How soon to look again: at rows under way, and for new ones at the top. */
const LIVE_MS = 3000;
const CALM_MS = 10_000;

function columnsOf(t: Messages, lang: Lang, query: URLSearchParams): Column<DeliveryRow>[] {
  return [
    {
      key: "time",
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
    { key: "event", head: t.log.event, bone: 112, cell: (row) => <code>{row.event_type}</code> },
    {
      key: "order",
      head: t.log.order,
      bone: 48,
      cell: (row) => row.order_number ?? <span class="muted">{t.dash}</span>,
    },
    { key: "integration", head: t.log.integration, bone: 120, cell: (row) => row.integration_name },
    { key: "state", head: t.log.state, bone: 104, cell: (row) => <DeliveryChip state={row.state} /> },
    { key: "attempts", head: t.log.attempts, bone: 24, end: true, cell: (row) => row.attempt_count },
    { key: "answer", head: t.log.answer, bone: 32, end: true, cell: (row) => <Answer status={row.attempts?.at(-1)?.status} /> },
    {
      key: "took",
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

function Filters({ integration, state }: { integration: string | null; state: string | null }) {
  const { t } = useWords();
  const integrations = useApi("GET /v1/integrations", {}, { staleTime: 60_000 });
  return (
    <div class="toolbar">
      <select
        class="input select"
        aria-label={t.log.integration}
        value={integration ?? ""}
        onChange={(event) => setQuery({ integration: event.currentTarget.value, cursor: null })}
      >
        <option value="">{t.log.anyIntegration}</option>
        {integrations.data?.items.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <select
        class="input select"
        aria-label={t.log.state}
        value={state ?? ""}
        onChange={(event) => setQuery({ state: event.currentTarget.value, cursor: null })}
      >
        <option value="">{t.log.anyState}</option>
        {Object.entries(t.deliveryState).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {(integration || state) && <Reset />}
    </div>
  );
}

function Reset() {
  const { t } = useWords();
  return (
    <Link class="button quiet" href={address("/integrations", { tab: "log" })}>
      <Icon name="x" />
      {t.states.resetFilters}
    </Link>
  );
}

/** Everything that was sent or is about to be; unfinished rows keep it fresh. */
export function DeliveryLog() {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const integration = query.get("integration");
  const state = query.get("state");
  const cursor = query.get("cursor");
  const list = useApi(
    "GET /v1/deliveries",
    {
      query: {
        limit: ROWS,
        ...(integration ? { integration_id: integration } : {}),
        ...(state && state in t.deliveryState ? { state: state as DeliveryRow["state"] } : {}),
        ...(cursor ? { cursor } : {}),
      },
    },
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
  } else if (list.data?.items.length === 0) {
    content =
      integration || state ? (
        <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
          <Reset />
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
      <Filters integration={integration} state={state} />
      {content}
    </section>
  );
}
