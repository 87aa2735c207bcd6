/** One condition on a field of an event, as a form holds it: all of it text. */
export interface Row {
  field: string;
  op: Op;
  value: string;
}

export type Op = "eq" | "neq" | "in" | "nin" | "exists" | "gt" | "gte" | "lt" | "lte" | "startsWith";
export type Mode = "all" | "any";
export interface Rows {
  mode: Mode;
  rows: Row[];
}

/** What is known of the fields of an event: their kinds, and the values they may have. */
export interface Known {
  kind: "number" | "boolean" | "string";
  values: string[];
}

type Json = Record<string, unknown>;
const DEEPEST = 4;

/** Read a filter as a list of conditions; null when it is nested and cannot be shown as one. */
export function rowsOf(filter: unknown): Rows | null {
  if (filter === null || filter === undefined) return { mode: "all", rows: [] };
  const { and, or } = filter as { and?: unknown[]; or?: unknown[] };
  const list = and ?? or ?? [filter];
  const rows = list.map(rowOf);
  return rows.every((row) => row !== null) ? { mode: or ? "any" : "all", rows } : null;
}

function rowOf(condition: unknown): Row | null {
  const { field, op, value } = condition as { field?: string; op?: Op; value?: unknown };
  if (!field || !op) return null;
  return { field, op, value: Array.isArray(value) ? value.map(textOf).join(", ") : textOf(value) };
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

/** Say conditions as the API takes them; none are no filter, one needs no list. */
export function filterOf({ mode, rows }: Rows, known: ReadonlyMap<string, Known>): Json | null {
  const list = rows.filter((row) => row.field.trim()).map((row) => conditionOf(row, known));
  if (list.length < 2) return list[0] ?? null;
  return { [mode === "any" ? "or" : "and"]: list };
}

function conditionOf({ field, op, value }: Row, known: ReadonlyMap<string, Known>): Json {
  const path = field.trim();
  const kind = known.get(path)?.kind;
  if (op === "exists") return { field: path, op, value: value !== "false" };
  if (op === "startsWith") return { field: path, op, value };
  if (op === "in" || op === "nin") {
    const parts = value.split(",").map((one) => one.trim());
    return { field: path, op, value: parts.filter(Boolean).map((one) => valueOf(one, kind)) };
  }
  return { field: path, op, value: valueOf(value.trim(), kind) };
}

/** A number where the field is one, or where nothing is known of the field and it reads as one. */
function valueOf(text: string, kind: Known["kind"] | undefined): unknown {
  const number = Number(text.replace(",", "."));
  if (kind !== "string" && kind !== "boolean" && text !== "" && Number.isFinite(number)) return number;
  if (kind !== "string" && (text === "true" || text === "false")) return text === "true";
  return text === "" ? null : text;
}

/** Find the conditions that say nothing: a field that is missing or no path, a value that is missing. */
export function faultOf({ field, op, value }: Row): "field" | "value" | null {
  if (!/^[\w-]+(\.[\w-]+){0,7}$/.test(field.trim())) return "field";
  const needsValue = !["exists", "eq", "neq"].includes(op);
  return needsValue && !value.trim() ? "value" : null;
}

interface Shape {
  $ref?: string;
  $defs?: Record<string, Shape>;
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  type?: string;
  enum?: unknown[];
}

/** Name the fields that the data of events have, by the JSON Schemas of their envelopes. */
export function fieldsOf(schemas: readonly unknown[]): Map<string, Known> {
  const found = new Map<string, Known>();
  for (const schema of schemas as Shape[]) {
    const data = schema.properties?.["data"];
    if (data) walk(data, "", schema.$defs ?? {}, found, 0);
  }
  return found;
}

function walk(given: Shape, path: string, defs: Record<string, Shape>, found: Map<string, Known>, depth: number): void {
  const shape = resolved(given, defs);
  if (depth > DEEPEST) return;
  if (shape.items) return walk(shape.items, path, defs, found, depth + 1);
  if (shape.properties) {
    for (const [name, inner] of Object.entries(shape.properties)) {
      walk(inner, path ? `${path}.${name}` : name, defs, found, depth + 1);
    }
  } else if (path) {
    const kind = shape.type === "integer" || shape.type === "number" ? "number" : shape.type === "boolean" ? "boolean" : "string";
    found.set(path, { kind, values: (shape.enum ?? []).map(String) });
  }
}

function resolved(shape: Shape, defs: Record<string, Shape>): Shape {
  const real = shape.anyOf?.find((one) => one.type !== "null") ?? shape;
  const name = real.$ref?.split("/").at(-1);
  return name && defs[name] ? resolved(defs[name], defs) : real;
}
