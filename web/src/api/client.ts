import { createStore } from "../lib/store.ts";
import { expire, renew, token } from "./auth.ts";
import { config } from "./config.ts";
import { ApiError, problemOf } from "./problem.ts";
import type { Routes } from "./schema.ts";
import type { Answer, Operation } from "./types.ts";

/** How many calls are under way; the bar at the top shows it. */
export const inFlight = createStore(0);

/** Asked of a shape as a whole: split over its cases, a hundred operations are too much for the compiler. */
type Given<Name extends string, Shape> = [Shape] extends [undefined]
  ? { [name in Name]?: undefined }
  : [Record<never, never>] extends [Shape]
    ? { [name in Name]?: Shape }
    : { [name in Name]: Shape };

interface Extras {
  /** The version the change is based on. */
  version?: number;
  /** The same key makes a repeated POST harmless. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

type Inputs = {
  [Op in Operation]: Given<"path", Routes[Op]["path"]> &
    Given<"query", Routes[Op]["query"]> &
    Given<"body", Routes[Op]["body"]> &
    Extras;
};
export type Input<Op extends Operation> = Inputs[Op];

interface Loose {
  path?: Record<string, string>;
  query?: Record<string, string | number | boolean | readonly string[] | null | undefined>;
  body?: unknown;
  version?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Build the address of a call. */
export function urlOf(operation: string, { path = {}, query = {} }: Loose): string {
  const template = operation.slice(operation.indexOf(" ") + 1);
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value) search.append(name, one);
    else if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return config().api + filled + (text ? `?${text}` : "");
}

async function send(operation: string, input: Loose, accept: string, bearer: string): Promise<Response> {
  const headers: Record<string, string> = { accept, authorization: `Bearer ${bearer}` };
  if (input.body !== undefined) headers["content-type"] = "application/json";
  if (input.version !== undefined) headers["if-match"] = `"${input.version}"`;
  if (input.idempotencyKey) headers["idempotency-key"] = input.idempotencyKey;
  try {
    return await fetch(urlOf(operation, input), {
      method: operation.slice(0, operation.indexOf(" ")),
      headers,
      body: input.body === undefined ? null : JSON.stringify(input.body),
      signal: input.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0);
  }
}

async function call(operation: string, input: Loose, accept: string): Promise<Response> {
  inFlight.set(inFlight.get() + 1);
  try {
    const used = await token();
    let answer = await send(operation, input, accept, used);
    if (answer.status === 401 && (await renew(used))) answer = await send(operation, input, accept, await token());
    if (answer.status === 401) expire();
    if (!answer.ok) throw await problemOf(answer);
    return answer;
  } finally {
    inFlight.set(inFlight.get() - 1);
  }
}

/** Call the API: the name of the operation types its input and its answer. */
export async function api<Op extends Operation>(operation: Op, input: Input<Op>): Promise<Answer<Op>> {
  const answer = await call(operation, input as Loose, "application/json");
  return (answer.status === 204 ? undefined : await answer.json()) as Answer<Op>;
}

/** Read a table as text; a page cannot send its token along when it goes there itself. */
export async function csv<Op extends Operation>(operation: Op, input: Input<Op>): Promise<string> {
  return (await call(operation, input as Loose, "text/csv")).text();
}

/** Ask for the short-lived address of a file: a page cannot send its token along when it goes there itself. */
export async function linkTo<Op extends Operation>(
  operation: Op,
  path: Routes[Op]["path"],
  query?: Routes[Op]["query"],
): Promise<string> {
  const answer = await call(operation, { path, ...(query ? { query } : {}) } as Loose, "application/json");
  return ((await answer.json()) as { url: string }).url;
}
