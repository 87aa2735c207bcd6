import assert from "node:assert/strict";
import { test } from "node:test";
import type { Unit } from "../api/figures.ts";
import { parseTarget, targetText } from "./target.ts";

test("a target is typed in per cent, minutes and roubles, and kept as figures are", () => {
  const rows: [string, Unit, number][] = [
    ["95", "share", 0.95],
    ["99,9", "share", 0.999],
    ["-10", "points", -0.1],
    ["90", "seconds", 5400],
    ["0.5", "seconds", 30],
    ["1 500 000,50", "money", 150_000_050],
    ["4,7", "rating", 4.7],
    ["2.5", "per_day", 2.5],
    ["310", "orders", 310],
  ];
  for (const [text, unit, value] of rows) {
    assert.equal(parseTarget(text, unit, "RUB"), value, text);
    assert.equal(parseTarget(targetText(value, unit, "RUB", "ru"), unit, "RUB"), value, text);
  }
  assert.equal(targetText(0.999, "share", "RUB", "ru"), "99,9");
  assert.equal(targetText(0.58, "share", "RUB", "en"), "58");
  assert.equal(targetText(undefined, "share", "RUB", "ru"), "");
});

test("what is no number is no target", () => {
  for (const bad of ["", "много", "1,2,3", "1e3", "95 %", "1234567890123"]) assert.equal(parseTarget(bad, "share", "RUB"), null, bad);
});
