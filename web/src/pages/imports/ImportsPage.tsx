import { useEffect } from "preact/hooks";
import { csv } from "../../api/client.ts";
import { useApi } from "../../api/data.ts";
import type { ImportJob } from "../../api/importing.ts";
import { useMutation } from "../../api/mutation.ts";
import { number } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { saveAs } from "../../lib/saving.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { DataTable, Pager, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { explain } from "../../ui/problems.ts";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { ImportCard } from "./ImportCard.tsx";
import { ImportChip, isLive, LIVE_MS } from "./ImportChip.tsx";
import { NewImport } from "./NewImport.tsx";

function columnsOf(t: Messages, lang: Lang, query: URLSearchParams): Column<ImportJob>[] {
  const count = (value: number) => (value ? number(value, lang) : <span class="muted">{t.dash}</span>);
  return [
    {
      key: "name",
      head: t.imports.file,
      bone: 140,
      cell: (row) => (
        <>
          <Link class="row-link" href={address("/import", patched(query, { import: row.id }))}>
            {row.name}
          </Link>
          <small>{row.created_by}</small>
        </>
      ),
    },
    { key: "state", width: 136, head: t.imports.state, bone: 88, cell: (row) => <ImportChip state={row.state} /> },
    {
      key: "rows",
      width: 128,
      phone: "none",
      head: t.imports.rows,
      bone: 48,
      end: true,
      cell: (row) => (isLive(row) && row.rows ? t.imports.of(row.done, row.rows) : count(row.rows ?? 0)),
    },
    { key: "created", width: 110, phone: "none", head: t.imports.created, bone: 40, end: true, cell: (row) => count(row.created) },
    { key: "unchanged", width: 110, drop: 900, phone: "none", head: t.imports.unchanged, bone: 40, end: true, cell: (row) => count(row.unchanged) },
    {
      key: "failed",
      width: 110,
      phone: "none",
      head: t.imports.failed,
      bone: 40,
      end: true,
      cell: (row) => (row.failed ? <span class="bad">{number(row.failed, lang)}</span> : count(0)),
    },
    { key: "made", width: 110, drop: 900, head: t.imports.when, bone: 72, end: true, cell: (row) => <Ago at={row.created_at} /> },
  ];
}

function Template() {
  const { t, lang } = useWords();
  const fetchIt = useMutation({
    mutationFn: () => csv("GET /v1/imports/template", { query: { lang } }),
    onSuccess: (text) => saveAs(t.imports.templateName, text),
    onError: (error) => toast(explain(error), "bad"),
  });
  return (
    <button type="button" class="button" disabled={fetchIt.isPending} onClick={() => fetchIt.mutate()}>
      <Icon name="download" />
      {t.imports.template}
    </button>
  );
}

/** Orders from a file: a new one, and what became of the earlier ones. */
export function ImportsPage() {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const cursor = query.get("cursor");
  const list = useApi("GET /v1/imports", { query: cursor ? { cursor } : {} }, {
    keep: true,
    every: (data) => (data?.items.some(isLive) ? LIVE_MS : false),
  });
  const opened = query.get("import");
  useEffect(() => {
    if (!opened) void list.refetch(); // its card was ahead of the list
  }, [opened]);
  const rows = list.data?.items;
  return (
    <>
      <PageHead title={t.imports.title} subtitle={t.imports.subtitle}>
        <Template />
      </PageHead>
      <NewImport onStarted={(job) => setQuery({ import: job.id })} />
      <section class="panel">
        <header class="panel-head">
          <h2>{t.imports.earlier}</h2>
        </header>
        {list.error && !list.data ? (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        ) : rows?.length === 0 ? (
          <Note icon="upload" title={t.imports.emptyTitle} hint={t.imports.emptyHint} />
        ) : (
          <>
            <DataTable
              label={t.imports.earlier}
              name="imports"
              columns={columnsOf(t, lang, query)}
              rows={rows}
              rowKey={(row) => row.id}
              bones={3}
              stale={list.isPlaceholderData}
            />
            <Pager next={list.data?.next_cursor} shown={rows ? t.imports.shown(rows.length) : "\u00a0"} />
          </>
        )}
      </section>
      {opened && <ImportCard key={opened} id={opened} onClose={() => setQuery({ import: null })} />}
    </>
  );
}
