import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../locales/en.ts";
import { ru } from "../locales/ru.ts";
import { check, EMPTY } from "./draft.ts";
import * as format from "./format.ts";
import { fieldsOf, mainMove, nameOf, type Cause } from "./moves.ts";
import { previous, readPeriod } from "./period.ts";
import { pretty } from "./pretty.ts";
import { labelled, withRoom } from "./scale.ts";
import * as time from "./time.ts";
import { address, patched } from "./url.ts";

/** Intl joins with several kinds of spaces; people see one. */
const plain = (text: string | null): string => (text ?? "").replace(/[\u00a0\u2009\u202f]/g, " ");

test("money is shown from minor units and whole amounts have no tail", () => {
  assert.equal(plain(format.money({ amount: 123_450_00, currency: "RUB" }, "ru")), "123 450 ₽");
  assert.equal(plain(format.money({ amount: 1_050, currency: "RUB" }, "ru")), "10,50 ₽");
  assert.equal(format.money({ amount: 1_050, currency: "USD" }, "en"), "$10.50");
});

test("a currency without minor units is not divided", () => {
  assert.equal(format.money({ amount: 1_050, currency: "JPY" }, "en"), "¥1,050");
});

test("an amount is read with spaces and a comma", () => {
  assert.equal(format.parseMoney("1 500,5", "RUB"), 150_050);
  assert.equal(format.parseMoney("1500", "RUB"), 150_000);
  assert.equal(format.parseMoney("0.07", "RUB"), 7);
});

test("what is no amount is refused", () => {
  for (const text of ["", "abc", "-5", "1,234", "1.2.3", "1e5"]) {
    assert.equal(format.parseMoney(text, "RUB"), null, text);
  }
});

test("a shown amount is read back as the same amount", () => {
  for (const amount of [0, 1, 99, 100, 123_456, 99_999_999]) {
    const shown = format.money({ amount, currency: "RUB" }, "ru").replace("₽", "");
    assert.equal(format.parseMoney(shown, "RUB"), amount);
  }
});

test("a quantity is above zero with up to three decimals", () => {
  assert.equal(format.parseQuantity("1,5"), "1.5");
  assert.equal(format.parseQuantity("2"), "2");
  for (const text of ["0", "-1", "1.2345", "x", ""]) assert.equal(format.parseQuantity(text), null, text);
});

test("a change is signed, and there is none against nothing", () => {
  assert.equal(plain(format.change(110, 100, "ru")), "+10 %");
  assert.equal(plain(format.change(90, 100, "ru")), "−10 %");
  assert.equal(format.change(5, 0, "ru"), null);
});

test("a Russian phone is grouped, others stay as they are", () => {
  assert.equal(format.phone("+79000000012"), "+7 900 000-00-12");
  assert.equal(format.phone("+4915100000000"), "+4915100000000");
});

test("sizes and durations pick their unit", () => {
  assert.equal(plain(format.bytes(48_200, "ru")), "48,2 кБ");
  assert.equal(plain(format.bytes(310, "ru")), "310 Б");
  assert.equal(plain(format.duration(84, "ru")), "84 мс");
  assert.equal(plain(format.duration(10_012, "ru")), "10 с");
});

test("a unit stands apart from its number, on the same line", () => {
  const sizes = [542, 48_200, 1_500_000, 2_000_000_000];
  assert.deepEqual(sizes.map((size) => format.bytes(size, "en")), ["542\u00a0B", "48.2\u00a0kB", "1.5\u00a0MB", "2\u00a0GB"]);
  assert.deepEqual(sizes.map((size) => format.bytes(size, "ru")), ["542\u00a0Б", "48,2\u00a0кБ", "1,5\u00a0МБ", "2\u00a0ГБ"]);
  const others = (lang: string): string[] => [format.duration(84, lang), format.duration(10_012, lang), format.minutes(45, lang), format.minutes(120, lang)];
  assert.deepEqual(others("en"), ["84\u00a0ms", "10\u00a0sec", "45\u00a0min", "2\u00a0hr"]);
  assert.deepEqual(others("ru"), ["84\u00a0мс", "10\u00a0с", "45\u00a0мин", "2\u00a0ч"]);
});

