import assert from "node:assert/strict";
import { test } from "node:test";
import { ROW_RULES } from "../locales/rowRules.ts";
import { ru } from "../locales/ru.ts";
import { rowRule } from "./rowRules.ts";

const words = { ...ru.problem, rows: ROW_RULES.ru, refused: (rule: string) => rule };

test("why a row was refused is said in the words of the reader", () => {
  const rules = [
    "is already in row 2",
    "is only for an order that has rework_of",
    "must be an order that was completed",
    "is not an order's id",
    "is not a technician's id",
    "is no longer active",
    "is the id of an erased customer",
    "Input should be 'workmanship', 'part_failure' or 'other'",
    "String should match pattern '^[a-z][a-z0-9_]{0,31}$'",
    "must be a number like 1234,50",
    "is not a day and time there is",
    "has 4 cells, the head line has 3",
    "is not a possible telephone number",
    "must be after scheduled_start",
    "Field required",
  ];

  for (const rule of rules) assert.match(rowRule(rule, words), /^[А-Я][^A-Z]+$/, rule);
});

test("what may be chosen is called as it is in a file", () => {
  const rule = "Input should be 'low', 'normal', 'high' or 'best'";

  assert.equal(rowRule(rule, words), "Возможны: низкий, обычный, высокий, best");
});

test("a rule of another form is quoted, not lost", () => {
  assert.equal(rowRule("RUB has 2 decimals", words), "RUB has 2 decimals");
});
