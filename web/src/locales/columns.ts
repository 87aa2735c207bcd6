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
    priority: "приоритет",
    type: "тип",
    zone: "район",
    due_at: "срок",
    scheduled_start: "начало",
    scheduled_end: "окончание",
    rework_of: "переделка заказа",
    rework_cause: "причина переделки",
    "item.name": "услуга",
    "item.qty": "количество",
    "item.unit_price": "цена",
  },
  en: {
    "customer.name": "customer",
    "customer.phone": "phone",
    "customer.email": "email",
    "item.name": "item",
    "item.qty": "qty",
    "item.unit_price": "price",
  },
};
