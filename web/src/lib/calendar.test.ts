import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyOf, check, draftOf, groupsOf, periodsOf, USUAL, type CalendarDraft, type Period } from "./calendar.ts";

const HALVES = [
  { start: "14:00", end: "24:00" },
  { start: "09:00", end: "13:00" },
];
const off = (date: string, note: string | null = null) => ({ date, shifts: [], note });

function draft(changes: Partial<CalendarDraft["weekly"]> = {}, ...periods: Period[]): CalendarDraft {
  const empty = draftOf(null);
  return { weekly: { ...empty.weekly, ...changes }, periods };
}

function period(from: string, to: string, changes: Partial<Period> = {}): Period {
  return { from, to, shifts: [], note: "", ...changes };
}

test("a calendar that is opened and sent unchanged says the same", () => {
  const calendar = {
    weekly: { mon: [...HALVES].reverse(), sun: [USUAL] },
    exceptions: [off("2026-12-30", "Отпуск"), off("2026-12-31", "Отпуск"), { date: "2027-01-02", shifts: [USUAL], note: null }],
  };

  assert.deepEqual(bodyOf(draftOf(calendar)), calendar);
});

test("midnight is typed as 00:00 and sent as the end of the day", () => {
  const typed = draftOf({ weekly: { mon: HALVES } }).weekly.mon;

  assert.deepEqual(typed.at(-1), { start: "14:00", end: "00:00" });
  assert.equal(check(draft({ mon: typed })).mon, undefined);
});

test("with nothing filled in no calendar is known", () => {
  assert.equal(bodyOf(draftOf(null)), null);
  assert.deepEqual(bodyOf(draftOf({ exceptions: [off("2026-12-30")] })), { weekly: {}, exceptions: [off("2026-12-30")] });
});

test("days in a row are one period while they differ in the same way", () => {
  const days = [off("2026-12-31"), off("2026-12-30"), off("2027-01-01", "Праздник"), off("2027-01-03", "Праздник")];

  assert.deepEqual(
    periodsOf(days).map(({ from, to }) => [from, to]),
    [
      ["2026-12-30", "2026-12-31"],
      ["2027-01-01", "2027-01-01"],
      ["2027-01-03", "2027-01-03"],
    ],
  );
});

test("hours that overlap, end before they begin or are not filled in are refused", () => {
  const overlapping = [USUAL, { start: "17:00", end: "20:00" }];

  assert.deepEqual(check(draft({ mon: overlapping, tue: [{ start: "10:00", end: "09:00" }], wed: [{ start: "10:00", end: "" }] })), {
    mon: "overlap",
    tue: "endsBefore",
    wed: "required",
  });
});

test("a day cannot be excepted twice, nor can a period end before it begins", () => {
  const found = check(
    draft({}, period("2026-12-01", "2026-12-05"), period("2026-12-05", "2026-12-06"), period("2026-12-09", "2026-12-08"), period("", "")),
  );

  assert.deepEqual(found, { 1: "twice", 2: "endsBefore", 3: "required" });
});

test("more days off than the server takes are refused", () => {
  assert.deepEqual(check(draft({}, period("2027-01-01", "2028-02-04"))), {});
  assert.deepEqual(check(draft({}, period("2027-01-01", "2028-02-04"), period("2028-03-01", "2028-03-01"))), { 1: "tooLong" });
});

test("a week is told by the days that are alike", () => {
  const weekly = { mon: [USUAL], tue: [USUAL], wed: [USUAL], thu: [USUAL], fri: HALVES };

  assert.deepEqual(
    groupsOf({ weekly }).map(({ days, shifts }) => [days.join(), shifts.length]),
    [
      ["mon,tue,wed,thu", 1],
      ["fri", 2],
      ["sat,sun", 0],
    ],
  );
});
