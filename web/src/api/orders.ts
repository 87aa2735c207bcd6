import { api } from "./client.ts";
import { queries, refreshSoon, showWritten } from "./data.ts";
import type { Order, OrderEdit } from "./types.ts";

/** Show a written order at once: on its card, even where none was read before, and in the lists that hold it. */
export function showOrder(order: Order): void {
  queries.setQueryData(["GET /v1/orders/{order_id}", { order_id: order.id }, null], order);
  showWritten(order);
  refreshSoon("GET /v1/orders");
}

/** Change fields of an order, on the version that was seen. */
export function editOrder(id: string, fields: OrderEdit, version: number): Promise<Order> {
  return api("PATCH /v1/orders/{order_id}", { path: { order_id: id }, body: fields, version });
}

/** Read an order anew. */
export function loadOrder(id: string): Promise<Order> {
  return api("GET /v1/orders/{order_id}", { path: { order_id: id } });
}
