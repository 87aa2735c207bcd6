import type { Answer, Body } from "../api/types.ts";
import type { Fields } from "./conflict.ts";

export type Rules = Answer<"GET /v1/sla">;
export type RulesIn = Body<"PUT /v1/sla">;
export type Policy = NonNullable<RulesIn["policies"]>[number];
export type OwnDay = NonNullable<RulesIn["calendar"]["exceptions"]>[number];

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type WeekDay = (typeof DAYS)[number];

const POLICY = "policy.";

/** Name the field that stands for a policy. */
export function fieldOf(id: string): string {
  return POLICY + id;
}

/** Tell which policy a field stands for. */
export function policyIn(field: string): string | null {
  return field.startsWith(POLICY) ? field.slice(POLICY.length) : null;
}

function policyOf({ id, types = [], priorities = [], response_minutes, resolution_minutes, works = "calendar" }: Policy): Policy {
  return { id, types, priorities, response_minutes, resolution_minutes, works };
}

function ownDay({ day, hours = [], note = "" }: OwnDay): OwnDay {
  return { day, hours, note };
}

/** Take the one document apart, so that two people who change different parts do not cross. */
export function fieldsOf({ calendar, policies = [] }: Rules): Fields {
  return {
    ...Object.fromEntries(DAYS.map((day) => [day, calendar?.week[day] ?? []])),
    holidays: calendar?.holidays ?? "RU",
    exceptions: (calendar?.exceptions ?? []).map(ownDay),
    ...Object.fromEntries(policies.map((one) => [fieldOf(one.id), policyOf(one)])),
  };
}

/** Put the document together again with some fields changed; a policy of null is gone. */
export function bodyOf(rules: Rules, changed: Fields): RulesIn {
  const all = { ...fieldsOf(rules), ...changed };
  return {
    calendar: {
      week: Object.fromEntries(DAYS.map((day) => [day, all[day]])) as RulesIn["calendar"]["week"],
      holidays: all["holidays"] as "RU" | "none",
      exceptions: all["exceptions"] as OwnDay[],
    },
    policies: Object.entries(all)
      .filter(([field, value]) => policyIn(field) !== null && value)
      .map(([, value]) => value as Policy),
  };
}
