import assert from "node:assert/strict";
import { test } from "node:test";
import { addressDraft, addressesOf, checkConsent, consentDraft, consentOf, NEW_ADDRESS } from "./customer.ts";

const ZONE = "Europe/Moscow";
const GIVEN = { channel: "site", text_version: "2026-1", given_at: "2026-11-01T06:30:17Z", withdrawn_at: null };

test("an address that is opened and sent unchanged says the same", () => {
  const address = { type: "billing", text: "Речная, 1", entrance: "2", floor: null, apartment: null, note: "Во двор" } as const;

  assert.deepEqual(addressesOf([addressDraft(address)]), [address]);
});

test("an address that nothing was typed into is not sent", () => {
  assert.deepEqual(addressesOf([NEW_ADDRESS, { ...NEW_ADDRESS, text: "  " }]), []);
});

test("a consent keeps its seconds unless its moment is retyped", () => {
  const draft = consentDraft(GIVEN, ZONE);

  assert.equal(draft.given_at, "2026-11-01T09:30");
  assert.deepEqual(consentOf(draft, ZONE), GIVEN);
  assert.equal(consentOf({ ...draft, given_at: "2026-11-01T10:00" }, ZONE).given_at, "2026-11-01T07:00:00.000Z");
});

test("a consent needs its way, its text and when; it is withdrawn after it was given", () => {
  const draft = consentDraft(GIVEN, ZONE);

  assert.deepEqual(checkConsent(draft), {});
  assert.deepEqual(checkConsent({ ...draft, withdrawn_at: "2026-10-31T10:00" }), { withdrawn_at: "withdrawnBefore" });
  assert.deepEqual(checkConsent({ channel: "", text_version: " ", given_at: "", withdrawn_at: "", kept: ["", ""] }), {
    channel: "required",
    text_version: "required",
    given_at: "required",
  });
});
