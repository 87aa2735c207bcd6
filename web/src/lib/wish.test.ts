import assert from "node:assert/strict";
import { test } from "node:test";
import type { Catalogue } from "../api/exports.ts";
import { canChoosePersonal, faultsIn, fitted, wishIn, wishOf } from "./wish.ts";

const title = { ru: "", en: "" };
const THERE: Catalogue = {
  data_sets: [
    { kind: "orders", title, axes: ["completed_at", "created_at"], formats: ["ru_excel", "books"], has_personal: true },
    { kind: "payments", title, axes: ["paid_at"], formats: ["xlsx"], has_personal: false },
  ],
  formats: [
    { format: "ru_excel", title, profile: "", extension: "csv", personal: false, options: null },
    { format: "xlsx", title, profile: "", extension: "xlsx", personal: false, options: null },
    {
      format: "books",
      title,
      profile: "",
      extension: "xml",
      personal: true,
      options: {
        properties: { version: { enum: ["1", "2"], default: "2" }, inn: { type: "string", pattern: "^\\d+$" } },
        required: ["inn"],
      },
    },
  ],
};

test("a new wish is the first data set in its first format by its usual date", () => {
  const { kind, format, axis, personal } = wishOf(THERE, null, "ru");

  assert.deepEqual({ kind, format, axis, personal }, { kind: "orders", format: "ru_excel", axis: "completed_at", personal: false });
});

test("what does not go with another data set is replaced", () => {
  const wish = fitted(THERE, { kind: "payments", format: "books", axis: "created_at", personal: true, options: { inn: "7" } }, "ru");

  assert.deepEqual(wish, { kind: "payments", format: "xlsx", axis: "paid_at", personal: false, options: {} });
});

test("what goes with another format stays", () => {
  const known = { kind: "orders", format: "books", axis: "created_at" as const, personal: false, options: {} };

  assert.deepEqual(fitted(THERE, known, "ru"), { ...known, options: { version: "2", inn: "" } });
});

test("a format that always names people leaves no choice", () => {
  assert.equal(canChoosePersonal(THERE, "orders", "ru_excel"), true);
  assert.equal(canChoosePersonal(THERE, "orders", "books"), false);
  assert.equal(canChoosePersonal(THERE, "payments", "xlsx"), false);
});

test("an option that says the usual is not said", () => {
  const options = { version: "2", inn: "770" };
  const wish = { kind: "orders", format: "books", axis: "created_at" as const, personal: false, options };

  assert.deepEqual(wishIn(THERE, wish, "ru").options, { inn: "770" });
  assert.deepEqual(wishIn(THERE, { ...wish, options: { ...options, version: "1" } }, "ru").options, { version: "1", inn: "770" });
});

test("what is missing or malformed is found before the server is asked", () => {
  const wish = { kind: "orders", format: "books", axis: "created_at" as const, personal: false, options: { inn: "" } };

  assert.deepEqual(faultsIn(THERE, wish, "ru"), { inn: "required" });
  assert.deepEqual(faultsIn(THERE, { ...wish, options: { inn: "x" } }, "ru"), { inn: "form" });
});
