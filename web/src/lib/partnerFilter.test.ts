import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, fieldsOf, filterOf, rowsOf, type Known } from "./partnerFilter.ts";

const KNOWN = new Map<string, Known>([
  ["order.number", { kind: "string", values: [] }],
  ["order.total", { kind: "number", values: [] }],
]);

test("a list of conditions comes back as it was written", () => {
  const filter = {
    or: [
      { field: "order.status", op: "in", value: ["new", "closed"] },
      { field: "order.total", op: "gte", value: 150000 },
      { field: "order.due_at", op: "exists", value: false },
    ],
  };

  const rows = rowsOf(filter);

  assert.equal(rows?.mode, "any");
  assert.deepEqual(filterOf(rows!, KNOWN), filter);
});

test("one condition needs no list, and none is no filter", () => {
  const one = { field: "order.number", op: "eq", value: "12" };

  assert.deepEqual(filterOf(rowsOf(one)!, KNOWN), one);
  assert.equal(filterOf(rowsOf(null)!, KNOWN), null);
});

test("a nested filter is not a list of conditions", () => {
  assert.equal(rowsOf({ not: { field: "a", op: "eq", value: 1 } }), null);
  assert.equal(rowsOf({ and: [{ or: [{ field: "a", op: "eq", value: 1 }] }] }), null);
});

test("a value is a number where its field is one or unknown, and a text where that is a text", () => {
  const value = (field: string, text: string): unknown =>
    filterOf({ mode: "all", rows: [{ field, op: "eq", value: text }] }, KNOWN)!["value"];

  assert.equal(value("order.total", "1500,5"), 1500.5);
  assert.equal(value("order.number", "1500"), "1500");
  assert.equal(value("order.other", "1500"), 1500);
  assert.equal(value("order.other", "true"), true);
  assert.equal(value("order.other", ""), null);
});

test("a condition without a field or a value is found", () => {
  assert.equal(faultOf({ field: " ", op: "eq", value: "1" }), "field");
  assert.equal(faultOf({ field: "order..x", op: "eq", value: "1" }), "field");
  assert.equal(faultOf({ field: "order.x", op: "gt", value: "" }), "value");
  assert.equal(faultOf({ field: "order.x", op: "eq", value: "" }), null);
});

test("the fields of an event are read from its schema, through references, lists and nulls", () => {
  const schema = {
    $defs: {
      Data: { properties: { order: { $ref: "#/$defs/Order" }, version: { type: "integer" } } },
      Order: {
        properties: {
          status: { enum: ["new", "closed"], type: "string" },
          items: { type: "array", items: { properties: { price: { anyOf: [{ type: "number" }, { type: "null" }] } } } },
        },
      },
    },
    properties: { data: { $ref: "#/$defs/Data" }, id: { type: "string" } },
  };

  assert.deepEqual(
    [...fieldsOf([schema])],
    [
      ["order.status", { kind: "string", values: ["new", "closed"] }],
      ["order.items.price", { kind: "number", values: [] }],
      ["version", { kind: "number", values: [] }],
    ],
  );
});
