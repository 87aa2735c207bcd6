import type { Routes } from "./schema.ts";

/** Every call of the API, as "METHOD path". */
export type Operation = keyof Routes;
export type Answer<Op extends Operation> = Routes[Op]["answer"];
export type Body<Op extends Operation> = Routes[Op]["body"];

type Item<Op extends Operation> = Answer<Op> extends { items: (infer Row)[] } ? Row : never;

export type OrderRow = Item<"GET /v1/orders">;
export type Order = Answer<"GET /v1/orders/{order_id}">;
export type NewOrder = Body<"POST /v1/orders">;
export type Move = Body<"POST /v1/orders/{order_id}/transitions">;
export type Status = OrderRow["status"];
export type Priority = OrderRow["priority"];
export type ReworkCause = NonNullable<Order["rework_cause"]>;
export type HistoryEntry = Order["history"][number];
export type OrderQuery = Routes["GET /v1/orders"]["query"];
export type OrderEdit = Body<"PATCH /v1/orders/{order_id}">;
export type Line = Order["items"][number];
export type LineIn = NonNullable<OrderEdit["items"]>[number];
export type Payment = Order["payments"][number];
export type Attachment = Order["attachments"][number];
export type SlaClock = NonNullable<Order["sla"]>["response"];
export type BulkResult = Answer<"POST /v1/orders/bulk">["results"][number];
export type Customer = Item<"GET /v1/customers">;
export type CustomerIn = Body<"PATCH /v1/customers/{customer_id}">;
export type Ground = Body<"POST /v1/customers/{customer_id}/erasure">["reason"];
export type Technician = Item<"GET /v1/technicians">;
export type Integration = Item<"GET /v1/integrations">;
export type EventType = Item<"GET /v1/event-types">;
export type DeliveryRow = Item<"GET /v1/deliveries">;
export type Delivery = Answer<"GET /v1/deliveries/{delivery_id}">;
export type Attempt = Delivery["attempts"][number];
export type ExportJob = Item<"GET /v1/exports">;
