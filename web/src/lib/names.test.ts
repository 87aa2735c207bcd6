import assert from "node:assert/strict";
import { test } from "node:test";
import { monthAfter, monthOf, months, stepEnd, stepName, weekdays } from "./names.ts";

test("a week begins on Monday", () => {
  assert.deepEqual(weekdays("en", "short"), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
  assert.equal(weekdays("ru", "long")[6], "воскресенье");
});

test("months are named by themselves and with their year", () => {
  assert.equal(months("ru")[9], "октябрь");
  assert.equal(monthOf("2026-05", "en", "long"), "May 2026");
  assert.equal(monthOf("2026-05-18", "en", "long"), "May 2026");
});

test("months go on over the end of a year", () => {
  assert.equal(monthAfter("2025-11", 3), "2026-02");
  assert.equal(monthAfter("2026-02", 0), "2026-02");
});

test("a step ends on its last day", () => {
  assert.equal(stepEnd("2026-02-02", "day"), "2026-02-02");
  assert.equal(stepEnd("2026-02-23", "week"), "2026-03-01");
  assert.equal(stepEnd("2026-02-01", "month"), "2026-02-28");
});

test("a step is named by its first day, a month by its name", () => {
  assert.equal(stepName("2026-02-02", "week", "en", false), "Feb 2");
  assert.equal(stepName("2026-02-01", "month", "en", true), "February 2026");
});
