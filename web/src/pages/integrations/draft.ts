import type { Connector, Partner } from "../../api/partners.ts";
import type { Fields } from "../../lib/conflict.ts";
import { number } from "../../lib/format.ts";
import type { Messages } from "../../lib/i18n.ts";
import { faultOf, filterOf, type Known } from "../../lib/partnerFilter.ts";
import { draftOf, faultsOf, slotsOf, valuesOf, type Draft as Slots, type Fault, type Schema, type Slot } from "../../lib/schema.ts";
import { filterDraft, parsed, type FilterDraft } from "./FilterFields.tsx";
import { messagingDraft, messagingOf, type MessagingDraft } from "./messaging.ts";
import { headerRows, headersOf, isHalf, type HeaderRow } from "./HeaderFields.tsx";

/** What an integration may be sent: the least and the most of each limit, and what is usual. */
export const LIMITS = {
  rate_per_minute: [1, 30_000, 600],
  concurrency: [1, 50, 10],
  timeout_s: [1, 30, 15],
} as const;
export type Limit = keyof typeof LIMITS;
export const LIMIT_NAMES = Object.keys(LIMITS) as Limit[];

export interface Draft {
  name: string;
  events: string[];
  settings: Slots;
  /** Settings that have a page of their own: the form leaves them as they are. */
  others: Fields;
  credentials: Slots;
  filter: FilterDraft;
  headers: HeaderRow[];
  limits: Record<Limit, string>;
  serial: boolean;
  payload: string;
  /** Null where events go out, not messages. */
  messaging: MessagingDraft | null;
}

export interface Form {
  settings: Slot[];
  credentials: Slot[];
  /** What an address of the kind is; null where events go out, not messages. */
  reaches: string | null;
}

/** Name the fields that a kind asks for. */
export function formOf(kind: Connector, lang: string): Form {
  return {
    settings: slotsOf(kind.settings_schema as Schema, lang),
    credentials: slotsOf(kind.credentials_schema as Schema, lang),
    reaches: kind.reaches,
  };
}

/** Start a form empty, or with what an integration is. */
export function draftFrom(form: Form, partner: Partner | null): Draft {
  const limits = (partner?.limits ?? {}) as Partial<Record<Limit, number>>;
  return {
    name: partner?.name ?? "",
    events: [...(partner?.event_types ?? [])],
    settings: draftOf(form.settings, (partner?.settings ?? {}) as Fields),
    others: othersOf(form.settings, (partner?.settings ?? {}) as Fields),
    credentials: draftOf(form.credentials, {}),
    filter: filterDraft(partner?.filter ?? null),
    headers: headerRows((partner?.headers ?? {}) as Record<string, string>),
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, String(limits[name] ?? LIMITS[name][2])])) as Draft["limits"],
    serial: partner?.serial ?? false,
    payload: partner?.payload ?? "full",
    messaging: form.reaches ? messagingDraft(partner?.messaging) : null,
  };
}

/** Say the form as the API takes it; credentials only where some were typed. */
export function fieldsFrom(draft: Draft, form: Form, known: ReadonlyMap<string, Known>, kind: Connector): Fields {
  const credentials = valuesOf(form.credentials, draft.credentials);
  return {
    name: draft.name.trim(),
    event_types: draft.events,
    settings: { ...draft.others, ...valuesOf(form.settings, draft.settings) },
    filter: filterFrom(draft.filter, known),
    headers: headersOf(draft.headers),
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, Number(draft.limits[name])])),
    serial: draft.serial,
    ...(kind.signs ? { payload: draft.payload } : {}),
    ...(draft.messaging ? { messaging: messagingOf(draft.messaging) } : {}),
    ...(Object.keys(credentials).length > 0 ? { credentials } : {}),
  };
}

function othersOf(slots: readonly Slot[], known: Fields): Fields {
  const drawn = new Set(slots.map((slot) => slot.name));
  return Object.fromEntries(Object.entries(known).filter(([name]) => !drawn.has(name)));
}

/** Say the filter as the API takes it. */
export function filterFrom(filter: FilterDraft, known: ReadonlyMap<string, Known>): unknown {
  return filter.json === null ? filterOf(filter, known) : parsed(filter.json);
}

export interface Wrong {
  name?: string;
  events?: string;
  filter?: string;
  headers?: string;
  limits: Partial<Record<Limit, string>>;
  settings: Record<string, Fault>;
  credentials: Record<string, Fault>;
}

/** Find what is wrong before the server is asked. */
export function check(draft: Draft, form: Form, kept: Fields, t: Messages, lang: string): Wrong {
  const wrong: Wrong = {
    limits: {},
    settings: faultsOf(form.settings, draft.settings),
    credentials: faultsOf(form.credentials, draft.credentials, kept),
  };
  if (!draft.name.trim()) wrong.name = t.problem.required;
  if (draft.events.length === 0) wrong.events = t.problem.pickOne;
  const { json, rows } = draft.filter;
  if (json !== null && parsed(json) === undefined) wrong.filter = t.filter.badJson;
  if (json === null && rows.some((row) => faultOf(row))) wrong.filter = t.problem.invalid;
  if (draft.headers.some(isHalf)) wrong.headers = t.headers.bad;
  for (const name of LIMIT_NAMES) {
    const [least, most] = LIMITS[name];
    const value = Number(draft.limits[name]);
    if (!Number.isInteger(value) || value < least || value > most) wrong.limits[name] = t.limits.between(least, number(most, lang));
  }
  return wrong;
}

/** Tell whether the form may go. */
export function isRight({ limits, settings, credentials, ...rest }: Wrong): boolean {
  return [limits, settings, credentials, rest].every((part) => Object.keys(part).length === 0);
}
