import { useEffect, useRef } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { isOpen, type Catalogue, type Run } from "../../api/exports.ts";
import { number, period } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { ExportChip } from "../../ui/Chip.tsx";
import { DataTable, Pager, type Column } from "../../ui/DataTable.tsx";
import { Link } from "../../ui/Link.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { FileButton } from "./FileButton.tsx";
import { Progress } from "./Progress.tsx";
import { dataSetOf, formatOf } from "../../lib/wish.ts";

const LIVE_MS = 1500;

interface Shown {
  t: Messages;
  lang: Lang;
  there: Catalogue | undefined;
  query: URLSearchParams;
}

function columnsOf({ t, lang, there, query }: Shown): Column<Run>[] {
  const dash = <span class="muted">{t.dash}</span>;
  return [
    {
      key: "kind",
      width: "18%",
      phone: "quiet",
      head: t.exports.kind,
      bone: 64,
      cell: (run) => (
        <>
          <span>{(there && dataSetOf(there, run.kind)?.title[lang]) ?? run.kind}</span>
          <small>{(there && formatOf(there, run.format)?.title[lang]) ?? run.format}</small>
        </>
      ),
    },
    {
      key: "period",
      head: t.exports.period,
      bone: 160,
      cell: (run) => (
        <>
          <Link class="row-link" href={address("/exports", patched(query, { export: run.id }))}>
            {period(run.from, run.to, lang)}
          </Link>
          <small>{remarksOn(run, there, t)}</small>
        </>
      ),
    },
    {
      key: "state",
      width: 116,
      head: t.exports.state,
      bone: 88,
      cell: (run) => (
        <span title={run.error ?? undefined}>
          <ExportChip state={run.state} />
        </span>
      ),
    },
    {
      key: "rows",
      width: 96,
      drop: 900,
      phone: "none",
      head: t.exports.rows,
      bone: 40,
      end: true,
      cell: (run) => (run.rows == null ? dash : number(run.rows, lang)),
    },
    { key: "made", width: 128, drop: 900, head: t.exports.made, bone: 72, end: true, cell: (run) => <Ago at={run.created_at} /> },
    { key: "files", width: "32%", phone: "whole", head: t.exports.files, bone: 96, end: true, cell: (run) => <Files run={run} /> },
  ];
}

function remarksOn(run: Run, there: Catalogue | undefined, t: Messages): string {
  const usual = there && dataSetOf(there, run.kind)?.axes[0];
  return [
    usual && run.axis !== usual && t.exports.axis[run.axis],
    run.revision !== null && t.exports.revision(run.revision),
    run.unchanged && t.exports.unchanged,
    run.closing && t.exports.closing,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Why there is no file: a run that is tried again says that as well. */
function reasonOf(run: Run, t: Messages): string | null {
  return run.state === "retrying" ? `${t.exports.again(run.attempts)}: ${run.error}` : run.error;
}

function Files({ run }: { run: Run }) {
  const { t } = useWords();
  if (run.state === "writing" && run.progress) return <Progress progress={run.progress} />;
  return (
    <span class="row-actions">
      {run.files.length === 0 && <span class="muted">{reasonOf(run, t) ?? t.dash}</span>}
      {run.files.map((file) => (
        <FileButton key={file.name} run={run} file={file} />
      ))}
    </span>
  );
}

/** Say when something that was being gathered is ready. */
function useReadyToast(runs: Run[] | undefined): void {
  const { t } = useWords();
  const waiting = useRef(new Set<string>());
  useEffect(() => {
    for (const run of runs ?? []) {
      if (isOpen(run)) waiting.current.add(run.id);
      else if (waiting.current.delete(run.id) && run.state === "done") toast(t.exports.ready);
    }
  }, [runs, t]);
}

/** What was made and what is being made, newest first. */
export function Runs({ there }: { there: Catalogue | undefined }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const cursor = query.get("cursor");
  const list = useApi(
    "GET /v1/exports",
    { query: cursor ? { cursor } : {} },
    { keep: true, every: (data) => (data?.items.some(isOpen) ? LIVE_MS : false) },
  );
  const runs = list.data?.items;
  useReadyToast(runs);
  if (list.error && !list.data) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (runs?.length === 0 && !cursor) {
    return <Note icon="file-down" title={t.exports.emptyTitle} hint={t.exports.emptyHint} />;
  }
  return (
    <>
      <DataTable
        label={t.exports.title}
        name="exports"
        columns={columnsOf({ t, lang, there, query })}
        rows={runs}
        rowKey={(run) => run.id}
        bones={3}
        stale={list.isPlaceholderData}
      />
      {(cursor || list.data?.next_cursor) && <Pager next={list.data?.next_cursor} shown="" />}
    </>
  );
}
