import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsAddress } from "./rowsAddress.ts";

const here = new URLSearchParams("tab=season&kpi=created&of=paid&hour=9");
const span = { from: "2026-03-01", to: "2026-03-31" };

test("a cell of a heat map leads to its weekday and hour", () => {
  assert.equal(
    rowsAddress(here, span, { weekday: 0, hour: 10 }),
    "/analytics?tab=season&kpi=created&hour=10&rows=2026-03-01..2026-03-31&weekday=0",
  );
});

test("days lead to themselves, whatever was shown before", () => {
  assert.equal(rowsAddress(here, span), "/analytics?tab=season&kpi=created&rows=2026-03-01..2026-03-31");
});

test("a month leads to that month of every year", () => {
  assert.match(rowsAddress(here, span, { month: 12 }), /&rows=2026-03-01\.\.2026-03-31&month=12$/);
});

test("of a long history the last days are listed", () => {
  assert.match(rowsAddress(here, { from: "2022-01-01", to: "2026-01-04" }), /rows=2023-01-01\.\.2026-01-04/);
});
