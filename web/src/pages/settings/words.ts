import { ApiError } from "../../api/problem.ts";
import { day, minutes } from "../../lib/format.ts";
import { hours } from "../../lib/hours.ts";
import { words, type Lang, type Messages } from "../../lib/i18n.ts";
import { DAYS, policyIn, type OwnDay, type Policy, type WeekDay } from "../../lib/rules.ts";

/** Name a weekday; the first of January 2024 was a Monday. */
export function weekday(name: WeekDay, lang: Lang, style: "long" | "short" = "long"): string {
  const date = new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(name)));
  const text = new Intl.DateTimeFormat(lang, { weekday: style, timeZone: "UTC" }).format(date);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Say for which types a policy holds. */
export function typesOf(types: Policy["types"], t: Messages): string {
  return types?.map((one) => t.orderTypes[one] ?? one).join(", ") || t.rules.anyType;
}

/** Say for which priorities a policy holds. */
export function prioritiesOf(priorities: Policy["priorities"], t: Messages): string {
  return priorities?.map((one) => t.priority[one]).join(", ") || t.rules.anyPriority;
}

/** Say what happens on a day of its own. */
export function ownDay(one: OwnDay, lang: Lang, t: Messages): string {
  const note = one.note ? ` (${one.note})` : "";
  return `${day(one.day, lang, true)}: ${hours(one.hours) || t.rules.closed}${note}`;
}

/** Name a field of the rules, where somebody else has changed it too. */
export function nameOf(field: string, lang: Lang, t: Messages): string {
  const policy = policyIn(field);
  if (policy !== null) return t.rules.policy(policy);
  if (field === "holidays") return t.rules.holidays;
  return field === "exceptions" ? t.rules.exceptions : weekday(field as WeekDay, lang);
}

/** Say the value of a field of the rules. */
export function show(field: string, value: unknown, lang: Lang, t: Messages): string {
  if (policyIn(field) !== null) return value ? summary(value as Policy, lang, t) : t.rules.noPolicy;
  if (field === "holidays") return t.rules.calendars[value as "RU" | "none"];
  if (field === "exceptions") return (value as OwnDay[]).map((one) => ownDay(one, lang, t)).join("\n") || t.rules.noExceptions;
  return hours(value as string[]) || t.rules.closed;
}

function summary(policy: Policy, lang: Lang, t: Messages): string {
  const times = [
    `${t.sla.response}: ${minutes(policy.response_minutes, lang)}`,
    `${t.sla.resolution}: ${minutes(policy.resolution_minutes, lang)}`,
  ];
  const scope = [typesOf(policy.types, t), prioritiesOf(policy.priorities, t)];
  return [...scope, ...times, t.rules.worksShort[policy.works ?? "calendar"]].join(" · ");
}

/** Say what the server has against a part of the rules, in our words where we know them. */
export function ruleAt(error: unknown, ...fields: string[]): string | undefined {
  const found = error instanceof ApiError ? error.errors.find((one) => fields.some((name) => isWithin(one.field, name))) : undefined;
  return found && said(found.rule);
}

function isWithin(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}.`);
}

function said(rule: string): string {
  const { problem, rules } = words();
  const rival = /holds for orders that (\S+) holds for/.exec(rule);
  if (rival) return rules.rival(rival[1]!);
  if (/must not exceed/.test(rule)) return rules.responseFirst;
  if (/must be unique/.test(rule)) return rules.taken;
  if (/must fit into/.test(rule)) return rules.tooLong;
  if (/open hours on some day/.test(rule)) return rules.neverOpen;
  if (/must be named once/.test(rule)) return rules.twice;
  return problem.refused(rule);
}
