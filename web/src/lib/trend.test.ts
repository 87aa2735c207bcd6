import assert from "node:assert/strict";
import { test } from "node:test";
import { axisStep, breaksOf, placesOf } from "./trend.ts";

function point(day: string, value: number, complete = true) {
  return { day, value, n: value, adjusted: null, trend: null, complete, mature: true };
}

const told = {
  step: "week" as const,
  points: [point("2026-05-04", 10), point("2026-05-11", 12), point("2026-05-18", 3, false)],
  band: [{ day: "2026-05-11", low: 8, high: 14 }],
  anomalies: [{ day: "2026-05-11", value: 12, expected: 10, low: 8, high: 14 }],
  change_points: [{ at: "2026-05-11", earliest: "2026-05-05", latest: "2026-05-12", before: 10, after: 12 }],
  forecast: {
    shown: true,
    code: "better" as const,
    reason: { ru: "", en: "" },
    error_ratio: 0.8,
    points: [
      { day: "2026-05-18", value: 11, low: -2, high: 15 },
      { day: "2026-05-25", value: 11, low: 6, high: 16 },
    ],
  },
};

test("what is foretold of a step that is not over stands beside what has come of it", () => {
  const places = placesOf(told, true, "en");
  assert.equal(places.length, 4);
  assert.deepEqual([places[2]!.observed, places[2]!.ahead?.value], [3, 11]);
  assert.deepEqual([places[3]!.observed, places[3]!.title], [null, "May 25, 2026"]);
});

test("whole things are never less than none", () => {
  assert.equal(placesOf(told, true, "en")[2]!.ahead?.low, 0);
  assert.equal(placesOf(told, false, "en")[2]!.ahead?.low, -2);
});

test("a step says why it may still change", () => {
  const points = [point("2026-05-04", 10), { ...point("2026-05-11", 12), mature: false }, point("2026-05-18", 3, false)];
  assert.deepEqual(
    placesOf({ ...told, points }, true, "en").map((one) => one.open),
    [null, "immature", "partial", null],
  );
});

test("a forecast that is not shown is not drawn", () => {
  const places = placesOf({ ...told, forecast: { ...told.forecast, shown: false } }, true, "en");
  assert.equal(places.length, 3);
  assert.ok(places.every((one) => one.ahead === null));
});

test("what stood out is marked, with what was usual", () => {
  const [, odd] = placesOf(told, true, "en");
  assert.deepEqual([odd!.isOdd, odd!.usual?.low], [true, 8]);
});

test("a break between two steps is drawn at the one it lies in", () => {
  const [one] = breaksOf(told, "en");
  assert.deepEqual([one!.first, one!.at, one!.last], [0, 1, 1]);
});

test("over years an axis names months", () => {
  assert.equal(axisStep("2024-01-01", "2026-01-01", "day"), "month");
  assert.equal(axisStep("2026-01-01", "2026-03-01", "day"), "day");
  assert.deepEqual(placesOf({ ...told, points: [], forecast: { ...told.forecast, shown: false } }, true, "en"), []);
});
