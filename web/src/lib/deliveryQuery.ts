import type { Routes } from "../api/schema.ts";
import { readPeriod, type Period, type Preset } from "./period.ts";
import { addDays, fromWallClock, today } from "./time.ts";

export type ApiQuery = Routes["GET /v1/deliveries"]["query"];
type State = NonNullable<ApiQuery["state"]>;
type Status = NonNullable<ApiQuery["status_class"]>;

export const STATES: readonly State[] = ["pending", "held", "retrying", "delivered", "failed", "skipped"];
export const STATUSES: readonly Status[] = ["2xx", "3xx", "4xx", "5xx", "none"];
/** The names in the address that narrow the log. */
export const NAMES = ["integration", "state", "event", "answer", "fault", "q", "replay", "days", "from", "to"] as const;
/** The log is kept for so many days: by default all of it is shown. */
export const KEPT_DAYS: Preset = 90;

/** What the address asks the log for. */
export interface LogFilters {
  integration: string | null;
  state: State | null;
  event: string | null;
  answer: Status | null;
  fault: string | null;
  order: string;
  replay: string | null;
  period: Period;
}

/** Read the filters from the address; what makes no sense is left out. */
export function readLog(query: URLSearchParams, zone: string): LogFilters {
  return {
    integration: query.get("integration"),
    state: STATES.find((one) => one === query.get("state")) ?? null,
    event: query.get("event"),
    answer: STATUSES.find((one) => one === query.get("answer")) ?? null,
    fault: query.get("fault"),
    order: (query.get("q") ?? "").trim(),
    replay: query.get("replay"),
    period: readPeriod(query, today(zone), KEPT_DAYS),
  };
}

/** Say a period of the company's calendar as two instants; the whole of the log needs none. */
export function windowOf(period: Period, zone: string): { from?: string; to?: string } {
  if (period.preset === KEPT_DAYS) return {};
  const at = (day: string): string => fromWallClock(`${day}T00:00`, zone);
  return { from: at(period.from), to: at(addDays(period.to, 1)) };
}

/** Say the filters as the API takes them. */
export function toApi(filters: LogFilters, zone: string): ApiQuery {
  const { integration, state, event, answer, fault, order, replay, period } = filters;
  return {
    ...(integration ? { integration_id: integration } : {}),
    ...(state ? { state } : {}),
    ...(event ? { event_type: event } : {}),
    ...(answer ? { status_class: answer } : {}),
    ...(fault ? { error_class: fault } : {}),
    ...(order ? { order } : {}),
    ...(replay ? { replay_id: replay } : {}),
    ...windowOf(period, zone),
  };
}

/** Tell whether anything narrows the list. */
export function isNarrowed({ period, ...rest }: LogFilters): boolean {
  return period.preset !== KEPT_DAYS || Object.values(rest).some(Boolean);
}
