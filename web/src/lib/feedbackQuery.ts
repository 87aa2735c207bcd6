import type { Routes } from "../api/schema.ts";
import { readPeriod, type Period } from "./period.ts";
import { today } from "./time.ts";

export type ApiQuery = Routes["GET /v1/feedback"]["query"];
export type Sort = NonNullable<ApiQuery["sort"]>;
type State = NonNullable<ApiQuery["state"]>[number];
type Task = NonNullable<ApiQuery["follow_up"]>;

export const RATINGS = ["5", "4", "3", "2", "1"] as const;
export const STATES: readonly State[] = ["new", "published", "hidden"];
export const TASKS: readonly Task[] = ["open", "overdue", "done", "none"];
export const SORTS: readonly Sort[] = ["date", "rating", "comment", "customer", "technician", "order", "type", "state"];
const USUAL_DAYS = 90;
/** The names in the address that narrow the rows; the period is always there. */
export const NAMES = ["rating", "technician", "type", "comment", "state", "task", "topic", "customer"] as const;

/** What the address asks the page for. */
export interface FeedbackFilters {
  period: Period;
  ratings: string[];
  technician: string | null;
  type: string | null;
  comment: "1" | "0" | null;
  state: State | null;
  task: Task | null;
  topic: string | null;
  customer: string | null;
  sort: Sort;
  order: "asc" | "desc";
}

/** Read the filters from the address; what makes no sense is left out. */
export function readFeedback(query: URLSearchParams, zone: string): FeedbackFilters {
  const chosen = (query.get("rating") ?? "").split(",");
  return {
    period: readPeriod(query, today(zone), USUAL_DAYS),
    ratings: RATINGS.filter((one) => chosen.includes(one)),
    technician: query.get("technician"),
    type: query.get("type"),
    comment: (["1", "0"] as const).find((one) => one === query.get("comment")) ?? null,
    state: STATES.find((one) => one === query.get("state")) ?? null,
    task: TASKS.find((one) => one === query.get("task")) ?? null,
    topic: query.get("topic"),
    customer: query.get("customer"),
    sort: SORTS.find((one) => one === query.get("sort")) ?? "date",
    order: query.get("dir") === "asc" ? "asc" : "desc",
  };
}

/** Say the filters as the API takes them. */
export function toApi(filters: FeedbackFilters): ApiQuery {
  const { period, ratings, technician, type, comment, state, task, topic, customer, sort, order } = filters;
  return {
    from: period.from,
    to: period.to,
    ...(ratings.length > 0 ? { rating: ratings.map(Number) } : {}),
    ...(technician ? { technician_id: technician } : {}),
    ...(type ? { type: [type] } : {}),
    ...(comment ? { has_comment: comment === "1" } : {}),
    ...(state ? { state: [state] } : {}),
    ...(task ? { follow_up: task } : {}),
    ...(topic ? { topic } : {}),
    ...(customer ? { customer_id: customer } : {}),
    sort,
    order,
  };
}

/** Tell whether anything narrows the rows within the period. */
export function isNarrowed({ period: _, ratings, sort: __, order: ___, ...rest }: FeedbackFilters): boolean {
  return ratings.length > 0 || Object.values(rest).some(Boolean);
}

/** Say which way a header sorts when it is pressed: the useful way first, then the other. */
export function nextOrder(filters: FeedbackFilters, sort: Sort): "asc" | "desc" {
  const first = ["date", "order", "comment"].includes(sort) ? "desc" : "asc";
  if (filters.sort !== sort) return first;
  return filters.order === "asc" ? "desc" : "asc";
}

/** Read topics from a line, with commas between: as the server keeps them, each once. */
export function parseTopics(text: string): string[] {
  const topics = text.split(",").map((one) => one.trim().split(/\s+/).join(" ").toLowerCase());
  return [...new Set(topics.filter(Boolean))];
}

/** Give the whole number at which the scale of scores begins: all intervals are in sight. */
export function scaleStart(lows: readonly number[]): number {
  return Math.max(1, Math.min(4, Math.floor(Math.min(...lows, 4))));
}
