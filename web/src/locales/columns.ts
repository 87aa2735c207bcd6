import type { Lang } from "../lib/i18n.ts";

/** What the columns of an import are called, by the field of an order. */
export const COLUMNS: Record<Lang, Record<string, string>> = {
  ru: {
    external_id: "внешний номер",
    title: "заявка",
    description: "описание",
    "customer.name": "клиент",
    "customer.phone": "телефон",
    "customer.email": "почта",
    customer_id: "id клиента",
    technician_id: "id мастера",
    technician: "мастер",
    priority: "приоритет",
    type: "тип",
    source: "источник",
    zone: "район",
    due_at: "срок",
    scheduled_start: "начало",
    scheduled_end: "окончание",
    rework_of: "переделка заказа",
    rework_cause: "причина переделки",
    "item.name": "услуга",
    "item.kind": "вид работы",
    "item.qty": "количество",
    "item.unit_price": "цена",
  },
  en: {
    "customer.name": "customer",
    "customer.phone": "phone",
    "customer.email": "email",
    "item.name": "item",
    "item.kind": "kind",
    "item.qty": "qty",
    "item.unit_price": "price",
  },
};
