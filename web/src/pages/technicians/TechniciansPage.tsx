import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { Technician } from "../../api/types.ts";
import { phone } from "../../lib/format.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { ActiveChip } from "../../ui/Chip.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { ActiveToggle } from "./ActiveToggle.tsx";
import { TechnicianCard } from "./TechnicianCard.tsx";
import { TechnicianForm } from "./TechnicianForm.tsx";

function columnsOf(t: Messages, query: URLSearchParams): Column<Technician>[] {
  return [
    {
      key: "name",
      head: t.technicians.name,
      bone: 128,
      cell: (row) => (
        <Link class="row-link" href={address("/technicians", patched(query, { technician: row.id }))}>
          {row.name}
        </Link>
      ),
    },
    { key: "state", width: 136, head: t.technicians.state, bone: 80, cell: (row) => <ActiveChip active={row.active} /> },
    { key: "phone", width: 156, head: t.technicians.phone, bone: 112, cell: (row) => row.phone && phone(row.phone) },
    { key: "skills", phone: "whole", head: t.technicians.skills, bone: 160, cell: (row) => row.skills.join(", ") },
    { key: "zones", drop: 900, phone: "none", head: t.technicians.zones, bone: 112, cell: (row) => row.zones.join(", ") },
  ];
}

/** What a technician is found by. */
function textOf({ name, phone: number, skills, zones }: Technician): string {
  return [name, number, number && phone(number), ...skills, ...zones].filter(Boolean).join(" ").toLowerCase();
}

/** Who does the work: all of them, also those who no longer do. */
export function TechniciansPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const [isNew, setNew] = useState(false);
  const mayEdit = useMay("technicians:write");
  const onlyActive = query.get("active") === "1";
  const list = useApi("GET /v1/technicians", {});
  const words = (query.get("q") ?? "").trim().toLowerCase();
  const rows = list.data?.items.filter((one) => (!onlyActive || one.active) && textOf(one).includes(words));
  const opened = query.get("technician");
  const columns = columnsOf(t, query);
  const actions: Column<Technician> = {
    key: "actions",
    width: 150,
    head: t.technicians.actions,
    bone: 80,
    end: true,
    cell: (row) => (
      <span class="row-actions">
        <ActiveToggle technician={row} />
      </span>
    ),
  };
  return (
    <>
      <PageHead title={t.technicians.title} subtitle={t.technicians.subtitle}>
        {mayEdit && (
          <button type="button" class="button primary" onClick={() => setNew(true)}>
            <Icon name="plus" />
            {t.technicians.create}
          </button>
        )}
      </PageHead>
      <section class="panel">
        <div class="toolbar">
          <SearchField label={t.technicians.search} placeholder={t.technicians.searchHint} />
          <button
            type="button"
            class="button toggle"
            aria-pressed={onlyActive}
            onClick={() => setQuery({ active: onlyActive ? null : "1" })}
          >
            <Icon name="circle-check" />
            {t.technicians.onlyActive}
          </button>
        </div>
        {list.error && !list.data ? (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        ) : rows?.length === 0 && list.data!.items.length > 0 ? (
          <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
            <Link class="button" href="/technicians">
              <Icon name="x" />
              {t.states.resetFilters}
            </Link>
          </Note>
        ) : rows?.length === 0 ? (
          <Note icon="user" title={t.technicians.emptyTitle} hint={t.technicians.emptyHint} />
        ) : (
          <DataTable
            label={t.technicians.title}
            name="technicians"
            columns={mayEdit ? [...columns, actions] : columns}
            rows={rows}
            rowKey={(row) => row.id}
          />
        )}
      </section>
      {opened && <TechnicianCard key={opened} id={opened} onClose={() => setQuery({ technician: null })} />}
      {isNew && <TechnicianForm technician={null} onClose={() => setNew(false)} />}
    </>
  );
}
