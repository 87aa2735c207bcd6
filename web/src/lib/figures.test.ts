import assert from "node:assert/strict";
import { test } from "node:test";
import { falls, reach, sorted, type SliceRow } from "./breakdown.ts";
import { changed, difference, figure, spell } from "./figureFormat.ts";
import { carried, readFigures, toApi } from "./figuresQuery.ts";
import { rowsQuery } from "./rowsQuery.ts";

/** Intl joins with several kinds of spaces; people see one. */
const plain = (text: string | null): string => (text ?? "").replace(/[\u00a0\u202f]/g, " ");
const asked = (query: string) => readFigures(new URLSearchParams(query), "Europe/Moscow");
const DAYS = "from=2026-03-01&to=2026-03-07";
const change = { effect: "relative", absolute: 40, relative: 0.5, points: null, low: null, high: null, p: null, adjusted_p: null } as const;

test("what is compared with is read from the address, and nonsense is the usual", () => {
  assert.deepEqual(toApi(asked(`${DAYS}&compare=year_by_date`)), { from: "2026-03-01", to: "2026-03-07", compare: "year_by_date" });
  assert.equal(asked(`${DAYS}&compare=often`).compare, "previous");
  assert.equal(asked(`${DAYS}&compare=custom&base_from=2026-02-09`).compare, "previous");
});

test("own dates are asked for with custom only", () => {
  const base = "base_from=2026-01-01&base_to=2026-01-07";
  assert.deepEqual(toApi(asked(`${DAYS}&compare=custom&${base}`)), {
    from: "2026-03-01",
    to: "2026-03-07",
    compare: "custom",
    base_from: "2026-01-01",
    base_to: "2026-01-07",
  });
  assert.equal("base_from" in toApi(asked(`${DAYS}&${base}`)), false);
});

test("a dimension is asked once its value is chosen, the one without a name among them", () => {
  assert.equal("dimension" in toApi(asked(`${DAYS}&dimension=zone`)), false);
  assert.equal(toApi(asked(`${DAYS}&dimension=zone&value=-`)).value, "");
  assert.equal(asked(`${DAYS}&dimension=colour&value=red`).value, null);
});

test("another page gets period and slice along, and no more", () => {
  const kept = carried(new URLSearchParams("days=7&dimension=type&value=paid&kpi=csat&rows=x"));
  assert.deepEqual(
    Object.entries(kept).filter(([, value]) => value !== null),
    [
      ["days", "7"],
      ["dimension", "type"],
      ["value", "paid"],
    ],
  );
});

test("rows are asked for in an order, and some of them", () => {
  const query = new URLSearchParams(`${DAYS}&rows=2026-03-02..2026-03-03&list=weight&only=counted`);
  const days = { from: "2026-03-02", to: "2026-03-03" };
  assert.deepEqual(rowsQuery(query, asked(query.toString())), { ...days, order: "weight", only: "counted" });
  const broken = new URLSearchParams(`${DAYS}&rows=2026-03-02..2026-03-03&list=best&only=x`);
  assert.deepEqual(rowsQuery(broken, asked(broken.toString())), days);
});

test("rows are asked of the days of a point and the slice of a line", () => {
  const query = new URLSearchParams(`${DAYS}&dimension=type&value=paid&rows=2026-03-02..2026-03-03&by=zone&of=-&weekday=6&hour=23`);
  assert.deepEqual(rowsQuery(query, asked(query.toString())), {
    from: "2026-03-02",
    to: "2026-03-03",
    dimension: "zone",
    value: "",
    weekday: 6,
    hour: 23,
  });
  const broken = new URLSearchParams(`${DAYS}&rows=2026-03-09..2026-03-03&weekday=7&month=0&hour=-1`);
  assert.deepEqual(rowsQuery(broken, asked(broken.toString())), { from: "2026-03-01", to: "2026-03-07" });
});

test("a figure is written in its unit", () => {
  const show = (value: number, unit: Parameters<typeof figure>[1]): string => plain(figure(value, unit, "RUB", "ru"));
  assert.equal(show(1_240, "orders"), "1 240");
  assert.equal(show(286_518, "money"), "2 865 ₽");
  assert.equal(show(4_250, "money"), "42,50 ₽");
  assert.equal(show(0.8764, "share"), "87,6 %");
  assert.equal(show(4.2, "rating"), "4,20");
  assert.equal(show(0.41, "points"), "41");
  assert.equal(plain(spell(5_400, "ru")), "1,5 ч");
  assert.equal(plain(spell(164_448, "ru")), "1,9 дн.");
  assert.equal(plain(spell(600, "en")), "10 min");
});

test("a currency without minor units is rounded to its own unit", () => {
  assert.equal(plain(figure(12_345, "money", "JPY", "en")), "¥12,345");
});

test("a change is told as it is judged", () => {
  const told = (one: Partial<typeof change> | object, unit: Parameters<typeof figure>[1]): string =>
    plain(changed({ ...change, ...one }, unit, "RUB", "ru", "п. п."));
  assert.equal(told({}, "orders"), "+50 %");
  assert.equal(told({ relative: -0.0154 }, "orders"), "−1,5 %");
  assert.equal(told({ relative: 0.00001 }, "orders"), "0 %");
  assert.equal(told({ effect: "points", points: -9.64, relative: -0.1 }, "share"), "−9,6 п. п.");
  assert.equal(told({ relative: null, absolute: 12 }, "orders"), "+12");
  assert.equal(plain(difference(-0.004, "share", "RUB", "ru", "п. п.")), "−0,4 п. п.");
});

test("slices without data come last whichever way they are sorted", () => {
  const row = (value: string, figure: number | null): SliceRow => ({ value, name: value, figure, n: 1 }) as SliceRow;
  const rows = [row("a", null), row("b", 2), row("c", 5)];
  const order = (dir: string): string => sorted(rows, "value", dir).map((one) => one.value).join("");
  assert.equal(order("asc"), "bca");
  assert.equal(order("desc"), "cba");
});

test("the steps of a waterfall run from the base to the value and all are in sight", () => {
  const step = (mix: number, rate: number) => ({ value: "a", name: "a", mix, rate, total: mix + rate, slices: 1 });
  const all = falls(100, [step(-30, 10), step(5, 0)]);
  assert.deepEqual(
    all.map(({ from, mixed, to }) => [from, mixed, to]),
    [
      [100, 70, 80],
      [80, 85, 85],
    ],
  );
  const [low, high] = reach(100, 85, all);
  assert.ok(low < 70 && low >= 0 && high > 100);
  assert.ok(reach(0, 0, [])[1] > 0);
});
