import { counter } from "../lib/plural.ts";
import type { RecordWords } from "./record.ru.ts";

const count = counter("en");

export const en: RecordWords = {
  audit: {
    actions: {
      "key.created": "Key created",
      "key.changed": "Key changed",
      "key.activated": "Key activated",
      "key.deactivated": "Key deactivated",
      "key.rotated": "Key rotated",
      "key.revoked": "Key revoked",
      "key.leaked": "Key found in public and switched off",
      "user.invited": "User invited",
      "user.changed": "User changed",
      "user.unblocked": "Access opened",
      "user.blocked": "Access closed",
      "user.signed_out": "Sessions ended",
      "user.invited_again": "Invitation sent again",
      "company.changed": "The company's settings changed",
      "targets.changed": "Targets changed",
      "report.changed": "Settings of the report changed",
    },
    fields: {
      name: "Name",
      scopes: "Scopes",
      roles: "Roles",
      ip_allow: "Addresses",
      rate_per_minute: "Requests a minute",
      expires_at: "Good until",
      state: "State",
      enabled: "Access",
      email: "E-mail",
      language: "Language",
      technician_id: "Technician",
      replaced_by: "Replaced by",
      overlap_until: "Old one works until",
      leaked: "Leak",
      phone: "Phone",
      address: "Address",
      requisites: "Particulars",
    },
    nothing: "none",
    yes: "yes",
    emptyTitle: "No changes yet",
    emptyHint: "Every change of keys, roles and users will be here: who, when and what.",
    settingsHint: "Who changed what, and when; the latest change comes first",
    settingsEmpty: "Every change will be here: who, when and what.",
    same: "Saved with no change",
    shown: (n: number) => `${count(n, { one: "# entry", other: "# entries" })} on this page`,
  },
};
