import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { minutes } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import type { Policy, Rules } from "../../lib/rules.ts";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { CalendarForm } from "./CalendarForm.tsx";
import { CalendarPanel } from "./CalendarPanel.tsx";
import { PolicyForm } from "./PolicyForm.tsx";
import { prioritiesOf, typesOf } from "./words.ts";

/** Which form is open: the calendar's, or that of a policy, null being a new one. */
type Open = "calendar" | { policy: Policy | null };

function columnsOf(t: Messages, lang: Lang, edit: ((policy: Policy) => void) | null): Column<Policy>[] {
  const time = (key: "response" | "resolution", of: (row: Policy) => number): Column<Policy> => ({
    key,
    head: t.sla[key],
    bone: 56,
    cell: (row) => (
      <>
        <span class="on-phone">{t.sla[key]}: </span>
        {minutes(of(row), lang)}
      </>
    ),
  });
  const columns: Column<Policy>[] = [
    { key: "id", head: t.rules.id, bone: 80, cell: (row) => <strong>{row.id}</strong> },
    { key: "types", phone: "wrap", head: t.rules.types, bone: 96, cell: (row) => typesOf(row.types, t) },
    { key: "priorities", phone: "wrap", head: t.rules.priorities, bone: 96, cell: (row) => prioritiesOf(row.priorities, t) },
    time("response", (row) => row.response_minutes),
    time("resolution", (row) => row.resolution_minutes),
    { key: "works", drop: 900, phone: "quiet", head: t.rules.works, bone: 112, cell: (row) => t.rules.worksShort[row.works ?? "calendar"] },
  ];
  if (!edit) return columns;
  const actions: Column<Policy> = {
    key: "actions",
    width: 118,
    phone: "corner",
    head: t.technicians.actions,
    bone: 72,
    end: true,
    cell: (row) => (
      <button type="button" class="button small" onClick={() => edit(row)}>
        {t.card.edit}
        <span class="sr-only"> {row.id}</span>
      </button>
    ),
  };
  return [...columns, actions];
}

function Policies({ rules, onOpen }: { rules: Rules | undefined; onOpen: ((policy: Policy | null) => void) | null }) {
  const { t, lang } = useWords();
  const rows = rules?.policies;
  return (
    <section class="panel">
      <header class="panel-head">
        <div>
          <h2>{t.rules.policies}</h2>
          <p class="muted">{t.rules.policiesHint}</p>
        </div>
        {onOpen && (
          <button type="button" class="button primary" disabled={!rules} onClick={() => onOpen(null)}>
            <Icon name="plus" />
            {t.rules.create}
          </button>
        )}
      </header>
      {rows?.length === 0 ? (
        <Note icon="timer" title={t.rules.emptyTitle} hint={t.rules.emptyHint} />
      ) : (
        <DataTable label={t.rules.policies} name="policies" columns={columnsOf(t, lang, onOpen)} rows={rows} rowKey={(row) => row.id} bones={3} />
      )}
    </section>
  );
}

/** What is promised for which orders, and when the company works. */
export function SlaPage() {
  const { t } = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const mayWrite = useMay("sla:write");
  const one = useApi("GET /v1/sla", {});
  const rules = one.data;
  const close = (): void => setOpen(null);
  return (
    <>
      <PageHead title={t.rules.title} subtitle={t.rules.subtitle} />
      {one.error && !rules ? (
        <section class="panel">
          <Failure error={one.error} onRetry={() => void one.refetch()} />
        </section>
      ) : (
        <>
          <Policies rules={rules} onOpen={mayWrite ? (policy) => setOpen({ policy }) : null} />
          <CalendarPanel rules={rules} onEdit={mayWrite ? () => setOpen("calendar") : null} />
          {rules?.updated_at && (
            <p class="muted">
              {t.rules.changed(rules.updated_by?.name ?? "")} <Ago at={rules.updated_at} />
            </p>
          )}
        </>
      )}
      {rules && open === "calendar" && <CalendarForm rules={rules} onClose={close} />}
      {rules && open && open !== "calendar" && <PolicyForm rules={rules} policy={open.policy} onClose={close} />}
    </>
  );
}
