import type { ComponentChildren } from "preact";
import type { Entry } from "../api/access.ts";
import { config } from "../api/config.ts";
import { useApi } from "../api/data.ts";
import { instant, number } from "../lib/format.ts";
import { useWords, type Lang, type Messages } from "../lib/i18n.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.ts";
import { Note } from "./States.tsx";
import { At } from "./Time.tsx";

const LOOKS: Record<string, [IconName, string]> = {
  "key.created": ["plus", "green"],
  "key.activated": ["play", "green"],
  "key.deactivated": ["pause", "grey"],
  "key.rotated": ["rotate-cw", "violet"],
  "key.revoked": ["ban", "red"],
  "key.leaked": ["triangle-alert", "red"],
  "user.invited": ["plus", "green"],
  "user.invited_again": ["send", "blue"],
  "user.unblocked": ["circle-check", "green"],
  "user.blocked": ["ban", "red"],
  "user.signed_out": ["log-out", "grey"],
};

const KEPT_MS = 60_000;

/** What a person has is a name, what a key has is a title. */
function fieldName(field: string, action: string, t: Messages): string {
  if (field === "name" && action.startsWith("user.")) return t.users.name;
  return t.audit.fields[field] ?? field;
}

/** A value of the record in words. */
function said(field: string, value: unknown, t: Messages, lang: Lang): string {
  if (value === null || value === undefined || value === false || value === "") return t.audit.nothing;
  if (value === true) return t.audit.yes;
  if (typeof value === "number") return number(value, lang);
  if (Array.isArray(value)) return value.map((one) => said(field, one, t, lang)).join(", ") || t.audit.nothing;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return instant(text, lang, config().company.zone, "minute");
  const known = { scopes: t.scopes, roles: t.roles, state: t.keyState }[field] as Record<string, string> | undefined;
  return known?.[text] ?? text;
}

/** The name of whom a user was tied to; the id while, or where, there is none. */
function Technician({ id }: { id: string }) {
  const staff = useApi("GET /v1/technicians", {}, { staleTime: KEPT_MS });
  return <>{staff.data?.items.find((one) => one.id === id)?.name ?? id}</>;
}

/** How what changed is called where a field, or a value, goes by a name of the page's own; undefined is as usual. */
export interface OwnWords {
  nameOf: (field: string) => string | undefined;
  show: (field: string, value: unknown) => string | undefined;
}

function Change({ field, name, change, own }: { field: string; name: string; change: unknown; own?: OwnWords | undefined }) {
  const { t, lang } = useWords();
  const { from, to } = (change ?? {}) as { from?: unknown; to?: unknown };
  const isNew = from === null || from === undefined || from === "";
  const show = (value: unknown) =>
    field === "technician_id" && value ? <Technician id={String(value)} /> : (own?.show(field, value) ?? said(field, value, t, lang));
  return (
    <p class="timeline-reason">
      {name}: {!isNew && <>{show(from)} → </>}
      {show(to)}
    </p>
  );
}

function Step({ entry, subject, own }: { entry: Entry; subject: ComponentChildren; own?: OwnWords | undefined }) {
  const { t } = useWords();
  const [icon, tone] = LOOKS[entry.action] ?? ["pencil", "grey"];
  const { actor } = entry;
  const who = actor.name && actor.name !== actor.id ? actor.name : (t.actor[actor.kind as "user"] ?? actor.kind);
  return (
    <li>
      <span class="tone" data-tone={tone}>
        <Icon name={icon} />
      </span>
      <div>
        <p>
          <strong>{t.audit.actions[entry.action] ?? entry.action}</strong>
          <span class="muted">
            <At at={entry.at} />
          </span>
        </p>
        {subject && <p>{subject}</p>}
        {Object.entries(entry.changes).map(([field, change]) => (
          <Change key={field} field={field} name={own?.nameOf(field) ?? fieldName(field, entry.action, t)} change={change} own={own} />
        ))}
        {own && Object.keys(entry.changes).length === 0 && <p class="timeline-reason">{t.audit.same}</p>}
        <p class="muted">{who}</p>
      </div>
    </li>
  );
}

interface Props {
  entries: readonly Entry[];
  /** What a row is about, where the list is not about one thing. */
  subjectOf?: (entry: Entry) => ComponentChildren;
  /** What is said of settings, where the list is about them. */
  own?: OwnWords;
}

/** Who did what to keys, users or settings, the last thing first. */
export function AccessLog({ entries, subjectOf, own }: Props) {
  const { t } = useWords();
  if (entries.length === 0) return <Note icon="scroll-text" title={t.audit.emptyTitle} hint={own ? t.audit.settingsEmpty : t.audit.emptyHint} />;
  return (
    <ol class="timeline">
      {entries.map((entry) => (
        <Step key={entry.id} entry={entry} subject={subjectOf?.(entry)} own={own} />
      ))}
    </ol>
  );
}
