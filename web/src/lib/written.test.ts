import assert from "node:assert/strict";
import { test } from "node:test";
import { isWritten, notEarlier, withWritten } from "./written.ts";

const row = { id: "k1", version: 2, name: "Site" };

test("a card shows what was written of it, and keeps what the answer does not tell", () => {
  const card = { id: "k1", version: 1, name: "Old", last_used_at: "2026-11-01T00:00:00Z" };
  assert.deepEqual(withWritten(card, row), { ...card, version: 2, name: "Site" });
});

test("rows show it, the others stay the same objects", () => {
  const other = { id: "k2", version: 5, name: "Other" };
  const shown = { items: [other, { id: "k1", version: 1, name: "Old" }], next_cursor: "c" };
  const now = withWritten(shown, row);
  assert.deepEqual(now, { items: [other, row], next_cursor: "c" });
  assert.equal(now.items[0], other);
});

test("a later version that was read meanwhile is not put back", () => {
  const later = { id: "k1", version: 3, name: "Newest" };
  assert.equal(withWritten(later, row), later);
  const shown = { items: [later] };
  assert.equal(withWritten(shown, row), shown);
});

test("a record without versions is shown as it was answered", () => {
  assert.deepEqual(withWritten({ id: "u1", name: "Old" }, { id: "u1", name: "New" } as never), { id: "u1", name: "New" });
});

test("what does not show the record is left as it is", () => {
  for (const shown of [undefined, null, "text", { items: [] }, { items: [{ id: "k9" }] }, { id: "k9" }, { total: 3 }]) {
    assert.equal(withWritten(shown, row), shown);
  }
});

test("answers that are no records are told apart", () => {
  assert.equal(isWritten({ id: "x" }), true);
  for (const answer of [undefined, null, "x", 3, {}, { id: 3 }]) assert.equal(isWritten(answer), false);
});

test("a reading that a write has overtaken does not put the earlier version back", () => {
  const later = { id: "k1", version: 3, name: "Newest" };
  assert.equal(notEarlier(later, row), later);
  assert.deepEqual(notEarlier({ items: [later] }, { items: [row, { id: "k2", version: 1 }], next_cursor: null }), {
    items: [later, { id: "k2", version: 1 }],
    next_cursor: null,
  });
});

test("what was read is shown where nothing later is", () => {
  for (const shown of [undefined, { id: "k1", version: 1 }, { id: "k9", version: 9 }, { items: [{ id: "k1", version: 2 }] }]) {
    assert.deepEqual(notEarlier(shown, row), row);
    assert.deepEqual(notEarlier(shown, { items: [row] }), { items: [row] });
  }
  for (const read of [null, "text", 3, { total: 3 }]) assert.equal(notEarlier(row, read), read);
});

test("an order is a record, whatever items it has", () => {
  const line = { id: "line_1", version: 9 };
  const [was, now] = [{ id: "o1", version: 1, items: [] }, { id: "o1", version: 2, items: [line] }];
  assert.deepEqual(withWritten(was, now), now);
  assert.equal(notEarlier(now, was), now);
});
