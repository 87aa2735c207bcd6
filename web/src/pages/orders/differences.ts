import { config } from "../../api/config.ts";
import type { Order } from "../../api/types.ts";
import { instant, money } from "../../lib/format.ts";
import type { Lang, Messages } from "../../lib/i18n.ts";

/** Say what somebody else has made of an order meanwhile: each field as it was and as it is. */
export function differences(before: Order, after: Order, t: Messages, lang: Lang): string[] {
  const { zone } = config().company;
  const at = (moment: string | null | undefined): string => (moment ? instant(moment, lang, zone, "minute") : "");
  const fields: [string, (order: Order) => string][] = [
    [t.orders.status, (order) => t.status[order.status]],
    [t.edit.title, (order) => order.title],
    [t.edit.priority, (order) => t.priority[order.priority]],
    [t.edit.technician_id, (order) => order.technician_name ?? ""],
    [t.edit.zone, (order) => order.zone ?? ""],
    [t.edit.scheduled_start, (order) => at(order.scheduled_start)],
    [t.edit.scheduled_end, (order) => at(order.scheduled_end)],
    [t.edit.due_at, (order) => at(order.due_at)],
    [t.edit.rework_cause, (order) => (order.rework_cause ? t.derive.causes[order.rework_cause] : "")],
    [t.orders.total, (order) => money(order.total, lang)],
  ];
  return fields
    .filter(([, of]) => of(before) !== of(after))
    .map(([name, of]) => `${name}: ${of(before) || t.dash} → ${of(after) || t.dash}`);
}
