import { linkTo } from "./client.ts";
import { ApiError, problemOf } from "./problem.ts";
import type { Money } from "../lib/format.ts";
import type { Answer, Body } from "./types.ts";

export type Run = Answer<"GET /v1/exports">["items"][number];
export type WholeRun = Answer<"GET /v1/exports/{export_id}">;
export type Catalogue = Answer<"GET /v1/exports/catalogue">;
export type Schedule = Answer<"GET /v1/exports/schedules">["items"][number];
export type ScheduleIn = Body<"POST /v1/exports/schedules">;
export type ExportIn = Body<"POST /v1/exports">;
export type When = Schedule["when"];

/** What proves that a file is whole: counts, sums and digests. */
export const MANIFEST = "manifest.json";

/** What a manifest says; see docs/exports.md. */
export interface Manifest {
  rows: number;
  currency: string;
  zone: string;
  closing: boolean;
  watermark: string | null;
  totals: {
    money: { currency: string; vat: string | null; net: number; vat_amount: number; gross: number }[];
    kpis: Record<string, number | Money | { total: number; n: number }>;
  };
  filters: { personal: boolean; options: Record<string, string> };
  warnings: Record<string, number>;
  refused: { id: string; number: string; code: string; words: string }[];
}

/** Tell whether a run has yet to end. */
export function isOpen(run: { state: Run["state"] }): boolean {
  return run.state === "queued" || run.state === "writing" || run.state === "retrying";
}

/** Read the manifest where the file lies; that it was read is in the log of links like any download. */
export async function readManifest(id: string): Promise<Manifest> {
  const url = await linkTo("GET /v1/exports/{export_id}/files/{name}", { export_id: id, name: MANIFEST });
  let answer: Response;
  try {
    answer = await fetch(url);
  } catch {
    throw new ApiError(0);
  }
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as Manifest;
}
