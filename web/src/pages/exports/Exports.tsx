import { useEffect, useRef } from "preact/hooks";
import { api, linkTo } from "../../api/client.ts";
import { refreshSoon, showRow, useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import type { ExportJob } from "../../api/types.ts";
import { bytes, number, period as periodText } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import type { Period } from "../../lib/period.ts";
import { ExportChip } from "../../ui/Chip.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { explain } from "../../ui/problems.ts";
import { Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { useDownload } from "../../ui/useDownload.ts";

const LIVE_MS = 1500;
/** What proves that a file is whole: counts, sums and digests. */
const MANIFEST = "manifest.json";

function File({ job, file }: { job: ExportJob; file: ExportJob["files"][number] }) {
  const { t, lang } = useWords();
  const fetchIt = useDownload(() =>
    linkTo("GET /v1/exports/{export_id}/files/{name}", { export_id: job.id, name: file.name }),
  );
  return (
    <button
      type="button"
      class="button small"
      title={`${file.name} · SHA-256 ${file.sha256}`}
      disabled={fetchIt.isPending}
      onClick={() => fetchIt.mutate()}
    >
      <Icon name="download" size={14} />
      {file.name === MANIFEST ? t.exports.manifest : file.name.split(".").at(-1)?.toUpperCase()} <span class="muted">{bytes(file.bytes, lang)}</span>
      <span class="sr-only">{t.exports.download(file.name)}</span>
    </button>
  );
}

function columnsOf(t: Messages, lang: Lang): Column<ExportJob>[] {
  return [
    {
      key: "kind",
      head: t.exports.kind,
      bone: 64,
      cell: (row) => (
        <>
          <span>{t.exports.orders}</span>
          <small>{t.exports.axis[row.axis]}</small>
        </>
      ),
    },
    { key: "period", head: t.exports.period, bone: 160, cell: (row) => periodText(row.from, row.to, lang) },
    {
      key: "state",
      head: t.exports.state,
      bone: 88,
      cell: (row) => (
        <span title={row.error ?? undefined}>
          <ExportChip state={row.state} />
        </span>
      ),
    },
    {
      key: "rows",
      head: t.exports.rows,
      bone: 40,
      end: true,
      cell: (row) => (row.rows == null ? <span class="muted">{t.dash}</span> : number(row.rows, lang)),
    },
    { key: "made", head: t.exports.made, bone: 72, end: true, cell: (row) => <Ago at={row.created_at} /> },
    {
      key: "files",
      head: t.exports.files,
      bone: 96,
      end: true,
      cell: (row) => (
        <span class="row-actions">
          {row.files.length === 0 && <span class="muted">{row.error ?? t.dash}</span>}
          {row.files.map((file) => (
            <File key={file.name} job={row} file={file} />
          ))}
        </span>
      ),
    },
  ];
}

const isOpen = (job: ExportJob): boolean => job.state === "queued" || job.state === "writing";

/** Say when something that was being gathered is ready. */
function useReadyToast(jobs: ExportJob[] | undefined): void {
  const { t } = useWords();
  const waiting = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs ?? []) {
      if (isOpen(job)) waiting.current.add(job.id);
      else if (waiting.current.delete(job.id) && job.state === "done") toast(t.exports.ready);
    }
  }, [jobs, t]);
}

/** Files for accounting: what was made, and the button for the shown period. */
export function Exports({ period }: { period: Period }) {
  const { t, lang } = useWords();
  const list = useApi(
    "GET /v1/exports",
    {},
    { every: (data) => (data?.items.some(isOpen) ? LIVE_MS : false) },
  );
  const mayExport = useMay("exports:write");
  useReadyToast(list.data?.items);
  const make = useMutation({
    mutationFn: () => api("POST /v1/exports", { body: { kind: "orders", from: period.from, to: period.to } }),
    onSuccess: (made) => {
      showRow("GET /v1/exports", made, () => true);
      toast(t.exports.queued);
    },
    onError: (error) => toast(explain(error), "bad"),
    onSettled: () => refreshSoon("GET /v1/exports"),
  });

  let content;
  if (list.error && !list.data) {
    content = <Failure error={list.error} onRetry={() => void list.refetch()} />;
  } else if (list.data?.items.length === 0) {
    content = <Note icon="file-down" title={t.exports.emptyTitle} hint={t.exports.emptyHint} />;
  } else {
    content = (
      <DataTable
        label={t.exports.title}
        name="exports"
        columns={columnsOf(t, lang)}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        bones={3}
      />
    );
  }
  return (
    <section class="panel">
      <header class="panel-head">
        <div>
          <h2>{t.exports.title}</h2>
          <p class="muted">{t.exports.hint}</p>
        </div>
        {mayExport && (
          <button type="button" class="button" disabled={make.isPending} onClick={() => make.mutate()}>
            <Icon name="file-down" />
            {t.exports.create}
          </button>
        )}
      </header>
      {content}
    </section>
  );
}
