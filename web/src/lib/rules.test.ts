import assert from "node:assert/strict";
import { test } from "node:test";
import { changes } from "./conflict.ts";
import { hours, parseHours } from "./hours.ts";
import { bodyOf, fieldsOf, policyIn, type Rules } from "./rules.ts";

const usual = { id: "usual", types: [], priorities: [], response_minutes: 60, resolution_minutes: 480, works: "calendar" } as const;
const rules = {
  version: 3,
  calendar: { week: { mon: ["09:00-18:00"], sat: [] }, holidays: "RU", exceptions: [{ day: "2026-12-31" }] },
  policies: [{ ...usual, types: [], priorities: [] }],
} as unknown as Rules;

test("hours are read as people write them", () => {
  assert.deepEqual(parseHours("9-13, 14:30 – 18"), ["09:00-13:00", "14:30-18:00"]);
  assert.deepEqual(parseHours("0-24"), ["00:00-24:00"]);
  assert.deepEqual(parseHours("  "), []);
});

test("what is no hours is refused", () => {
  for (const text of ["9", "18-9", "9-9", "9-13, 12-18", "25-26", "9-24:30", "9:75-10", "soon"]) {
    assert.equal(parseHours(text), null, text);
  }
});

test("shown hours are read back as the same", () => {
  const shifts = ["09:00-13:00", "14:00-24:00"];
  assert.deepEqual(parseHours(hours(shifts)), shifts);
  assert.equal(hours(undefined), "");
});

test("rules that are taken apart and put together say the same", () => {
  const body = bodyOf(rules, {});
  assert.deepEqual(body.calendar.week.mon, ["09:00-18:00"]);
  assert.deepEqual(body.calendar.week.sun, []);
  assert.deepEqual(body.calendar.exceptions, [{ day: "2026-12-31", hours: [], note: "" }]);
  assert.deepEqual(body.policies, [{ ...usual, types: [], priorities: [] }]);
});

test("a policy is added, changed and taken away by itself", () => {
  const urgent = { ...usual, id: "urgent", response_minutes: 15 };
  const added = bodyOf(rules, { "policy.urgent": urgent });
  assert.deepEqual(added.policies?.map((one) => one.id), ["usual", "urgent"]);
  const changed = bodyOf(rules, { "policy.usual": { ...usual, response_minutes: 5 } });
  assert.deepEqual(changed.policies?.map((one) => one.response_minutes), [5]);
  assert.deepEqual(bodyOf(rules, { "policy.usual": null }).policies, []);
});

test("what was not touched is no change", () => {
  assert.deepEqual(changes(fieldsOf(rules), fieldsOf(structuredClone(rules))), {});
});

test("only a policy's field stands for a policy", () => {
  assert.equal(policyIn("policy.usual"), "usual");
  assert.equal(policyIn("mon"), null);
});