test("Russian plurals have three forms", () => {
  const shown = [1, 3, 5, 11, 21, 102].map((n) => plain(ru.orders.count(n)));
  assert.deepEqual(shown, ["1 заказ", "3 заказа", "5 заказов", "11 заказов", "21 заказ", "102 заказа"]);
  assert.deepEqual([1, 2].map(en.orders.count), ["1 order", "2 orders"]);
});

test("every message has both languages and no empty words", () => {
  const walk = (one: object, other: object, path: string): void => {
    assert.deepEqual(Object.keys(one).sort(), Object.keys(other).sort(), path);
    for (const [name, value] of Object.entries(one)) {
      const twin = (other as Record<string, unknown>)[name];
      assert.equal(typeof value, typeof twin, `${path}.${name}`);
      if (typeof value === "object") walk(value as object, twin as object, `${path}.${name}`);
      if (typeof value === "string") assert.notEqual(value.trim(), "", `${path}.${name}`);
    }
  };
  walk(ru, en, "words");
});

test("days are counted with both ends", () => {
  assert.equal(time.countDays("2026-02-27", "2026-03-01"), 3);
  assert.equal(time.addDays("2026-02-28", 1), "2026-03-01");
  assert.equal(time.isDay("2026-02-30"), false);
});

test("a wall clock in the zone and its instant are one moment", () => {
  assert.equal(time.fromWallClock("2026-11-22T09:30", "Europe/Moscow"), "2026-11-22T06:30:00.000Z");
  for (const zone of ["Europe/Moscow", "America/New_York", "Asia/Vladivostok", "Asia/Kolkata"]) {
    for (const wall of ["2026-01-15T00:00", "2026-03-08T12:00", "2026-11-01T23:59"]) {
      assert.equal(time.toWallClock(time.fromWallClock(wall, zone), zone), wall, `${zone} ${wall}`);
    }
  }
});

test("the company's day begins in its own zone", () => {
  const night = new Date("2026-11-22T22:30:00Z");
  assert.equal(time.today("Europe/Moscow", night), "2026-11-23");
  assert.equal(time.today("UTC", night), "2026-11-22");
});

test("the year that runs is the zone's, not the browser's", () => {
  const eve = new Date("2026-12-31T22:00:00Z");
  assert.equal(time.isThisYear("2027-01-05T09:00:00Z", "Europe/Moscow", eve), true);
  assert.equal(time.isThisYear("2026-12-31T20:00:00Z", "Europe/Moscow", eve), false);
  assert.equal(time.isThisYear("2026-12-31T20:00:00Z", "UTC", eve), true);
});

test("a recent time is relative and an old one is left to a date", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  assert.equal(plain(time.ago("2026-11-22T11:59:50Z", now, "ru")), "сейчас");
  assert.equal(plain(time.ago("2026-11-22T09:00:00Z", now, "en")), "3 hr. ago");
  assert.equal(time.ago("2026-11-01T09:00:00Z", now, "ru"), null);
});

test("a period comes from the address and nonsense becomes the last 30 days", () => {
  const read = (text: string) => readPeriod(new URLSearchParams(text), "2026-11-22");
  assert.deepEqual(read("days=7"), { from: "2026-11-16", to: "2026-11-22", preset: 7 });
  assert.deepEqual(read("from=2026-01-01&to=2026-01-31"), { from: "2026-01-01", to: "2026-01-31", preset: null });
  for (const text of ["", "days=8", "from=2026-02-01&to=2026-01-01", "from=2020-01-01&to=2026-01-01", "from=x&to=y"]) {
    assert.deepEqual(read(text), { from: "2026-10-24", to: "2026-11-22", preset: 30 }, text);
  }
});

test("the previous period is as long and ends the day before", () => {
  assert.deepEqual(previous({ from: "2026-11-16", to: "2026-11-22" }), { from: "2026-11-09", to: "2026-11-15" });
});

