import { api } from "../../api/client.ts";
import { config } from "../../api/config.ts";
import type { OrderQuery, OrderRow } from "../../api/types.ts";
import { csv } from "../../lib/csv.ts";
import { digitsOf } from "../../lib/format.ts";
import type { Messages } from "../../lib/i18n.ts";
import { saveAs } from "../../lib/saving.ts";
import { today, toWallClock } from "../../lib/time.ts";

const PAGE = 200;
/** What a page can gather in reasonable time; whole books are for the exports. */
export const MOST = 5000;

type Money = OrderRow["total"];

/** With a comma, as table programs of Russian offices read numbers; the currency stands in its own column. */
function sum({ amount, currency }: Money): string {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(digits).replace(".", ",");
}

function lines(rows: readonly OrderRow[], t: Messages): string[][] {
  const { zone } = config().company;
  const at = (moment: string | null | undefined): string => toWallClock(moment ?? null, zone).replace("T", " ");
  const timed = (name: string): string => `${name}, ${zone}`;
  const { orders, card, totals } = t;
  const head = [
    orders.number, orders.status, orders.order, orders.priority, orders.customer, card.phone, orders.technician,
    orders.zone, timed(orders.planned), timed(orders.due), orders.total, totals.paid, t.columns.currency,
    timed(orders.createdAt), timed(orders.updated), card.external,
  ];
  const body = rows.map((row) => [
    row.number, t.status[row.status], row.title, t.priority[row.priority], row.customer_name, row.phone ?? "", row.technician_name ?? "",
    row.zone ?? "", at(row.scheduled_start), at(row.due_at), sum(row.total), sum(row.paid), row.total.currency,
    at(row.created_at), at(row.updated_at), row.external_id ?? "",
  ]);
  return [head, ...body];
}

/** Have rows saved as a file that table programs open. */
export function saveOrders(rows: readonly OrderRow[], t: Messages): void {
  saveAs(`naryad-orders-${today(config().company.zone)}.csv`, csv(lines(rows, t)));
}

/** Read all pages of a list, up to a bound; tell whether that was all. */
export async function gatherOrders(query: OrderQuery): Promise<{ rows: OrderRow[]; isWhole: boolean }> {
  const rows: OrderRow[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: OrderRow[]; next_cursor: string | null } = await api("GET /v1/orders", {
      query: { ...query, limit: PAGE, ...(cursor ? { cursor } : {}) } as OrderQuery,
    });
    rows.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && rows.length < MOST);
  return { rows, isWhole: !cursor };
}
