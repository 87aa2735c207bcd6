import { fromWallClock, toWallClock } from "./time.ts";

export interface Address {
  type?: "service" | "billing";
  text: string;
  entrance?: string | null;
  floor?: string | null;
  apartment?: string | null;
  note?: string | null;
}

export type AddressDraft = Record<keyof Address, string>;

const PLACE = ["entrance", "floor", "apartment", "note"] as const;
export const NEW_ADDRESS: AddressDraft = { type: "service", text: "", entrance: "", floor: "", apartment: "", note: "" };

/** Make an address ready to be typed over. */
export function addressDraft(one: Address): AddressDraft {
  const place = PLACE.map((name) => [name, one[name] ?? ""]);
  return { ...NEW_ADDRESS, type: one.type ?? "service", text: one.text, ...Object.fromEntries(place) };
}

/** Tell whether nothing was typed. */
export function isBlank(one: AddressDraft): boolean {
  return [one.text, ...PLACE.map((name) => one[name])].every((text) => !text.trim());
}

/** Say the addresses as the API takes them; blank ones are left out. */
export function addressesOf(drafts: AddressDraft[]): Address[] {
  return drafts
    .filter((one) => !isBlank(one))
    .map((one) => ({
      type: one.type === "billing" ? "billing" : "service",
      text: one.text.trim(),
      ...Object.fromEntries(PLACE.map((name) => [name, one[name].trim() || null])),
    }));
}

export interface Consent {
  channel: string;
  text_version: string;
  given_at: string;
  withdrawn_at?: string | null;
}

/** A consent as it is typed: its moments are on the clock of the wall. */
export interface ConsentDraft {
  channel: string;
  text_version: string;
  given_at: string;
  withdrawn_at: string;
  /** The moments to the second as they came: what was not retyped is not cut to the minute. */
  kept: readonly [given: string, withdrawn: string];
}

/** Make a consent ready to be typed over. */
export function consentDraft(one: Consent, zone: string): ConsentDraft {
  const { channel, text_version, given_at, withdrawn_at } = one;
  return {
    channel,
    text_version,
    given_at: toWallClock(given_at, zone),
    withdrawn_at: toWallClock(withdrawn_at, zone),
    kept: [given_at, withdrawn_at ?? ""],
  };
}

function momentOf(typed: string, kept: string, zone: string): string | null {
  if (!typed) return null;
  return kept && toWallClock(kept, zone) === typed ? kept : fromWallClock(typed, zone);
}

/** Say a checked consent as the API takes it. */
export function consentOf(draft: ConsentDraft, zone: string): Consent {
  const [given, withdrawn] = draft.kept;
  return {
    channel: draft.channel,
    text_version: draft.text_version.trim(),
    given_at: momentOf(draft.given_at, given, zone) ?? "",
    withdrawn_at: momentOf(draft.withdrawn_at, withdrawn, zone),
  };
}

export type ConsentErrors = Partial<Record<"channel" | "text_version" | "given_at" | "withdrawn_at", "required" | "withdrawnBefore">>;

/** Find what is wrong with a consent. */
export function checkConsent({ channel, text_version, given_at, withdrawn_at }: ConsentDraft): ConsentErrors {
  const errors: ConsentErrors = {};
  if (!channel) errors.channel = "required";
  if (!text_version.trim()) errors.text_version = "required";
  if (!given_at) errors.given_at = "required";
  if (withdrawn_at && withdrawn_at < given_at) errors.withdrawn_at = "withdrawnBefore";
  return errors;
}
