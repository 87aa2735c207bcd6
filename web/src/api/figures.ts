import { useApi } from "./data.ts";
import type { Answer } from "./types.ts";

export type Figures = Answer<"GET /v1/analytics/overview">;
export type Compared = Answer<"GET /v1/analytics/compare">;
export type Breakdown = Answer<"GET /v1/analytics/breakdown">;
export type Tile = Figures["tiles"][number];
export type Point = Tile["series"][number];
export type Verdict = Tile["verdict"];
export type Change = NonNullable<Tile["change"]>;
export type Backlog = NonNullable<Figures["backlog"]>;
export type Kpi = Answer<"GET /v1/analytics/kpis">["items"][number];
export type Unit = Kpi["unit"];
export type Dimension = Kpi["dimensions"][number];

/** What the KPIs are changes with the application only. */
const KEPT_MS = 3_600_000;
/** Nothing has been counted yet: look again soon. */
export const PENDING_MS = 3000;

/** Watch the catalogue: what each figure is called, what it means, and how it is drawn. */
export function useKpis() {
  return useApi("GET /v1/analytics/kpis", {}, { staleTime: KEPT_MS });
}

/** Tell whether a figure is known step by step: some are told as of now only. */
export function hasCourse(kpi: Kpi): boolean {
  return kpi.course;
}

/** Tell whether a figure is counted of rows: what is reckoned of others has no rows, seasons and slices of its own. */
export function isCounted(kpi: Kpi): boolean {
  return kpi.shape !== "derived";
}
