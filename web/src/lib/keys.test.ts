import assert from "node:assert/strict";
import { test } from "node:test";
import { endOf, isNetwork, lastDayOf, linesOf, parseRate } from "./keys.ts";
import { addDays, today } from "./time.ts";

const ZONE = "Europe/Moscow";

test("addresses and networks of both kinds are told from other words", () => {
  for (const good of ["203.0.113.7", "203.0.113.0/24", "2001:db8::1", "2001:db8::/32", "::1"]) {
    assert.equal(isNetwork(good), true, good);
  }
  for (const bad of ["", "partner.example", "203.0.113", "203.0.113.256", "203.0.113.0/33", "1.2.3.4/24/7", "2001:db8::/129", "12"]) {
    assert.equal(isNetwork(bad), false, bad);
  }
});

test("addresses may stand in lines or be parted by commas", () => {
  assert.deepEqual(linesOf(" 203.0.113.7\n\n198.51.100.0/24, ::1 "), ["203.0.113.7", "198.51.100.0/24", "::1"]);
});

test("a rate is a whole number that the server takes", () => {
  assert.equal(parseRate("600"), 600);
  assert.equal(parseRate("30 000"), 30_000);
  for (const bad of ["", "0", "-1", "1.5", "30001", "many"]) assert.equal(parseRate(bad), null, bad);
});

test("a key is good to the end of its last day by the company's clock", () => {
  assert.equal(endOf("own", "2026-12-31", ZONE), "2026-12-31T21:00:00.000Z");
  assert.equal(endOf("", "2026-12-31", ZONE), null);
  assert.equal(lastDayOf(endOf("30", "", ZONE), ZONE), addDays(today(ZONE), 30));
});

test("the last day of a life is the one it ends in", () => {
  assert.equal(lastDayOf("2026-12-31T21:00:00Z", ZONE), "2026-12-31");
  assert.equal(lastDayOf("2026-12-31T21:00:01Z", ZONE), "2027-01-01");
  assert.equal(lastDayOf(null, ZONE), "");
});
