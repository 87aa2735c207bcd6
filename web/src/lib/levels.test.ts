import assert from "node:assert/strict";
import { test } from "node:test";
import { levelText, slopeText } from "./levels.ts";

test("orders a day are no whole number, until they are many", () => {
  const level = levelText({ unit: "orders" }, "RUB", "en");
  assert.deepEqual([level(8.84), level(143.2)], ["8.8", "143"]);
  assert.equal(levelText({ unit: "share" }, "RUB", "en")(0.884), "88.4%");
});

test("a small slope keeps its digits and its sign", () => {
  const slope = slopeText({ unit: "orders" }, "RUB", "en", "pp");
  assert.deepEqual([slope(-0.0186), slope(2.94), slope(0)], ["−0.019", "+2.9", "0"]);
  assert.equal(slopeText({ unit: "share" }, "RUB", "en", "pp")(0.012), "+1.2\u00a0pp");
});
