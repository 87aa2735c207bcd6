import type { Routes } from "../api/schema.ts";
import type { LogFilters } from "./deliveryQuery.ts";
import { addDays, fromWallClock, toWallClock } from "./time.ts";

export type Body = Routes["POST /v1/replays"]["body"];
type Filter = Body["filter"];

export const MOST_RATE = 3000;
const MOST_DAYS = 30;
const USUAL_RATE = "60";
const MINUTE_MS = 60_000;

/** A replay as it is being written; the window is on the company's clock. */
export interface Draft {
  from: string;
  to: string;
  /** The minute in which the writing began: a window that ends in it takes it in whole. */
  begun: string;
  what: "failed" | "all";
  sources: string[];
  events: string[];
  order: string;
  isElsewhere: boolean;
  targets: string[];
  onlyMissing: boolean;
  rate: string;
}

export interface Wrong {
  window?: string;
  sources?: string;
  targets?: string;
  rate?: string;
}

/** Start with what the log shows: its integration, event and order, and its period as far as it may go. */
export function draftOf(filters: LogFilters, zone: string, now: Date): Draft {
  const { period } = filters;
  const here = toWallClock(now.toISOString(), zone);
  const end = `${addDays(period.to, 1)}T00:00`;
  const to = end > here ? here : end;
  // A minute later than so many days ago, so that it is still no more when it is sent.
  const first = toWallClock(new Date(new Date(fromWallClock(to, zone)).getTime() - MOST_DAYS * 86_400_000 + MINUTE_MS).toISOString(), zone);
  const begin = `${period.from}T00:00`;
  return {
    from: begin > first ? begin : first,
    to,
    begun: here,
    what: "failed",
    sources: filters.integration ? [filters.integration] : [],
    events: filters.event ? [filters.event] : [],
    order: filters.order,
    isElsewhere: false,
    targets: [],
    onlyMissing: true,
    rate: USUAL_RATE,
  };
}

/** Say it as the API takes it: what came within the minute that the reader took for the present one belongs to it. */
export function bodyOf(draft: Draft, zone: string, now: Date): Body {
  const { order, isElsewhere } = draft;
  const to = fromWallClock(draft.to, zone);
  const minuteOver = new Date(Math.min(new Date(to).getTime() + MINUTE_MS, now.getTime()));
  return {
    filter: {
      from: fromWallClock(draft.from, zone),
      to: draft.to === draft.begun ? minuteOver.toISOString() : to,
      integration_ids: draft.sources,
      event_types: draft.events as Filter["event_types"] & object,
      ...(draft.what === "failed" ? { states: ["failed"] as const } : {}),
      ...(order.trim() ? { order: order.trim() } : {}),
    } as Filter,
    rate_per_minute: Number(draft.rate),
    ...(isElsewhere ? { target_ids: draft.targets, only_missing: draft.onlyMissing } : {}),
  };
}

interface Words {
  replay: { badWindow: string; pickTarget: string; pickSource: string };
  limits: { between: (least: number, most: string) => string };
}

/** Find what is wrong before the server is asked. */
export function check(draft: Draft, zone: string, now: Date, t: Words): Wrong {
  const wrong: Wrong = {};
  const at = (text: string): number => (text ? new Date(fromWallClock(text, zone)).getTime() : Number.NaN);
  const [from, to] = [at(draft.from), at(draft.to)];
  if (!(from < to && to <= now.getTime() && to - from <= MOST_DAYS * 86_400_000)) wrong.window = t.replay.badWindow;
  if (draft.isElsewhere && draft.targets.length === 0) wrong.targets = t.replay.pickTarget;
  if (!draft.isElsewhere && draft.what === "all" && draft.sources.length === 0) wrong.sources = t.replay.pickSource;
  const rate = Number(draft.rate);
  if (!Number.isInteger(rate) || rate < 1 || rate > MOST_RATE) wrong.rate = t.limits.between(1, String(MOST_RATE));
  return wrong;
}
