import assert from "node:assert/strict";
import { test } from "node:test";
import { readLog } from "./deliveryQuery.ts";
import { bodyOf, check, draftOf } from "./replay.ts";

const ZONE = "Europe/Moscow";
const NOW = new Date("2026-11-22T10:30:20Z");
const WORDS = {
  replay: { badWindow: "window", pickTarget: "target", pickSource: "source" },
  limits: { between: () => "rate" },
};

test("a replay starts with what the log shows and ends now", () => {
  const filters = readLog(new URLSearchParams("integration=i1&event=order.created&q=12&from=2026-11-20&to=2026-11-30"), ZONE);

  const draft = draftOf(filters, ZONE, NOW);

  assert.deepEqual([draft.from, draft.to], ["2026-11-20T00:00", "2026-11-22T13:30"]);
  assert.deepEqual(check(draft, ZONE, NOW, WORDS), {});
  assert.deepEqual(bodyOf(draft, ZONE, NOW), {
    filter: {
      from: "2026-11-19T21:00:00.000Z",
      to: "2026-11-22T10:30:20.000Z",
      integration_ids: ["i1"],
      event_types: ["order.created"],
      states: ["failed"],
      order: "12",
    },
    rate_per_minute: 60,
  });
});

test("what came within the last minute belongs to the window, however long the form was open", () => {
  const draft = draftOf(readLog(new URLSearchParams("from=2026-11-20&to=2026-11-30"), ZONE), ZONE, NOW);

  const later = new Date("2026-11-22T10:34:05Z");

  assert.equal(bodyOf(draft, ZONE, later).filter.to, "2026-11-22T10:31:00.000Z");
  assert.equal(bodyOf({ ...draft, to: "2026-11-22T13:00" }, ZONE, later).filter.to, "2026-11-22T10:00:00.000Z");
});

test("a longer period is cut to what a replay may take", () => {
  const draft = draftOf(readLog(new URLSearchParams("from=2026-09-01&to=2026-11-22"), ZONE), ZONE, NOW);

  assert.equal(draft.from, "2026-10-23T13:31");
  assert.deepEqual(check(draft, ZONE, NOW, WORDS), {});
});

test("a window ahead, no receiver, no source and no rate are found", () => {
  const draft = draftOf(readLog(new URLSearchParams("from=2026-09-01&to=2026-11-22"), ZONE), ZONE, NOW);

  assert.deepEqual(check({ ...draft, to: "2026-11-23T00:00", isElsewhere: true, rate: "0" }, ZONE, NOW, WORDS), {
    window: "window",
    targets: "target",
    rate: "rate",
  });
  assert.deepEqual(check({ ...draft, what: "all" }, ZONE, NOW, WORDS), { sources: "source" });
});

test("other receivers are named, and what they have may be left out", () => {
  const draft = { ...draftOf(readLog(new URLSearchParams("from=2026-09-01&to=2026-11-22"), ZONE), ZONE, NOW), isElsewhere: true, targets: ["i9"] };

  const body = bodyOf({ ...draft, what: "all" }, ZONE, NOW);

  assert.deepEqual([body.target_ids, body.only_missing, body.filter.states], [["i9"], true, undefined]);
});
