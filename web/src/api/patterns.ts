import type { Answer } from "./types.ts";

export type Trends = Answer<"GET /v1/analytics/trend">;
export type Seasons = Answer<"GET /v1/analytics/season">;
export type Customers = Answer<"GET /v1/analytics/customers">;
export type Season = Seasons["weekly"];
export type HeatCells = NonNullable<Seasons["heatmap"]>;
export type SeasonParts = NonNullable<Seasons["parts"]>;
