// Naryad's API from Node 20 or later: create an order, repeat safely, list by cursor, verify a
// webhook. No packages.
//
//   NARYAD_URL=https://… NARYAD_KEY=nrd_live_… node client.mjs orders
//   NARYAD_SECRET=whsec_… node client.mjs verify < delivery.json
//
// A delivery is {"headers": {…}, "body": "…"}: the body as it came, byte for byte.
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { text } from "node:stream/consumers";

const TRIES = 5;
const AGAIN = new Set([429, 500, 502, 503, 504]);
const TOLERANCE_S = 300;
const { NARYAD_URL, NARYAD_KEY, NARYAD_SECRET } = process.env;

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

function ask(path, options = {}) {
  const headers = { authorization: `Bearer ${NARYAD_KEY}`, ...options.headers };
  return fetch(NARYAD_URL + path, { ...options, headers, signal: AbortSignal.timeout(30_000) });
}

async function good(answer) {
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return answer.json();
}

// Sends a body until there is an answer: one key makes all repeats the same request.
export async function post(path, body, key) {
  const headers = { "content-type": "application/json", "idempotency-key": key };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    let wait = 2 ** attempt;
    // It may or may not have arrived when this fails: the key makes the repeat safe.
    const answer = await ask(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(
      () => null,
    );
    if (answer && !AGAIN.has(answer.status)) return good(answer);
    wait = Number(answer?.headers.get("retry-after") ?? wait);
    await pause(wait);
  }
  throw new Error(`no answer to POST ${path} in ${TRIES} tries`);
}

// Gives the pages of a list; a cursor is good for the same filters alone.
export async function* pages(path, filters) {
  let cursor = null;
  do {
    const wanted = new URLSearchParams(cursor ? { ...filters, cursor } : filters);
    const page = await good(await ask(`${path}?${wanted}`));
    yield page.items;
    cursor = page.next_cursor;
  } while (cursor);
}

// Gives the event of a webhook that Naryad signed; throws for any other.
export function verify(headers, body, secret, now = Date.now() / 1000) {
  const named = new Headers(headers);
  const sentAt = named.get("webhook-timestamp");
  if (Math.abs(now - Number(sentAt)) > TOLERANCE_S) {
    throw new Error("it is too old, or from the future");
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = `${named.get("webhook-id")}.${sentAt}.${body}`;
  const right = createHmac("sha256", key).update(signed).digest();
  // While a secret is being replaced there are two signatures, with a space between.
  const isSigned = (named.get("webhook-signature") ?? "")
    .split(" ")
    .filter((each) => each.startsWith("v1,"))
    .map((each) => Buffer.from(each.slice(3), "base64"))
    .some((each) => each.length === right.length && timingSafeEqual(each, right));
  if (!isSigned) throw new Error("Naryad has not signed it");
  return JSON.parse(body);
}

// Creates an order, twice by one key, and finds it in the list.
async function orders() {
  const key = randomUUID();
  const body = {
    title: "Не греет котёл",
    external_id: key,
    customer: { name: "Анна Белова", phone: "+7 900 000-00-01" },
  };
  const made = await post("/v1/orders", body, key);
  const again = await post("/v1/orders", body, key);
  let found = 0;
  let count = 0;
  const since = { updated_since: made.updated_at, limit: "2" };
  for await (const page of pages("/v1/orders", since)) {
    count += 1;
    found += page.filter((each) => each.id === made.id).length;
  }
  console.log(JSON.stringify({ id: made.id, again: again.id, found, pages: count }));
}

if (process.argv[2] === "verify") {
  const { headers, body } = JSON.parse(await text(process.stdin));
  const { id, type } = verify(headers, body, NARYAD_SECRET);
  console.log(JSON.stringify({ id, type }));
} else {
  await orders();
}
