import { useState } from "preact/hooks";
import { config } from "../../../api/config.ts";
import { useApi } from "../../../api/data.ts";
import { useMay } from "../../../api/me.ts";
import type { Answer } from "../../../api/types.ts";
import { instant, number, percent } from "../../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../../lib/i18n.ts";
import { Chip } from "../../../ui/Chip.tsx";
import { DataTable, type Column } from "../../../ui/DataTable.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Failure, Note } from "../../../ui/States.tsx";
import { At } from "../../../ui/Time.tsx";
import { ReconcileForm } from "./ReconcileForm.tsx";

type Comparison = Answer<"GET /v1/reconciliations">["items"][number];

const LIVE_MS = 2000;

/** How far it has come in its window. */
function shareOf({ from, to, reached_at: reached }: Comparison): number {
  const [start, end] = [new Date(from).getTime(), new Date(to).getTime()];
  const at = reached ? new Date(reached).getTime() : start;
  return end > start ? Math.min(1, Math.max(0, (at - start) / (end - start))) : 1;
}

function columnsOf(t: Messages, lang: Lang): Column<Comparison>[] {
  const { zone } = config().company;
  const at = (when: string): string => instant(when, lang, zone, "minute");
  const { reconcile } = t;
  return [
    { key: "time", width: 150, head: reconcile.made, bone: 104, cell: (row) => <At at={row.created_at} /> },
    {
      key: "state",
      width: 128,
      head: reconcile.state,
      bone: 96,
      cell: (row) => (
        <Chip look={row.state === "done" ? ["circle-check", "green"] : ["rotate-cw", "blue"]} text={reconcile.states[row.state]} />
      ),
    },
    { key: "window", drop: 700, phone: "whole", head: reconcile.window, bone: 180, cell: (row) => `${at(row.from)} – ${at(row.to)}` },
    {
      key: "progress",
      width: 160,
      head: reconcile.progress,
      bone: 120,
      cell: (row) => (
        <div class="replay-progress">
          <progress max={1} value={shareOf(row)} aria-label={reconcile.progress} />
          {percent(shareOf(row), lang)}
        </div>
      ),
    },
    { key: "checked", width: 110, drop: 900, phone: "none", head: reconcile.checked, bone: 40, end: true, cell: (row) => number(row.checked, lang) },
    {
      key: "missing",
      width: 176,
      head: reconcile.found,
      bone: 120,
      cell: (row) =>
        row.missing > 0 ? (
          <Chip look={["triangle-alert", "amber"]} text={reconcile.missing(number(row.missing, lang))} />
        ) : (
          row.state === "done" && <Chip look={["circle-check", "green"]} text={reconcile.whole} />
        ),
    },
    { key: "sent", width: 110, drop: 900, phone: "none", head: reconcile.emitted, bone: 40, end: true, cell: (row) => number(row.emitted, lang) },
  ];
}

/** Comparisons of orders with the events told of them, newest first: each night's, and those asked for. */
export function ReconcileList() {
  const { t, lang } = useWords();
  const [isAsking, setAsking] = useState(false);
  const mayWrite = useMay("integrations:write");
  const list = useApi(
    "GET /v1/reconciliations",
    {},
    { keep: true, every: (data) => (data?.items.some((row) => row.state === "running") ? LIVE_MS : false) },
  );
  let content;
  if (list.error && !list.data) {
    content = <Failure error={list.error} onRetry={() => void list.refetch()} />;
  } else if (list.data?.items.length === 0) {
    content = <Note icon="check-check" title={t.reconcile.emptyTitle} hint={t.reconcile.emptyHint} />;
  } else {
    content = (
      <DataTable
        label={t.log.views.checks}
        name="replays"
        columns={columnsOf(t, lang)}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        bones={6}
      />
    );
  }
  return (
    <section class="panel">
      <div class="toolbar">
        <p class="muted toolbar-hint">{t.reconcile.hint}</p>
        {mayWrite && (
          <button type="button" class="button" onClick={() => setAsking(true)}>
            <Icon name="check-check" />
            {t.reconcile.create}
          </button>
        )}
      </div>
      {content}
      {isAsking && <ReconcileForm onClose={() => setAsking(false)} />}
    </section>
  );
}
