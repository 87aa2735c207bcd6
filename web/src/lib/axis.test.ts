import assert from "node:assert/strict";
import { test } from "node:test";
import { areaOf } from "./area.ts";
import { axisOf, pathOf } from "./axis.ts";

const same = (value: number): number => value;

test("an axis of counts starts at zero and steps by whole ones", () => {
  assert.deepEqual(axisOf([1, 2, 3], "orders", true), { marks: [0, 1, 2, 3], low: 0, high: 3 });
  assert.deepEqual(axisOf([17, 23], "orders", true).marks, [0, 10, 20, 30]);
  assert.deepEqual(axisOf([4, 10], "orders", true).marks, [0, 5, 10]);
  assert.deepEqual(axisOf([40, 100], "orders", true).marks, [0, 25, 50, 75, 100]);
});

test("an axis of ratings starts where they begin to differ", () => {
  const { low, high } = axisOf([4.2, 4.6], "rating", false);
  assert.ok(low > 4 && low <= 4.2);
  assert.ok(high >= 4.6 && high < 5);
});

test("an axis of times steps by whole hours or days", () => {
  for (const mark of axisOf([3600, 9 * 3600], "seconds", false).marks) assert.equal(mark % 1800, 0);
});

test("an axis goes below zero when values do", () => {
  const { low, high } = axisOf([-12, 9], "orders", true);
  assert.ok(low <= -12 && high >= 9);
});

test("an axis of nothing has two marks", () => {
  assert.deepEqual(axisOf([], "orders", true), { marks: [0, 1], low: 0, high: 1 });
});

test("a line has gaps where values are missing", () => {
  assert.equal(pathOf([1, null, 2, 3], same, same), "M0.0 1.0M2.0 2.0L3.0 3.0");
});

test("an area has gaps too", () => {
  const band = { low: 1, high: 2 };
  assert.equal(areaOf([band, null, band, band], same, same).split("M").length - 1, 2);
});
