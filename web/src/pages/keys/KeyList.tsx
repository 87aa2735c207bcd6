import { maskOf, type Key, type KeyState } from "../../api/access.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { number } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { DataTable, Pager, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { Ends } from "./Ends.tsx";
import { KeyChip } from "./KeyChip.tsx";
import { canSwitch, useKeyState } from "./useKeyState.ts";

/** Often enough to see a partner's first request come in. */
const LIVE_MS = 10_000;
const STATES: KeyState[] = ["active", "inactive", "expired", "revoked"];

function Switch({ row }: { row: Key }) {
  const { t } = useWords();
  const change = useKeyState(row);
  const isOn = row.state === "active";
  const word = isOn ? t.keys.deactivate : t.keys.activate;
  return (
    <span class="row-actions">
      <button
        type="button"
        class="button small"
        disabled={change.isPending}
        aria-label={`${word}: ${row.name}`}
        onClick={() => change.mutate()}
      >
        <Icon name={isOn ? "pause" : "play"} size={14} />
        {word}
      </button>
    </span>
  );
}

/** Two scopes by name, the rest by number. */
function Scopes({ row }: { row: Key }) {
  const { t } = useWords();
  return (
    <span class="tags" title={row.scopes.map((scope) => t.scopes[scope] ?? scope).join("\n")}>
      {row.scopes.slice(0, 2).map((scope) => (
        <code key={scope}>{scope}</code>
      ))}
      {row.scopes.length > 2 && <span class="muted">+{row.scopes.length - 2}</span>}
    </span>
  );
}

function columnsOf(t: Messages, lang: Lang, query: URLSearchParams, mayChange: boolean): Column<Key>[] {
  const columns: Column<Key>[] = [
    {
      key: "name",
      head: t.keys.name,
      bone: 140,
      cell: (row) => (
        <>
          <Link class="row-link" href={address("/integrations", patched(query, { key: row.id }))}>
            {row.name}
          </Link>
          <small class="mono">{maskOf(row)}</small>
        </>
      ),
    },
    { key: "state", width: 128, head: t.keys.state, bone: 96, cell: (row) => <KeyChip row={row} /> },
    { key: "scopes", width: "27%", drop: 900, phone: "whole", head: t.keys.scopes, bone: 160, cell: (row) => <Scopes row={row} /> },
    {
      key: "used",
      width: 146,
      phone: "quiet",
      head: t.keys.used,
      bone: 96,
      cell: (row) => (row.last_used_at ? <Ago at={row.last_used_at} /> : <span class="muted">{t.keys.never}</span>),
    },
    { key: "rate", width: 154, drop: 1280, phone: "none", head: t.keys.rate, bone: 40, end: true, cell: (row) => number(row.rate_per_minute, lang) },
    {
      key: "expires",
      width: 154,
      phone: "none",
      head: t.keys.expires,
      bone: 80,
      end: true,
      cell: (row) => <Ends row={row} />,
    },
  ];
  if (!mayChange) return columns;
  const actions: Column<Key> = {
    key: "actions",
    width: 140,
    head: t.keys.actions,
    bone: 104,
    end: true,
    cell: (row) => canSwitch(row) && <Switch row={row} />,
  };
  return [...columns, actions];
}

/** Keys that were found in public and have no successor yet; undefined until that is known. */
function useLeaked(): Key[] | undefined {
  const keys = useApi("GET /v1/keys", { query: { state: "inactive" } }, { every: () => LIVE_MS });
  if (keys.isPending) return undefined;
  return keys.data?.items.filter((one) => one.leaked && !one.replaced_by) ?? [];
}

function LeakedBanner({ row }: { row: Key }) {
  const { t } = useWords();
  const { query } = usePlace();
  return (
    <p class="banner page-banner" data-tone="bad" role="alert">
      <Icon name="triangle-alert" />
      <span>
        {t.keys.leaked(row.name)}{" "}
        <Link class="strong-link" href={address("/integrations", patched(query, { key: row.id }))}>
          {t.keys.rotate}
        </Link>
      </span>
    </p>
  );
}

function StateFilter({ state }: { state: KeyState | undefined }) {
  const { t } = useWords();
  const to = (one: KeyState | null): string => address("/integrations", { tab: "keys", state: one });
  return (
    <nav class="filter" aria-label={t.keys.stateFilter}>
      <Link class="filter-item" href={to(null)} aria-current={state ? undefined : "true"}>
        {t.keys.all}
      </Link>
      {STATES.map((one) => (
        <Link key={one} class="filter-item" href={to(one)} aria-current={state === one ? "true" : undefined}>
          {t.keys.states[one]}
        </Link>
      ))}
    </nav>
  );
}

function NothingYet() {
  const { t } = useWords();
  const mayChange = useMay("keys:write");
  return (
    <Note icon="key-round" title={t.keys.emptyTitle} hint={t.keys.emptyHint}>
      {mayChange && (
        <button type="button" class="button primary" onClick={() => setQuery({ new: "1" })}>
          <Icon name="plus" />
          {t.keys.create}
        </button>
      )}
    </Note>
  );
}

/** Every key there is or was; one in public is the first thing to see, on whichever page of the list it stands. */
export function KeyList() {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const mayChange = useMay("keys:write");
  const state = STATES.find((one) => one === query.get("state"));
  const cursor = query.get("cursor");
  const list = useApi(
    "GET /v1/keys",
    { query: { ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) } },
    { keep: true, every: () => LIVE_MS },
  );
  const leaked = useLeaked();
  // Rows and warnings come at once and as a new panel, so that nothing moves under the reader.
  const rows = leaked && list.data?.items;
  return (
    <>
      {leaked?.map((row) => <LeakedBanner key={row.id} row={row} />)}
      <section class="panel" key={leaked?.length ? "warned" : "calm"}>
        <StateFilter state={state} />
        {list.error && !list.data ? (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        ) : rows?.length === 0 && state ? (
          <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
            <Link class="button" href={address("/integrations", { tab: "keys" })}>
              {t.states.resetFilters}
            </Link>
          </Note>
        ) : rows?.length === 0 ? (
          <NothingYet />
        ) : (
          <>
            <DataTable
              label={t.keys.tab}
              name="keys"
              columns={columnsOf(t, lang, query, mayChange)}
              rows={rows}
              rowKey={(row) => row.id}
              bones={4}
              stale={list.isPlaceholderData}
            />
            <Pager next={list.data?.next_cursor} shown={rows ? t.keys.shown(rows.length) : "\u00a0"} />
          </>
        )}
      </section>
    </>
  );
}
