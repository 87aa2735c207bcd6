import assert from "node:assert/strict";
import { test } from "node:test";
import { isNarrowed, nextOrder, parseTopics, readFeedback, scaleStart, toApi } from "./feedbackQuery.ts";

const ZONE = "Europe/Moscow";
const read = (text: string) => readFeedback(new URLSearchParams(text), ZONE);

test("what makes no sense in the address is left out", () => {
  const filters = read("rating=9,2,x&state=gone&task=later&sort=size&dir=up&comment=maybe");

  assert.deepEqual(filters.ratings, ["2"]);
  assert.equal(filters.state ?? filters.task ?? filters.comment, null);
  assert.equal(`${filters.sort} ${filters.order}`, "date desc");
});

test("the usual period is ninety days and is always said", () => {
  const { from, to, ...rest } = toApi(read(""));

  assert.equal((Date.parse(to!) - Date.parse(from!)) / 86_400_000, 89);
  assert.deepEqual(rest, { sort: "date", order: "desc" });
  assert.equal(isNarrowed(read("days=7&sort=rating")), false);
});

test("every filter is said as the API takes it", () => {
  const address =
    "from=2026-01-01&to=2026-01-31&rating=1,2&technician=t1&type=paid&comment=0&state=hidden&task=overdue&topic=price&customer=c1&sort=order&dir=asc";

  assert.deepEqual(toApi(read(address)), {
    from: "2026-01-01",
    to: "2026-01-31",
    rating: [2, 1],
    technician_id: "t1",
    type: ["paid"],
    has_comment: false,
    state: ["hidden"],
    follow_up: "overdue",
    topic: "price",
    customer_id: "c1",
    sort: "order",
    order: "asc",
  });
  assert.equal(isNarrowed(read(address)), true);
});

test("a header sorts the useful way first and then the other", () => {
  assert.equal(nextOrder(read(""), "date"), "asc");
  assert.equal(nextOrder(read(""), "rating"), "asc");
  assert.equal(nextOrder(read("sort=rating&dir=asc"), "rating"), "desc");
  assert.equal(nextOrder(read("sort=rating&dir=asc"), "order"), "desc");
});

test("topics are read as the server keeps them", () => {
  assert.deepEqual(parseTopics(" Цена,  опоздал  на час ,, цена"), ["цена", "опоздал на час"]);
  assert.deepEqual(parseTopics(""), []);
});

test("the scale of scores begins below every interval and leaves some width", () => {
  assert.equal(scaleStart([3.2, 2.9]), 2);
  assert.equal(scaleStart([4.9]), 4);
  assert.equal(scaleStart([]), 4);
  assert.equal(scaleStart([0.4]), 1);
});
