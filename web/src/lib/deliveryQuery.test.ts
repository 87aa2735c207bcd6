import assert from "node:assert/strict";
import { test } from "node:test";
import { isNarrowed, readLog, toApi } from "./deliveryQuery.ts";

const ZONE = "Europe/Moscow";

test("the filters of the log are read from the address and said as the API takes them", () => {
  const query = new URLSearchParams("integration=i1&state=failed&event=order.created&answer=5xx&fault=timeout&q= 12 ");

  assert.deepEqual(toApi(readLog(query, ZONE), ZONE), {
    integration_id: "i1",
    state: "failed",
    event_type: "order.created",
    status_class: "5xx",
    error_class: "timeout",
    order: "12",
  });
});

test("days of the company's calendar become instants, the last day whole", () => {
  const filters = readLog(new URLSearchParams("from=2026-11-01&to=2026-11-02"), ZONE);

  assert.deepEqual(toApi(filters, ZONE), { from: "2026-10-31T21:00:00.000Z", to: "2026-11-02T21:00:00.000Z" });
  assert.equal(isNarrowed(filters), true);
});

test("what makes no sense is left out, and nothing asked is all of the log", () => {
  const filters = readLog(new URLSearchParams("state=lost&answer=9xx&from=2026-11-31&days=5"), ZONE);

  assert.deepEqual(toApi(filters, ZONE), {});
  assert.equal(isNarrowed(filters), false);
});
