import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { Answer } from "../../api/types.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";
import { LiftDialog } from "./LiftDialog.tsx";

export type Suppression = Answer<"GET /v1/suppressions">["items"][number];

const LIVE_MS = 30_000;

/** Ours in the reader's words; a server's own words stay as they were said. */
function reasonOf(reason: string, t: Messages): string {
  const [known, rest] = reason.split(": ", 2);
  const words = t.suppressions.reasons[known ?? ""];
  return words ? [words, rest].filter(Boolean).join(": ") : reason;
}

function columnsOf(t: Messages, onLift: ((row: Suppression) => void) | null): Column<Suppression>[] {
  const columns: Column<Suppression>[] = [
    {
      key: "address",
      head: t.suppressions.address,
      bone: 160,
      cell: (row) => (
        <>
          <strong class="mono">{row.address}</strong>
          <small>{t.suppressions.channels[row.channel]}</small>
        </>
      ),
    },
    { key: "reason", phone: "whole", head: t.suppressions.reason, bone: 220, cell: (row) => reasonOf(row.reason, t) },
    { key: "at", width: 168, phone: "whole", head: t.suppressions.since, bone: 110, end: true, cell: (row) => <At at={row.at} /> },
  ];
  if (!onLift) return columns;
  const lift: Column<Suppression> = {
    key: "actions",
    width: 168,
    phone: "corner",
    head: t.integrations.actions,
    bone: 110,
    end: true,
    cell: (row) => (
      <button
        type="button"
        class="button small"
        aria-label={`${t.suppressions.lift}: ${row.address}`}
        onClick={() => onLift(row)}
      >
        <Icon name="send" size={14} />
        {t.suppressions.lift}
      </button>
    ),
  };
  return [...columns, lift];
}

/** The addresses that nothing is sent to, why, since when; one by one they can be written to again. */
export function SuppressionsTab() {
  const { t } = useWords();
  const mayLift = useMay("integrations:write");
  const [asked, setAsked] = useState<Suppression | null>(null);
  const list = useApi("GET /v1/suppressions", {}, { every: () => LIVE_MS });
  const rows = list.data?.items;
  return (
    <section class="panel">
      {list.error && !list.data ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Note icon="send" title={t.suppressions.emptyTitle} hint={t.suppressions.emptyHint} />
      ) : (
        <DataTable
          label={t.integrations.suppressions}
          name="suppressions"
          columns={columnsOf(t, mayLift ? setAsked : null)}
          rows={rows}
          rowKey={(row) => row.id}
          bones={4}
        />
      )}
      {asked && <LiftDialog row={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}
