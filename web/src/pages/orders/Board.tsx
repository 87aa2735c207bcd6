import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { useMay, useMe } from "../../api/me.ts";
import type { OrderQuery, OrderRow, Status } from "../../api/types.ts";
import { BOARD, isFiltered, toApi, type Filters } from "../../lib/filters.ts";
import { money } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { mayMove, NEXT } from "../../lib/moves.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { PriorityMark, STATUS } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Overdue } from "../../ui/Overdue.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { Empty } from "./Empty.tsx";
import { Moves } from "./Moves.tsx";

const OPEN = BOARD.filter((one) => one !== "completed");
const MOST = 200;
const MOST_DONE = 30;

interface Wish {
  row: OrderRow;
  to: Status | null;
}

function queryOf(filters: Filters, status: string[], limit: number): OrderQuery {
  const { zone } = config().company;
  const isDone = status.includes("completed");
  const sorted: Filters = { ...filters, statuses: status, sort: isDone ? "updated" : "due", order: isDone ? "desc" : "asc" };
  return { ...toApi(sorted, zone), limit } as OrderQuery;
}

/** Orders by status. A card is dragged to its next column, or moved by its button. */
export function Board({ filters }: { filters: Filters }) {
  const { t } = useWords();
  const open = useApi("GET /v1/orders", { query: queryOf(filters, [...OPEN], MOST) }, { keep: true });
  const done = useApi(
    "GET /v1/orders",
    { query: queryOf(filters, ["completed"], MOST_DONE) },
    { keep: true, enabled: !filters.overdue },
  );
  const [dragged, setDragged] = useState<OrderRow | null>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const roles = useMe()?.roles;
  const isWorker = useMay("orders:work");
  const failed = open.error ?? done.error;
  if (failed && !open.data) return <Failure error={failed} onRetry={() => void Promise.all([open.refetch(), done.refetch()])} />;

  const shown = [...(open.data?.items ?? []), ...(filters.overdue ? [] : (done.data?.items ?? []))];
  const isWhole = open.data && (done.data || !done.isLoading);
  if (isWhole && shown.length === 0) return <Empty filtered={isFiltered(filters)} />;
  const takes = (status: Status): boolean =>
    dragged !== null && (NEXT[dragged.status]?.includes(status) ?? false) && (!roles || mayMove(roles, dragged.status, status));

  return (
    <>
      <div class="board" aria-busy={!open.data} role="group" aria-label={t.board.label}>
        {BOARD.map((status) => (
          <section
            key={status}
            class="board-column"
            aria-label={t.statuses[status]}
            data-takes={takes(status) || undefined}
            onDragOver={(event) => {
              if (takes(status)) event.preventDefault();
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged && takes(status)) setWish({ row: dragged, to: status });
              setDragged(null);
            }}
          >
            <h2>
              <span class="tone" data-tone={STATUS[status][1]}>
                <Icon name={STATUS[status][0]} />
              </span>
              {t.statuses[status]}
              <span class="muted">{open.data ? shown.filter((row) => row.status === status).length : "\u00a0"}</span>
            </h2>
            <ul>
              {!open.data && [0, 1].map((one) => <li key={one} class="board-card"><Bone width="80%" height={60} /></li>)}
              {shown
                .filter((row) => row.status === status)
                .map((row) => (
                  <Card
                    key={row.id}
                    row={row}
                    onDrag={isWorker ? setDragged : null}
                    onMove={() => setWish({ row, to: null })}
                  />
                ))}
            </ul>
          </section>
        ))}
      </div>
      {(open.data?.next_cursor || done.data?.next_cursor) && <p class="board-more muted">{t.board.more}</p>}
      {wish && <MoveDialog wish={wish} onClose={() => setWish(null)} />}
    </>
  );
}

interface CardProps {
  row: OrderRow;
  onDrag: ((row: OrderRow | null) => void) | null;
  onMove: () => void;
}

function Card({ row, onDrag, onMove }: CardProps) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  return (
    <li
      class="board-card"
      draggable={onDrag !== null}
      onDragStart={(event) => {
        event.dataTransfer?.setData("text/plain", row.number);
        onDrag?.(row);
      }}
      onDragEnd={() => onDrag?.(null)}
    >
      <p class="board-head">
        <Link class="row-link" href={address("/orders", patched(query, { order: row.id }))} aria-label={t.orders.open(row.number)} draggable={false}>
          {row.number}
        </Link>
        <PriorityMark priority={row.priority} />
      </p>
      <p class="board-title">{row.title}</p>
      <p class="muted">
        {row.customer_name}
        {row.technician_name && ` · ${row.technician_name}`}
      </p>
      <p class="board-foot">
        {row.is_overdue && <Overdue />}
        {row.total.amount > 0 && <span>{money(row.total, lang)}</span>}
        {onDrag && (
          <button type="button" class="button small" onClick={onMove} aria-label={t.board.moveOne(row.number)}>
            {t.board.move}
          </button>
        )}
      </p>
    </li>
  );
}

/** The form of a move, over the board; without a target it offers those that are allowed. */
function MoveDialog({ wish: { row, to }, onClose }: { wish: Wish; onClose: () => void }) {
  const { t } = useWords();
  const order = useApi("GET /v1/orders/{order_id}", { path: { order_id: row.id } });
  return (
    <Dialog title={t.orders.open(row.number)} onClose={onClose}>
      <div class="dialog-body">
        {order.data ? (
          <Moves order={order.data} first={to} onMoved={onClose} />
        ) : order.error ? (
          <Failure error={order.error} onRetry={() => void order.refetch()} />
        ) : (
          <Bone width="60%" height={32} />
        )}
      </div>
    </Dialog>
  );
}
