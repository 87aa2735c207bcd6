import type { Partner } from "../../api/partners.ts";
import type { Fields } from "../../lib/conflict.ts";

/** Who gets the messages of an integration, as the form holds it. */
export interface MessagingDraft {
  audience: string;
  recipients: string;
  language: string;
  writesUnasked: boolean;
  isQuiet: boolean;
  begins: string;
  ends: string;
}

/** Start with what an integration is, or with what is usual. */
export function messagingDraft(messaging: Partner["messaging"] | undefined): MessagingDraft {
  const hours = messaging?.quiet_hours;
  return {
    audience: messaging?.audience ?? "customer",
    recipients: (messaging?.recipients ?? []).join("\n"),
    language: messaging?.language ?? "ru",
    writesUnasked: messaging?.consent === "unless_withdrawn",
    isQuiet: Boolean(hours),
    begins: hours?.begins.slice(0, 5) ?? "21:00",
    ends: hours?.ends.slice(0, 5) ?? "09:00",
  };
}

/** Say it as the API takes it. */
export function messagingOf(draft: MessagingDraft): Fields {
  const lines = draft.recipients.split("\n").map((line) => line.trim());
  return {
    audience: draft.audience,
    recipients: draft.audience === "list" ? lines.filter(Boolean) : [],
    language: draft.language,
    consent: draft.writesUnasked ? "unless_withdrawn" : "required",
    quiet_hours: draft.isQuiet ? { begins: draft.begins, ends: draft.ends } : null,
  };
}
