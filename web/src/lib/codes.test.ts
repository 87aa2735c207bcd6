import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, isCode } from "./codes.ts";

test("a name in Russian or English makes a code", () => {
  assert.equal(codeOf("Чистка кондиционера"), "chistka_konditsionera");
  assert.equal(codeOf("  2-й выезд, срочный! "), "y_vyezd_srochnyy");
  assert.equal(codeOf("Deep Cleaning"), "deep_cleaning");
  assert.equal(codeOf("!?"), "");
});

test("whatever is made of a name can be a code", () => {
  for (const name of ["Ёлка", "щ".repeat(30), `${"a".repeat(31)} b`, "Объезд №5"]) assert.ok(isCode(codeOf(name)), codeOf(name));
  for (const bad of ["", "5a", "A", "a-b", "a".repeat(33)]) assert.ok(!isCode(bad), bad);
});
