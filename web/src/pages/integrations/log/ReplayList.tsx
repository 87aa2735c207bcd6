import { config } from "../../../api/config.ts";
import { useApi } from "../../../api/data.ts";
import type { Replay } from "../../../api/partners.ts";
import { instant, number } from "../../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../../lib/i18n.ts";
import { address, patched, usePlace } from "../../../lib/url.ts";
import { DataTable, Pager, type Column } from "../../../ui/DataTable.tsx";
import { Link } from "../../../ui/Link.tsx";
import { Failure, Note } from "../../../ui/States.tsx";
import { At } from "../../../ui/Time.tsx";
import { Progress, ReplayChip } from "./Progress.tsx";

const ROWS = 30;
const LIVE_MS = 2000;
const CALM_MS = 15_000;

/** The window of a replay in the company's time. */
export function windowText({ filter }: Replay, lang: Lang): string {
  const at = (when: string): string => instant(when, lang, config().company.zone, "minute");
  return `${at(filter.from)} – ${at(filter.to)}`;
}

function columnsOf(t: Messages, lang: Lang, query: URLSearchParams): Column<Replay>[] {
  return [
    {
      key: "time",
      width: 150,
      head: t.replay.made,
      bone: 104,
      cell: (row) => (
        <Link class="row-link" href={address("/integrations", patched(query, { run: row.id }))}>
          <At at={row.created_at} />
        </Link>
      ),
    },
    { key: "state", width: 156, head: t.replay.state, bone: 96, cell: (row) => <ReplayChip state={row.state} /> },
    { key: "window", drop: 700, phone: "whole", head: t.replay.window, bone: 180, cell: (row) => windowText(row, lang) },
    { key: "progress", width: 160, head: t.replay.progress, bone: 120, cell: (row) => <Progress replay={row} /> },
    { key: "sent", width: 118, head: t.replay.sent, bone: 40, end: true, cell: (row) => number(row.progress.sent, lang) },
    { key: "skipped", width: 118, drop: 900, phone: "none", head: t.replay.skipped, bone: 40, end: true, cell: (row) => number(row.progress.skipped, lang) },
  ];
}

/** Replays, newest first; those that run keep it fresh. */
export function ReplayList() {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const cursor = query.get("cursor");
  const list = useApi(
    "GET /v1/replays",
    { query: { limit: ROWS, ...(cursor ? { cursor } : {}) } },
    { keep: true, every: (data) => (data?.items.some((row) => row.state === "running") ? LIVE_MS : CALM_MS) },
  );
  let content;
  if (list.error && !list.data) {
    content = <Failure error={list.error} onRetry={() => void list.refetch()} />;
  } else if (list.data?.items.length === 0) {
    content = <Note icon="rotate-cw" title={t.replay.emptyTitle} hint={t.replay.emptyHint} />;
  } else {
    content = (
      <>
        <DataTable
          label={t.log.views.replays}
          name="replays"
          columns={columnsOf(t, lang, query)}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          bones={6}
          stale={list.isPlaceholderData}
        />
        <Pager next={list.data?.next_cursor} shown={list.data ? t.replay.shown(list.data.items.length) : "\u00a0"} />
      </>
    );
  }
  return <section class="panel">{content}</section>;
}
