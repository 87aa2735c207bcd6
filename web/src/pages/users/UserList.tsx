import type { Role, User } from "../../api/access.ts";
import { useApi } from "../../api/data.ts";
import { useMay, useMe } from "../../api/me.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Link } from "../../ui/Link.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { UserChip } from "./UserChip.tsx";
import { useAccess } from "./useUser.ts";

function Access({ user }: { user: User }) {
  const { t } = useWords();
  const change = useAccess(user);
  return (
    <span class="row-actions">
      <button type="button" class="button small" disabled={change.isPending} onClick={() => change.mutate()}>
        {user.enabled ? t.users.disable : t.users.enable}
        <span class="sr-only"> {user.name || user.email}</span>
      </button>
    </span>
  );
}

/** Names of technicians by id, to say who a user is in the field. */
export function useTechnicianNames(): Map<string, string> {
  const list = useApi("GET /v1/technicians", {}, { staleTime: 60_000 });
  return new Map(list.data?.items.map((one) => [one.id, one.name]));
}

function columnsOf(t: Messages, query: URLSearchParams, technicians: Map<string, string>, me: string | undefined): Column<User>[] {
  return [
    {
      key: "name",
      head: t.users.name,
      bone: 140,
      cell: (user) => (
        <>
          <Link class="row-link" href={address("/settings/users", patched(query, { user: user.id }))}>
            {user.name || user.email}
            {user.id === me && <span class="muted"> — {t.users.you}</span>}
          </Link>
          <small>{user.email}</small>
        </>
      ),
    },
    { key: "state", width: 152, head: t.users.state, bone: 96, cell: (user) => <UserChip user={user} /> },
    { key: "roles", width: "26%", phone: "quiet wrap", head: t.users.role, bone: 140, cell: (user) => user.roles.map((role) => t.roles[role]).join(", ") },
    {
      key: "technician",
      drop: 900,
      phone: "none",
      head: t.users.technician,
      bone: 120,
      cell: (user) =>
        user.technician_id ? (
          (technicians.get(user.technician_id) ?? user.technician_id)
        ) : (
          <span class="muted">{t.dash}</span>
        ),
    },
  ];
}

function Filters({ role }: { role: string | undefined }) {
  const { t } = useWords();
  return (
    <div class="toolbar">
      <SearchField label={t.users.search} placeholder={t.users.searchHint} />
      <select
        class="input select"
        aria-label={t.users.role}
        value={role ?? ""}
        onChange={(event) => setQuery({ role: event.currentTarget.value })}
      >
        <option value="">{t.users.anyRole}</option>
        {Object.entries(t.roles).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Everyone who signs in. They are few, so they are sought in here. */
export function UserList() {
  const { t } = useWords();
  const { query } = usePlace();
  const mayChange = useMay("users:write");
  const me = useMe()?.id;
  const technicians = useTechnicianNames();
  const list = useApi("GET /v1/users", {});
  const words = (query.get("q") ?? "").toLowerCase();
  const role = Object.keys(t.roles).find((one) => one === query.get("role")) as Role | undefined;
  const rows = list.data?.items.filter(
    (user) => (!role || user.roles.includes(role)) && `${user.name} ${user.email}`.toLowerCase().includes(words),
  );
  const columns = columnsOf(t, query, technicians, me);
  const actions: Column<User> = {
    key: "actions",
    width: 128,
    head: t.users.actions,
    bone: 80,
    end: true,
    cell: (user) => user.id !== me && <Access user={user} />,
  };
  return (
    <section class="panel">
      <Filters role={role} />
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data?.items.length === 0 ? (
        <Note icon="users" title={t.users.emptyTitle} hint={t.users.emptyHint} />
      ) : rows?.length === 0 ? (
        <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
          <Link class="button" href="/settings/users">
            {t.states.resetFilters}
          </Link>
        </Note>
      ) : (
        <>
          <DataTable
            label={t.users.list}
            name="users"
            columns={mayChange ? [...columns, actions] : columns}
            rows={rows}
            rowKey={(user) => user.id}
          />
          <div class="pager">
            <span class="muted" aria-live="polite">
              {rows ? t.users.count(rows.length) : "\u00a0"}
            </span>
          </div>
        </>
      )}
    </section>
  );
}
