import { api } from "./client.ts";
import type { Answer } from "./types.ts";

const PAGE = 50;

type Held = Answer<"GET /v1/customers/{customer_id}/export">;

/** Gather all that is held of a customer; the orders come in pages. */
export async function exportCustomer(id: string): Promise<Omit<Held, "next_cursor">> {
  const orders: Held["orders"] = [];
  let page: Held;
  let cursor: string | null = null;
  do {
    page = await api("GET /v1/customers/{customer_id}/export", {
      path: { customer_id: id },
      query: { limit: PAGE, ...(cursor ? { cursor } : {}) },
    });
    orders.push(...page.orders);
    cursor = page.next_cursor;
  } while (cursor);
  return { customer: page.customer, erasure: page.erasure, orders };
}
