import { queries, refreshSoon } from "./data.ts";
import type { Answer, Body, Operation } from "./types.ts";

export type Overview = Answer<"GET /v1/feedback">;
export type FeedbackRow = NonNullable<Overview["items"]>[number];
export type FeedbackCard = Answer<"GET /v1/feedback/{order_id}">;
export type FeedbackOfOrder = Answer<"GET /v1/feedback/orders/{order_id}">;
export type Rated = NonNullable<Overview["technicians"]>;
export type Moderation = FeedbackRow["state"];
export type Task = NonNullable<FeedbackRow["follow_up"]>;
export type TaskIn = Body<"PUT /v1/feedback/{order_id}/follow-up">;
export type FeedbackEntry = FeedbackCard["history"][number];

const CARD: Operation = "GET /v1/feedback/{order_id}";

/** Show what staff made of an answer at once: on its card and in the pages of rows that hold it. */
export function showFeedback(card: FeedbackCard): void {
  const { history: _, ...row } = card;
  queries.setQueryData([CARD, { order_id: card.order_id }, null], card);
  queries.setQueriesData<Overview>({ queryKey: ["GET /v1/feedback"] }, (old) =>
    old?.items ? { ...old, items: old.items.map((one) => (one.order_id === row.order_id ? row : one)) } : old,
  );
  refreshSoon("GET /v1/feedback");
}
