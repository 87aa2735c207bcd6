import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { Customer } from "../../api/types.ts";
import { phone } from "../../lib/format.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { DataTable, Pager, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { CustomerCard } from "./CustomerCard.tsx";
import { CustomerForm } from "./CustomerForm.tsx";

const ROWS = 50;

function columnsOf(t: Messages, query: URLSearchParams): Column<Customer>[] {
  return [
    {
      key: "name",
      head: t.customers.name,
      bone: 160,
      cell: (row) => (
        <Link class="row-link" href={address("/customers", patched(query, { customer: row.id }))}>
          {row.name}
        </Link>
      ),
    },
    { key: "kind", width: 104, phone: "end quiet", head: t.customers.kind, bone: 72, cell: (row) => t.customers.kinds[row.kind ?? "person"] },
    { key: "phone", width: 156, head: t.customers.phones, bone: 112, cell: (row) => row.phones?.[0] && phone(row.phones[0]) },
    { key: "email", drop: 900, phone: "none", head: t.customers.emails, bone: 144, cell: (row) => row.emails?.[0] },
    { key: "made", width: 150, phone: "end quiet", head: t.customers.since, bone: 72, end: true, cell: (row) => <Ago at={row.created_at} /> },
  ];
}

function List({ q, cursor }: { q: string; cursor: string | null }) {
  const { t } = useWords();
  const { query } = usePlace();
  const list = useApi(
    "GET /v1/customers",
    { query: { limit: ROWS, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) } },
    { keep: true },
  );
  if (list.error && !list.data) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data?.items.length === 0) {
    return q ? (
      <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
        <Link class="button" href="/customers">
          <Icon name="x" />
          {t.states.resetFilters}
        </Link>
      </Note>
    ) : (
      <Note icon="users" title={t.customers.emptyTitle} hint={t.customers.emptyHint} />
    );
  }
  return (
    <>
      <DataTable
        label={t.customers.title}
        name="customers"
        columns={columnsOf(t, query)}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        stale={list.isPlaceholderData}
      />
      <Pager next={list.data?.next_cursor} shown={list.data ? t.customers.shown(list.data.items.length) : "\u00a0"} />
    </>
  );
}

/** Everybody the company works for. */
export function CustomersPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const [isNew, setNew] = useState(false);
  const mayEdit = useMay("customers:write");
  const mayRead = useMay("customers:read");
  const opened = query.get("customer");
  return (
    <>
      <PageHead title={t.customers.title} subtitle={t.customers.subtitle}>
        {mayEdit && (
          <button type="button" class="button primary" onClick={() => setNew(true)}>
            <Icon name="plus" />
            {t.customers.create}
          </button>
        )}
      </PageHead>
      {mayRead ? (
        <section class="panel">
          <div class="toolbar">
            <SearchField label={t.customers.search} placeholder={t.customers.searchHint} />
          </div>
          <List q={query.get("q") ?? ""} cursor={query.get("cursor")} />
        </section>
      ) : (
        <Note icon="lock" title={t.states.forbiddenTitle} hint={t.states.forbiddenHint} />
      )}
      {opened && <CustomerCard key={opened} id={opened} onClose={() => setQuery({ customer: null })} />}
      {isNew && <CustomerForm customer={null} onClose={() => setNew(false)} />}
    </>
  );
}
