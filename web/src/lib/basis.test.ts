import assert from "node:assert/strict";
import { test } from "node:test";
import type { Kpi } from "../api/figures.ts";
import { en } from "../locales/figures.en.ts";
import { ru } from "../locales/figures.ru.ts";
import { ofHowMuch, weight } from "./figureFormat.ts";
import type { Messages } from "./i18n.ts";

/** Intl joins with several kinds of spaces; people see one. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ").replace("\u2011", "-");
const said = (n: number, counts: Kpi["counts"]): string[] => [ru, en].map((words) => plain(ofHowMuch(n, { counts }, words as Messages)));

test("what a figure is of agrees with its number", () => {
  assert.deepEqual(said(1, "orders"), ["по 1 заказу", "of 1 order"]);
  assert.deepEqual(said(11, "orders"), ["по 11 заказам", "of 11 orders"]);
  assert.deepEqual(said(21, "ratings"), ["по 21 оценке", "of 21 ratings"]);
  assert.deepEqual(said(0, "customers"), ["по 0 клиентам", "of 0 customers"]);
  assert.deepEqual(said(2, "lines"), ["по 2 строкам заказов", "of 2 order lines"]);
  assert.deepEqual(said(96, "technician_days"), ["по 96 человеко-дням", "of 96 technician-days"]);
});

test("time that could be worked is told in hours and never in seconds", () => {
  assert.deepEqual(said(1240 * 3600, "available_seconds"), ["из 1 240 ч по графику", "of 1,240 available hours"]);
  assert.deepEqual(said(9000, "available_seconds"), ["из 2,5 ч по графику", "of 2.5 available hours"]);
  assert.deepEqual(said(3600, "available_seconds"), ["из 1 ч по графику", "of 1 available hour"]);
  assert.deepEqual(said(0, "available_seconds"), ["из 0 ч по графику", "of 0 available hours"]);
});

test("hours are as exact as they are few; all else stays as it is", () => {
  assert.equal(weight(100 * 3600 + 1900, { counts: "available_seconds" }), 101);
  assert.equal(weight(35_000, { counts: "available_seconds" }), 9.7);
  assert.equal(weight(35_000, { counts: "orders" }), 35_000);
});

test("whatever is counted has its words in both languages", () => {
  assert.deepEqual(Object.keys(ru.insight.bases), Object.keys(ru.insight.of));
  assert.deepEqual(Object.keys(en.insight.bases), Object.keys(ru.insight.of));
});
