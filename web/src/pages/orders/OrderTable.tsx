import type { OrderRow } from "../../api/types.ts";
import { columns as choice, type ColumnName } from "../../lib/columns.ts";
import { nextOrder, type Filters, type Sort } from "../../lib/filters.ts";
import { money, phone } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { useStore } from "../../lib/store.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { PriorityMark, StatusChip } from "../../ui/Chip.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Link } from "../../ui/Link.tsx";
import { Overdue } from "../../ui/Overdue.tsx";
import { Ago, At } from "../../ui/Time.tsx";

export interface Selection {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

interface Props {
  rows: OrderRow[] | undefined;
  filters: Filters;
  /** Nothing to choose for who may not act. */
  selection: Selection | null;
  stale?: boolean;
  label?: string;
}

function selecting(t: Messages, rows: OrderRow[], { chosen, onChange }: Selection): Column<OrderRow> {
  const flip = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  const isWhole = rows.length > 0 && rows.every((row) => chosen.has(row.id));
  return {
    key: "select",
    width: 42,
    head: (
      <label class="tick">
        <input
          type="checkbox"
          aria-label={t.bulk.all}
          checked={isWhole}
          disabled={rows.length === 0}
          onChange={() => onChange(new Set(isWhole ? [] : rows.map((row) => row.id)))}
        />
      </label>
    ),
    bone: 15,
    cell: (row) => (
      <label class="tick">
        <input type="checkbox" aria-label={t.bulk.one(row.number)} checked={chosen.has(row.id)} onChange={() => flip(row.id)} />
      </label>
    ),
  };
}

/** How a column is called, in its head and where columns are chosen. */
export function headOf(name: ColumnName | "number", t: Messages): string {
  const { orders } = t;
  const other = {
    title: orders.order,
    scheduled: orders.planned,
    created: orders.createdAt,
    paid: t.totals.paid,
    external: t.card.external,
  } as Record<string, string>;
  return other[name] ?? orders[name as "status"];
}

const isOver = (row: OrderRow): boolean => ["completed", "closed", "cancelled"].includes(row.status);

function columnsOf(t: Messages, lang: Lang, query: URLSearchParams): Column<OrderRow>[] {
  return [
    {
      key: "number",
      width: 80,
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
    { key: "status", width: 122, phone: "end", head: t.orders.status, bone: 96, cell: (row) => <StatusChip status={row.status} /> },
    {
      key: "title",
      head: t.orders.order,
      bone: 200,
      cell: (row) => (
        <>
          <span title={row.title}>{row.title}</span>
          <PriorityMark priority={row.priority} />
        </>
      ),
    },
    {
      key: "customer",
      width: 150,
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
      width: 146,
      drop: 900,
      phone: "quiet",
      head: t.orders.technician,
      bone: 112,
      cell: (row) => row.technician_name ?? <span class="muted">{t.orders.nobody}</span>,
    },
    { key: "zone", width: 96, drop: 900, phone: "none", head: headOf("zone", t), bone: 64, cell: (row) => row.zone },
    { key: "scheduled", width: 136, drop: 1280, phone: "none", head: t.orders.planned, bone: 88, cell: (row) => row.scheduled_start && <At at={row.scheduled_start} /> },
    {
      key: "due",
      width: 136,
      drop: 640,
      head: t.orders.due,
      bone: 88,
      cell: (row) =>
        row.due_at &&
        !isOver(row) && (
          <>
            <At at={row.due_at} />
            {row.is_overdue && <Overdue />}
          </>
        ),
    },
    {
      key: "total",
      width: 96,
      head: t.orders.total,
      bone: 64,
      end: true,
      cell: (row) => (row.total.amount === 0 ? <span class="muted">{t.dash}</span> : money(row.total, lang)),
    },
    { key: "paid", width: 96, phone: "none", head: headOf("paid", t), bone: 64, end: true, cell: (row) => (row.paid.amount === 0 ? <span class="muted">{t.dash}</span> : money(row.paid, lang)) },
    { key: "created", width: 112, drop: 1280, phone: "none", head: t.orders.createdAt, bone: 72, end: true, cell: (row) => <Ago at={row.created_at} /> },
    { key: "updated", width: 124, drop: 1040, head: t.orders.updated, bone: 72, end: true, cell: (row) => <Ago at={row.updated_at} /> },
    { key: "external", width: 128, phone: "none", head: headOf("external", t), bone: 80, cell: (row) => row.external_id },
  ];
}

const SORTED: Record<string, Sort> = {
  number: "number",
  status: "status",
  title: "title",
  customer: "customer",
  technician: "technician",
  created: "created",
  updated: "updated",
  due: "due",
  scheduled: "scheduled",
  total: "total",
};

/** Orders as rows: heads that sort, boxes that choose. */
export function OrderTable({ rows, filters, selection, stale = false, label }: Props) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const shown = useStore(choice);
  const kept = columnsOf(t, lang, query).filter(({ key }) => key === "number" || shown.includes(key as ColumnName));
  const columns = kept.map((column): Column<OrderRow> => {
    const sort = SORTED[column.key];
    if (!sort) return column;
    const patch = { sort, dir: nextOrder(filters, sort), cursor: null };
    const now = filters.sort === sort ? (filters.order === "asc" ? "ascending" : "descending") : undefined;
    return { ...column, sort: { href: address("/orders", patched(query, patch)), now } };
  });
  return (
    <DataTable
      label={label ?? t.orders.title}
      name="orders"
      columns={selection ? [selecting(t, rows ?? [], selection), ...columns] : columns}
      rows={rows}
      rowKey={(row) => row.id}
      bones={12}
      stale={stale}
    />
  );
}