test("labels of an axis never exceed what fits", () => {
  for (const count of [1, 7, 30, 90]) {
    for (const fit of [1, 4, 12]) assert.ok(labelled(count, fit).length <= Math.max(1, fit));
  }
});

test("of labels that would overlap, the last ones stay", () => {
  assert.deepEqual(withRoom([], 60), []);
  assert.deepEqual(withRoom([0, 40, 80], 60), [true, false, true]);
  assert.deepEqual(withRoom([0, 40, 100, 160], 60), [false, true, true, true]);
  assert.deepEqual(withRoom([0, 60], 60), [true, true]);
});

test("empty names leave the address", () => {
  const query = patched(new URLSearchParams("a=1&b=2"), { a: null, b: "3", c: "" });
  assert.equal(query.toString(), "b=3");
  assert.equal(address("/orders", {}), "/orders");
  assert.equal(address("/orders", { status: "new" }), "/orders?status=new");
});

test("a move asks for what its state needs", () => {
  const asked = (from: string, to: string, hasTechnician = true) =>
    fieldsOf(from, to, hasTechnician).filter((one) => one.required).map((one) => one.field);
  assert.deepEqual(asked("new", "scheduled"), ["technician_id", "scheduled_start", "scheduled_end"]);
  assert.deepEqual(asked("new", "in_progress", false), ["technician_id"]);
  assert.deepEqual(asked("in_progress", "completed"), ["outcome"]);
  assert.deepEqual(asked("completed", "in_progress"), ["reason"]);
  assert.deepEqual(asked("new", "cancelled"), ["cancelled_by", "reason"]);
  assert.deepEqual(asked("completed", "closed"), []);
});

test("the completion of a rework may name its cause", () => {
  const asked = (cause?: Cause) => fieldsOf("in_progress", "completed", true, cause).find((one) => one.field === "rework_cause");
  assert.equal(asked("untold")?.required, false);
  assert.equal(asked("told")?.required, true);
  assert.equal(asked(), undefined);
});

test("going on after a pause is not starting", () => {
  assert.equal(nameOf("on_hold", "in_progress"), "resume");
  assert.equal(nameOf("completed", "in_progress"), "reopen");
  assert.equal(nameOf("new", "in_progress"), "in_progress");
});

test("the main move leads on and is one of the allowed", () => {
  assert.equal(mainMove("new", ["scheduled", "in_progress", "cancelled"]), "scheduled");
  assert.equal(mainMove("in_progress", ["on_hold", "completed", "cancelled"]), "completed");
  assert.equal(mainMove("completed", ["in_progress", "closed"]), "closed");
  assert.equal(mainMove("closed", []), undefined);
});

test("a draft of an order is checked before it is sent", () => {
  assert.deepEqual(check(EMPTY, "RUB"), { title: "required", name: "required", phone: "required" });
  const good = { ...EMPTY, title: "Ремонт", name: "Кафе", phone: "+7 900 000-00-01" };
  assert.deepEqual(check(good, "RUB"), {});
  assert.deepEqual(check({ ...good, phone: "123" }, "RUB"), { phone: "badPhone" });
  assert.deepEqual(check({ ...good, line: "Выезд", price: "много" }, "RUB"), { price: "badMoney" });
  assert.deepEqual(check({ ...good, price: "100" }, "RUB"), { line: "required" });
});

test("JSON is indented and a cut-off document stays as it came", () => {
  assert.equal(pretty('{"a":1}'), '{\n  "a": 1\n}');
  assert.equal(pretty('{"a":'), '{"a":');
});

test("a span says a shared day once", () => {
  const [from, to] = ["2026-11-20T06:30:00Z", "2026-11-20T08:00:00Z"];
  assert.equal(plain(format.span(from, to, "ru", "Europe/Moscow", "minute")), "20 нояб., 09:30–11:00");
  const next = plain(format.span(from, "2026-11-21T08:00:00Z", "en", "Europe/Moscow", "minute"));
  assert.equal(next, "Nov 20, 09:30 – Nov 21, 11:00");
});
