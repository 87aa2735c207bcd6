import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, clashes, resolve } from "./conflict.ts";
import { isFiltered, nextOrder, readFilters, toApi, toggled, viewOf } from "./filters.ts";
import * as format from "./format.ts";
import { bodyOf, checkLine, draftOf, NEW_LINE } from "./lines.ts";
import { mayMove } from "./moves.ts";
import { parseViews } from "./views.ts";

const ZONE = "Europe/Moscow";
const read = (text: string) => readFilters(new URLSearchParams(text));

test("filters are read from the address and what makes no sense is left out", () => {
  const found = read("status=new,nonsense,on_hold&priority=urgent&overdue=1&from=2026-02-30&sort=price&q=%20x%20");
  assert.deepEqual(found.statuses, ["new", "on_hold"]);
  assert.deepEqual([found.priority, found.overdue, found.from, found.sort, found.q], ["urgent", true, null, "created", "x"]);
});

test("a zone narrows the list and is kept by a saved filter", () => {
  const query = new URLSearchParams("zone=Север&order=ord_1");
  assert.deepEqual(toApi(readFilters(query), ZONE), { zone: ["Север"] });
  assert.equal(isFiltered(readFilters(query)), true);
  assert.equal(new URLSearchParams(viewOf(query)).get("zone"), "Север");
});

test("days of the company become the instants between them", () => {
  const asked = toApi(read("from=2026-11-01&to=2026-11-02"), ZONE);
  assert.deepEqual(asked, { created_from: "2026-10-31T21:00:00.000Z", created_to: "2026-11-02T21:00:00.000Z" });
});

test("the usual order is not said, another is", () => {
  assert.deepEqual(toApi(read(""), ZONE), {});
  assert.deepEqual(toApi(read("sort=due&dir=asc"), ZONE), { sort: "due", order: "asc" });
});

test("a search is asked with the filters that narrow it", () => {
  const asked = toApi(read("q=7&status=new&technician=t1&sort=due&dir=asc"), ZONE);
  assert.deepEqual(asked, { q: "7", status: ["new"], technician_id: "t1", sort: "due", order: "asc" });
});

test("the order of rows alone narrows nothing", () => {
  assert.equal(isFiltered(read("sort=due&dir=asc&view=board")), false);
  assert.equal(isFiltered(read("to=2026-11-02")), true);
});

test("a value is added to the address and taken away", () => {
  assert.equal(toggled([], "new"), "new");
  assert.equal(toggled(["new", "on_hold"], "new"), "on_hold");
  assert.equal(toggled(["new"], "new"), null);
});

test("a head turns the order round when it is pressed again", () => {
  assert.equal(nextOrder(read(""), "due"), "asc");
  assert.equal(nextOrder(read("sort=due&dir=asc"), "due"), "desc");
  assert.equal(nextOrder(read("sort=total"), "total"), "asc");
});

test("a saved filter forgets what was open beside the list", () => {
  assert.equal(viewOf(new URLSearchParams("order=o1&status=new&cursor=50&new=1&q=x")), "status=new&q=x");
});

test("kept filters that cannot be read are none", () => {
  for (const text of [null, "", "{", "{}", "[1, null]"]) assert.deepEqual(parseViews(text), []);
  assert.deepEqual(parseViews('[{"name":"a","query":"b"}]'), [{ name: "a", query: "b" }]);
});

test("only what was changed is sent", () => {
  const base = { title: "a", due_at: null, items: [{ qty: "1" }] };
  assert.deepEqual(changes(base, { title: "a", due_at: "x", items: [{ qty: "1" }] }), { due_at: "x" });
});

test("a clash knows whether the other touched the same field", () => {
  const base = { title: "a", note: "n", kind: "k" };
  const found = clashes(base, { title: "mine", note: "mine", kind: "same" }, { title: "theirs", note: "n", kind: "same" });
  assert.deepEqual(
    found.map((one) => [one.field, one.isTouched]),
    [
      ["title", true],
      ["note", false],
    ],
  );
});

test("fields where theirs stay are not sent again", () => {
  assert.deepEqual(resolve({ title: "mine", note: "mine" }, new Set(["title"])), { note: "mine" });
});

test("a line that is only looked at goes back as it came", () => {
  const line = { name: "A", kind: "part", qty: "1.500", unit_price: 150_050, discount_percent: "12.50", vat: "10", sku: "S1", technician: { id: "t1" } };
  assert.deepEqual(bodyOf(draftOf(line, "RUB"), "RUB"), {
    name: "A",
    kind: "part",
    qty: "1.5",
    unit_price: 150_050,
    discount_percent: "12.5",
    vat: "10",
    sku: "S1",
    technician_id: "t1",
  });
});

test("a new line has the company's VAT and must have a name and a price", () => {
  assert.equal("vat" in bodyOf({ ...NEW_LINE, name: "A", price: "1" }, "RUB"), false);
  assert.deepEqual(checkLine({ ...NEW_LINE, discount: "101" }, "RUB"), { name: "required", price: "badMoney", discount: "badPercent" });
});

test("an amount is offered as it would be typed", () => {
  for (const amount of [0, 7, 100, 150_050, 99_999_999]) {
    assert.equal(format.parseMoney(format.typed(amount, "RUB"), "RUB"), amount);
  }
});

test("minutes are said in hours and minutes", () => {
  assert.equal(format.minutes(45, "en"), "45\u00a0min");
  assert.equal(format.minutes(120, "en"), "2\u00a0hr");
  assert.equal(format.minutes(135, "en"), "2\u00a0hr 15\u00a0min");
});

test("a role is offered the moves that are its own", () => {
  assert.equal(mayMove(["technician"], "in_progress", "completed"), true);
  assert.equal(mayMove(["technician"], "in_progress", "cancelled"), false);
  assert.equal(mayMove(["dispatcher"], "completed", "closed"), false);
  assert.equal(mayMove(["accountant"], "completed", "closed"), true);
  assert.equal(mayMove(["dispatcher"], "completed", "in_progress"), true);
  assert.equal(mayMove(["admin"], "new", "cancelled"), true);
});
