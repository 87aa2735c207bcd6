import type { Fields } from "./conflict.ts";

/** A form described by a JSON Schema with `x-label`, `x-hint` and `x-when`, as a connector gives it. */
export interface Schema {
  properties?: Record<string, Property>;
  required?: readonly string[];
}

interface Property {
  type?: string;
  format?: string;
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Property[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  writeOnly?: boolean;
  title?: string;
  "x-label"?: Record<string, string>;
  "x-hint"?: Record<string, string>;
  "x-when"?: { field: string; is: readonly string[] };
  "x-options"?: Record<string, Record<string, string>>;
}

export interface Slot {
  name: string;
  label: string;
  hint: string | undefined;
  kind: "text" | "area" | "url" | "secret" | "number" | "flag" | "choice";
  options: [value: string, text: string][];
  isNeeded: boolean;
  usual: unknown;
  least: number | undefined;
  most: number | undefined;
  longest: number | undefined;
  pattern: string | undefined;
  when: { field: string; is: readonly string[] } | undefined;
}

export type Draft = Record<string, string | boolean>;
export type Fault = "required" | "badUrl" | "number" | "form";

/** From how many characters on a text is given more than one line. */
const LONG = 500;
/** What the server shows where there is a secret; sent back, it leaves the secret as it is. */
export const MASK = "***";

/** A field that may also be null is described by its other half. */
function plain(property: Property): Property {
  const real = property.anyOf?.find((one) => one.type !== "null");
  return real ? { ...real, ...property } : property;
}

function kindOf({ type, format, enum: choices, writeOnly, maxLength = 0 }: Property): Slot["kind"] {
  if (writeOnly) return "secret";
  if (choices) return "choice";
  if (type === "boolean") return "flag";
  if (type === "integer" || type === "number") return "number";
  if (format === "uri") return "url";
  return maxLength > LONG ? "area" : "text";
}

/** Say which fields a form has, in the reader's language; a fixed value or a table is not asked for. */
export function slotsOf(schema: Schema, lang: string): Slot[] {
  return Object.entries(schema.properties ?? {})
    .map(([name, property]): [string, Property] => [name, plain(property)])
    .filter(([, property]) => property.const === undefined && property.type !== "object")
    .map(([name, property]) => ({
      name,
      label: property["x-label"]?.[lang] ?? property.title ?? name,
      hint: property["x-hint"]?.[lang],
      kind: kindOf(property),
      options: (property.enum ?? []).map((one) => [String(one), property["x-options"]?.[String(one)]?.[lang] ?? String(one)]),
      isNeeded: schema.required?.includes(name) ?? false,
      usual: property.default,
      least: property.minimum,
      most: property.maximum,
      longest: property.maxLength,
      pattern: property.pattern,
      when: property["x-when"],
    }));
}

/** Fill a form with what is known, or with what is usual; a secret is never known. */
export function draftOf(slots: readonly Slot[], known: Fields): Draft {
  return Object.fromEntries(
    slots.map((slot) => {
      const value = known[slot.name] ?? slot.usual;
      if (slot.kind === "flag") return [slot.name, value === true];
      if (slot.kind === "secret") return [slot.name, ""];
      return [slot.name, value === null || value === undefined ? "" : String(value)];
    }),
  );
}

/** Tell whether a field has a meaning beside what the others say. */
export function isShown({ when }: Slot, draft: Draft): boolean {
  return !when || when.is.includes(String(draft[when.field] ?? ""));
}

/** Say a form as the API takes it; what is empty or hidden is not said. */
export function valuesOf(slots: readonly Slot[], draft: Draft): Fields {
  const given = slots.filter((slot) => isShown(slot, draft) && draft[slot.name] !== "");
  return Object.fromEntries(
    given.map((slot) => {
      const value = draft[slot.name];
      if (typeof value !== "string") return [slot.name, value];
      return [slot.name, slot.kind === "number" ? Number(value.replace(",", ".")) : value.trim()];
    }),
  );
}

/** Find what is wrong before the server is asked; a secret that is kept need not be typed. */
export function faultsOf(slots: readonly Slot[], draft: Draft, kept: Fields = {}): Record<string, Fault> {
  const found: Record<string, Fault> = {};
  for (const slot of slots) {
    const text = String(draft[slot.name] ?? "").trim();
    if (slot.kind === "flag" || !isShown(slot, draft)) continue;
    if (!text) {
      if (slot.isNeeded && !(slot.kind === "secret" && slot.name in kept)) found[slot.name] = "required";
    } else if (slot.kind === "url" && !isUrl(text)) found[slot.name] = "badUrl";
    else if (slot.kind === "number" && !isNumber(text, slot)) found[slot.name] = "number";
    else if (slot.pattern && !fits(text, slot.pattern)) found[slot.name] = "form";
  }
  return found;
}

function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]+/.test(text) && URL.canParse(text);
}

function isNumber(text: string, { least = -Infinity, most = Infinity }: Slot): boolean {
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) && value >= least && value <= most;
}

/** A pattern that this browser cannot read is left to the server. */
function fits(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}
