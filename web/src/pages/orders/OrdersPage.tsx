import { useEffect } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { OrderRow, Status } from "../../api/types.ts";
import { money, phone } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { PriorityMark, STATUS, StatusChip } from "../../ui/Chip.tsx";
import { DataTable, Pager, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { NewOrderDialog } from "./NewOrder.tsx";
import { OrderCard } from "./OrderCard.tsx";

const STATUSES = Object.keys(STATUS) as Status[];
const ROWS = 50;

function columnsOf(t: Messages, lang: Lang, query: URLSearchParams): Column<OrderRow>[] {
  return [
    {
      key: "number",
      head: t.orders.number,
      bone: 48,
      cell: (row) => (
        <Link
          class="row-link"
          href={address("/orders", patched(query, { order: row.id }))}
          aria-label={t.orders.open(row.number)}
        >
          {row.number}
        </Link>
      ),
    },
    { key: "status", head: t.orders.status, bone: 96, cell: (row) => <StatusChip status={row.status} /> },
    { key: "priority", head: t.orders.priority, bone: 72, cell: (row) => <PriorityMark priority={row.priority} /> },
    { key: "title", head: t.orders.order, bone: 200, cell: (row) => <span title={row.title}>{row.title}</span> },
    {
      key: "customer",
      head: t.orders.customer,
      bone: 128,
      cell: (row) => (
        <>
          <span>{row.customer_name}</span>
          {row.phone && <small>{phone(row.phone)}</small>}
        </>
      ),
    },
    {
      key: "technician",
      head: t.orders.technician,
      bone: 112,
      cell: (row) => row.technician_name ?? <span class="muted">{t.orders.nobody}</span>,
    },
    {
      key: "total",
      head: t.orders.total,
      bone: 64,
      end: true,
      cell: (row) => (row.total.amount === 0 ? <span class="muted">{t.dash}</span> : money(row.total, lang)),
    },
    { key: "updated", head: t.orders.updated, bone: 72, end: true, cell: (row) => <Ago at={row.updated_at} /> },
  ];
}

function StatusFilter({ chosen }: { chosen: Status | null }) {
  const { t } = useWords();
  const all: (Status | null)[] = [null, ...STATUSES];
  return (
    <nav class="filter" aria-label={t.orders.statusFilter}>
      {all.map((status) => (
        <Link
          key={status ?? "all"}
          class="filter-item"
          href={address("/orders", { status })}
          aria-current={status === chosen ? "true" : undefined}
        >
          {status && (
            <span class="tone" data-tone={STATUS[status][1]}>
              <Icon name={STATUS[status][0]} size={14} />
            </span>
          )}
          {status ? t.statuses[status] : t.orders.all}
        </Link>
      ))}
    </nav>
  );
}

function CreateFirst() {
  const { t } = useWords();
  if (!useMay("orders:write")) return null;
  return (
    <button type="button" class="button primary" onClick={() => setQuery({ new: "1" })}>
      <Icon name="plus" />
      {t.orders.create}
    </button>
  );
}

function Rows({ status, cursor }: { status: Status | null; cursor: string | null }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const list = useApi(
    "GET /v1/orders",
    { query: { limit: ROWS, ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) } },
    { keep: true },
  );
  if (list.error && !list.data) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data?.items.length === 0) {
    return status ? (
      <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
        <Link class="button" href="/orders">
          <Icon name="x" />
          {t.states.resetFilters}
        </Link>
      </Note>
    ) : (
      <Note icon="clipboard-list" title={t.orders.emptyTitle} hint={t.orders.emptyHint}>
        <CreateFirst />
      </Note>
    );
  }
  return (
    <>
      <DataTable
        label={t.orders.title}
        name="orders"
        columns={columnsOf(t, lang, query)}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        bones={12}
        stale={list.isPlaceholderData}
      />
      <Pager next={list.data?.next_cursor} shown={list.data ? t.orders.shown(list.data.items.length) : "\u00a0"} />
    </>
  );
}

/** Orders: the list, the card of one, and the form of a new one, all in the address. */
export function OrdersPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const status = STATUSES.find((one) => one === query.get("status")) ?? null;
  const order = query.get("order");
  const mayCreate = useMay("orders:write");

  useEffect(() => {
    if (!mayCreate) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
      if (event.code !== "KeyN" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      setQuery({ new: "1" });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [mayCreate]);

  return (
    <>
      <PageHead title={t.orders.title} subtitle={t.orders.subtitle}>
        {mayCreate && (
          <button type="button" class="button primary" aria-keyshortcuts="N" onClick={() => setQuery({ new: "1" })}>
            <Icon name="plus" />
            {t.orders.create}
            <kbd aria-hidden="true">N</kbd>
          </button>
        )}
      </PageHead>
      <section class="panel">
        <StatusFilter chosen={status} />
        <Rows status={status} cursor={query.get("cursor")} />
      </section>
      {order && <OrderCard id={order} key={order} onClose={() => setQuery({ order: null })} />}
      {mayCreate && query.has("new") && (
        <NewOrderDialog currency={config().company.currency} onClose={() => setQuery({ new: null }, { replace: true })} />
      )}
    </>
  );
}
