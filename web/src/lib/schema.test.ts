import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, faultsOf, isShown, slotsOf, valuesOf, type Schema } from "./schema.ts";

const SCHEMA: Schema = {
  properties: {
    kind: { const: "sms" },
    gate: { enum: ["own", "aws"], type: "string", "x-label": { ru: "Шлюз", en: "Gateway" } },
    login: { type: "string", default: "", maxLength: 100, "x-when": { field: "gate", is: ["own"] } },
    url: { type: "string", format: "uri", default: "", maxLength: 2048 },
    parts: { type: "integer", default: 500, minimum: 1, maximum: 1000 },
    quiet: { type: "boolean", default: false },
    token: { anyOf: [{ type: "string", maxLength: 9 }, { type: "null" }], writeOnly: true, pattern: "^t" },
  },
  required: ["gate", "token"],
};

test("a schema gives the fields of its form, but not what is fixed", () => {
  const slots = slotsOf(SCHEMA, "ru");

  assert.deepEqual(
    slots.map(({ name, kind }) => [name, kind]),
    [
      ["gate", "choice"],
      ["login", "text"],
      ["url", "url"],
      ["parts", "number"],
      ["quiet", "flag"],
      ["token", "secret"],
    ],
  );
  assert.equal(slots[0]?.label, "Шлюз");
  assert.equal(slots.at(-1)?.longest, 9);
});

test("a form starts with what is known, then what is usual, and never with a secret", () => {
  const slots = slotsOf(SCHEMA, "en");

  const draft = draftOf(slots, { gate: "aws", quiet: true, token: "***" });

  assert.deepEqual(draft, { gate: "aws", login: "", url: "", parts: "500", quiet: true, token: "" });
});

test("a field that has no meaning is neither shown nor sent nor wrong", () => {
  const slots = slotsOf(SCHEMA, "en");
  const draft = { ...draftOf(slots, {}), gate: "aws", login: "me", token: "t1" };

  assert.equal(isShown(slots[1]!, draft), false);
  assert.deepEqual(valuesOf(slots, draft), { gate: "aws", parts: 500, quiet: false, token: "t1" });
  assert.deepEqual(valuesOf(slots, { ...draft, gate: "own" })["login"], "me");
});

test("gaps, addresses, numbers and forms are looked at before anything is sent", () => {
  const slots = slotsOf(SCHEMA, "en");
  const draft = { gate: "", login: "", url: "partner.example", parts: "5000", quiet: false, token: "x" };

  assert.deepEqual(faultsOf(slots, draft), { gate: "required", url: "badUrl", parts: "number", token: "form" });
});

test("a secret that is kept need not be typed again", () => {
  const slots = slotsOf(SCHEMA, "en");
  const draft = draftOf(slots, { gate: "aws" });

  assert.deepEqual(faultsOf(slots, draft), { token: "required" });
  assert.deepEqual(faultsOf(slots, draft, { token: "***" }), {});
});
