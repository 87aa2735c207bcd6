import assert from "node:assert/strict";
import { test } from "node:test";
import { parseColumns, USUAL } from "./columns.ts";
import { csv } from "./csv.ts";

test("columns that were kept come back in the table's order, and nonsense is the usual choice", () => {
  assert.deepEqual(parseColumns('["updated","status","nonsense"]'), ["status", "updated"]);
  assert.deepEqual(parseColumns("[]"), []);
  for (const text of [null, "", "{", "{}", '"status"']) assert.deepEqual(parseColumns(text), USUAL);
});

test("a table program reads the file in its encoding, column by column", () => {
  assert.equal(csv([["№", "Заказ"], ["7", 'Кран; "тёплый"\nпол']]), '\uFEFF№;Заказ\r\n7;"Кран; ""тёплый""\nпол"\r\n');
});

test("no text becomes a formula, and telephones and sums stay as they are", () => {
  assert.equal(csv([["=1+1", "@a", "+7 900 000-00-00", "-12,50", "-cmd"]]), "\uFEFF'=1+1;'@a;+7 900 000-00-00;-12,50;'-cmd\r\n");
});
