import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../locales/figures.en.ts";
import { ru } from "../locales/figures.ru.ts";
import { against, likely, type Told } from "./against.ts";
import type { Messages } from "./i18n.ts";

/** Intl joins with several kinds of spaces; people see one. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f\u2009]/g, " ");
const said = (told: Told): string[] => [against(told, ru as Messages, "ru"), against(told, en as Messages, "en")].map(plain);

function span(from: string, to: string, last: string | null) {
  return { from, to, complete_to: last, days: 0, working_days: 0 };
}

test("two whole periods are told by the one that is compared with", () => {
  const told = { period: span("2026-10-01", "2026-10-31", "2026-10-31"), base: span("2026-09-01", "2026-09-30", "2026-09-30"), notes: [] };

  assert.deepEqual(said(told), ["Сравнение: 1–30 сент. 2026 г.", "Compared with Sep 1 – 30, 2026"]);
});

test("of a month that runs the days that count are told, and that as much of the other one counts", () => {
  const told = { period: span("2026-11-01", "2026-11-30", "2026-11-22"), base: span("2026-10-01", "2026-10-31", "2026-10-22"), notes: [] };

  assert.deepEqual(said(told), [
    "1–22 нояб. 2026 г. против 1–22 окт. 2026 г.: период ещё идёт, и от прежнего взята такая же часть",
    "Nov 1 – 22, 2026 against Oct 1 – 22, 2026: the period is still running, so only as much of the earlier one counts",
  ]);
});

test("where only today is left it is today that does not count", () => {
  const told = { period: span("2026-11-17", "2026-11-23", "2026-11-22"), base: span("2026-11-10", "2026-11-16", "2026-11-15"), notes: [] };

  assert.deepEqual(said(told), [
    "17–22 нояб. 2026 г. против 10–15 нояб. 2026 г.: сегодняшний день ещё идёт и не считается",
    "Nov 17 – 22, 2026 against Nov 10 – 15, 2026: today is not over and does not count",
  ]);
});

test("own dates that are longer than the period are cut, and so it is told", () => {
  const told = { period: span("2026-03-01", "2026-03-10", "2026-03-10"), base: span("2026-01-20", "2026-02-20", "2026-01-29"), notes: [] };

  assert.deepEqual(said(told), [
    "1–10 мар. 2026 г. против 20–29 янв. 2026 г.: взято столько же дней, сколько в периоде",
    "Mar 1 – 10, 2026 against Jan 20 – 29, 2026: as many days as the period has",
  ]);
});

test("of a period without a day that is over the server says what counts", () => {
  const text = { ru: "От обоих взяты часы до 12:00.", en: "Of both the hours until 12:00 count." };
  const notes = [
    { code: "incomplete", text },
    { code: "clamped", text: { ru: "Взят последний день.", en: "The last day was taken." } },
  ];
  const told = { period: span("2026-11-23", "2026-11-23", null), base: span("2026-11-22", "2026-11-22", null), notes };

  assert.deepEqual(said(told), [
    "Сравнение: 22 нояб. 2026 г. От обоих взяты часы до 12:00.",
    "Compared with Nov 22, 2026. Of both the hours until 12:00 count.",
  ]);
});

test("compared with nothing the place is kept", () => {
  assert.equal(against({ period: span("2026-11-01", "2026-11-30", null), base: null, notes: [] }, ru as Messages, "ru"), "\u00a0");
});

test("before the server has said it, a text as long keeps the place", () => {
  const asked = { period: { from: "2026-11-01", to: "2026-11-30", preset: null }, compare: "previous", base: null, dimension: null, value: null } as const;
  const told = { period: span("2026-11-01", "2026-11-30", "2026-11-22"), base: span("2026-10-02", "2026-10-31", "2026-10-23"), notes: [] };
  const guess = (to: string, today: string): string => plain(likely({ ...asked, period: { from: "2026-11-01", to, preset: null } }, today, ru as Messages, "ru"));

  assert.equal(guess("2026-11-30", "2026-11-23").length, said(told)[0]!.length);
  assert.match(guess("2026-11-23", "2026-11-23"), /сегодняшний день/);
  assert.equal(guess("2026-11-20", "2026-11-23"), "Сравнение: 12–31 окт. 2026 г.");
  assert.equal(likely({ ...asked, compare: "none" }, "2026-11-23", ru as Messages, "ru"), "\u00a0");
});
