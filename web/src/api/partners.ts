import { refresh } from "./data.ts";
import type { Answer, Body } from "./types.ts";

export type Partner = Answer<"GET /v1/integrations/{integration_id}">;
export type NewPartner = Body<"POST /v1/integrations">;
export type PartnerEdit = Body<"PATCH /v1/integrations/{integration_id}">;
export type Connector = Answer<"GET /v1/connectors">["items"][number];
export type Trial = Answer<"POST /v1/integrations/{integration_id}/test">;
export type Timing = Trial["timing"];
export type Health = Partner["health"];

/** The address that an integration calls; those that have none say nothing. */
export function urlOf(partner: { settings: unknown }): string {
  const { url, base_url: base } = partner.settings as { url?: string; base_url?: string };
  return url ?? base ?? "";
}

/** What shows integrations is read again: lists, the opened card, its warnings. */
export function refreshPartners(): void {
  refresh("GET /v1/integrations", "GET /v1/integrations/{integration_id}", "GET /v1/integrations/{integration_id}/notices");
}

export type Replay = Answer<"GET /v1/replays/{replay_id}">;
export type ReplayIn = Body<"POST /v1/replays">;
export type Missed = Answer<"GET /v1/undelivered">["items"][number];
