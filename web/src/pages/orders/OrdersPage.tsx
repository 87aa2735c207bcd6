import { useEffect, useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { OrderQuery, OrderRow } from "../../api/types.ts";
import { isFiltered, readFilters, toApi, type Filters } from "../../lib/filters.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { Pager } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Empty } from "./Empty.tsx";
import { StatusFilter, Toolbar } from "./Filters.tsx";
import { OrderTable } from "./OrderTable.tsx";

const ROWS = 50;

/** The list is what most come for; what is opened from it comes when it is asked for. */
const Board = lazy<{ filters: Filters }>(() => import("./Board.tsx").then((file) => file.Board));
const BulkBar = lazy<{ rows: OrderRow[]; onClear: () => void }>(() => import("./Bulk.tsx").then((file) => file.BulkBar));
const NewOrderDialog = lazy<{ currency: string; onClose: () => void }>(() =>
  import("./NewOrder.tsx").then((file) => file.NewOrderDialog),
);
const OrderCard = lazy<{ id: string; onClose: () => void }>(() => import("./OrderCard.tsx").then((file) => file.OrderCard));
const ColumnsDialog = lazy<{ onClose: () => void }>(() => import("./Columns.tsx").then((file) => file.ColumnsDialog));
const ViewsDialog = lazy<{ onClose: () => void }>(() => import("./Views.tsx").then((file) => file.ViewsDialog));
const CustomerCard = lazy<{ id: string; onClose: () => void }>(
  () => import("../customers/CustomerCard.tsx").then((file) => file.CustomerCard),
  "office",
);

function Rows({ filters, cursor }: { filters: Filters; cursor: string | null }) {
  const { t } = useWords();
  const { zone } = config().company;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isWorker = useMay("orders:work");
  const query = { limit: ROWS, ...toApi(filters, zone), ...(cursor ? { cursor } : {}) } as OrderQuery;
  const list = useApi("GET /v1/orders", { query }, { keep: true });
  // Rows that are out of sight are not acted upon.
  useEffect(() => setChosen(new Set()), [JSON.stringify(query)]);
  if (list.error?.rule("sort") && !list.data) return <TooMany />;
  if (list.error && !list.data) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data?.items;
  // A page deeper in a list may have lost its rows to a filter that time has changed.
  if (rows?.length === 0) return <Empty filtered={isFiltered(filters) || Boolean(cursor)} />;
  const picked = rows?.filter((row) => chosen.has(row.id)) ?? [];
  return (
    <>
      <OrderTable
        rows={rows}
        filters={filters}
        selection={isWorker ? { chosen, onChange: setChosen } : null}
        stale={list.isPlaceholderData}
      />
      {picked.length > 0 && <BulkBar rows={picked} onClear={() => setChosen(new Set())} />}
      <Pager next={list.data?.next_cursor} shown={rows ? t.orders.shown(rows.length) : "\u00a0"} />
    </>
  );
}

/** Only the orders that an index gives can be had of any number: others are gathered first. */
function TooMany() {
  const { t } = useWords();
  return (
    <Note icon="list" title={t.columns.manyTitle} hint={t.columns.manyHint}>
      <button type="button" class="button" onClick={() => setQuery({ sort: null, dir: null, cursor: null }, { depth: 0 })}>
        {t.columns.byCreation}
      </button>
    </Note>
  );
}

function Modes({ board }: { board: boolean }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  const to = (view: string | null): string => address(path, patched(query, { view, cursor: null }));
  return (
    <div class="segments" role="group" aria-label={t.board.mode}>
      <Link href={to(null)} aria-current={board ? undefined : "true"}>
        <Icon name="list" size={14} />
        {t.board.asList}
      </Link>
      <Link href={to("board")} aria-current={board ? "true" : undefined}>
        <Icon name="square-kanban" size={14} />
        {t.board.asBoard}
      </Link>
    </div>
  );
}

/** Orders: the list or the board, the card of one, and the form of a new one, all in the address. */
export function OrdersPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const [isNaming, setNaming] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const filters = readFilters(query);
  const isBoard = query.get("view") === "board";
  const order = query.get("order");
  const customer = query.get("customer");
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
        <Modes board={isBoard} />
        {mayCreate && (
          <button type="button" class="button primary" aria-keyshortcuts="N" onClick={() => setQuery({ new: "1" })}>
            <Icon name="plus" />
            {t.orders.create}
            <kbd aria-hidden="true">N</kbd>
          </button>
        )}
      </PageHead>
      <section class="panel">
        {!isBoard && <StatusFilter filters={filters} />}
        <Toolbar filters={filters} board={isBoard} onViews={() => setNaming(true)} onColumns={() => setChoosing(true)} />
        {isBoard ? <Board filters={{ ...filters, statuses: [] }} /> : <Rows filters={filters} cursor={query.get("cursor")} />}
      </section>
      {order && <OrderCard id={order} key={order} onClose={() => setQuery({ order: null })} />}
      {customer && <CustomerCard id={customer} key={customer} onClose={() => setQuery({ customer: null })} />}
      {isChoosing && <ColumnsDialog onClose={() => setChoosing(false)} />}
      {isNaming && <ViewsDialog onClose={() => setNaming(false)} />}
      {mayCreate && query.has("new") && (
        <NewOrderDialog currency={config().company.currency} onClose={() => setQuery({ new: null }, { replace: true })} />
      )}
    </>
  );
}
