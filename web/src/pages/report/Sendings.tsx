import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { day } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address } from "../../lib/url.ts";
import { Chip, type Look } from "../../ui/Chip.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Note } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";
import type { Report } from "./report.ts";

type Sending = Report["sendings"][number];

const EVENT = "report.weekly";
const LIVE_MS = 4_000;
const FATE: Record<Sending["state"], Look> = {
  handed_over: ["send", "green"],
  no_channel: ["triangle-alert", "red"],
  missed: ["circle-x", "red"],
};

function columnsOf(t: Messages, lang: Lang, done: Map<string, Set<string>> | null): Column<Sending>[] {
  return [
    { key: "week", head: t.report.week, bone: 96, cell: (row) => <strong>{day(row.week, lang, true)}</strong> },
    { key: "made", phone: "corner", head: t.report.made, bone: 96, cell: (row) => <At at={row.at} /> },
    { key: "who", phone: "whole", head: t.report.who, bone: 96, cell: (row) => (row.is_scheduled ? t.report.schedule : row.asked_by) },
    { key: "fate", phone: "whole", head: t.report.fate, bone: 120, cell: (row) => <Chip look={FATE[row.state]} text={t.report.fates[row.state]} /> },
    {
      key: "letters",
      phone: "whole",
      head: t.report.letters,
      bone: 120,
      cell: (row) =>
        done && row.state === "handed_over" ? (
          t.report.delivered(done.get(row.event_id)?.size ?? 0, row.recipients.length)
        ) : (
          <span class="muted">{t.dash}</span>
        ),
    },
  ];
}

/** The last reports, and how many of the letters arrived. */
export function Sendings({ report }: { report: Report | undefined }) {
  const { t, lang } = useWords();
  const mayLook = useMay("integrations:read");
  const rows = report?.sendings;
  const log = useApi("GET /v1/deliveries", { query: { event_type: EVENT, limit: 200 } }, {
    enabled: mayLook,
    every: (data) => (data?.items.some((row) => ["pending", "retrying"].includes(row.state)) ? LIVE_MS : false),
  });
  // People, not letters: two integrations may write to the same one, and webhooks to nobody.
  const done = new Map<string, Set<string>>();
  for (const row of log.data?.items ?? []) {
    if (row.state !== "delivered" || !row.recipient) continue;
    done.set(row.event_id, (done.get(row.event_id) ?? new Set()).add(row.recipient));
  }
  return (
    <section class="panel">
      <header class="panel-head">
        <div>
          <h2>{t.report.history}</h2>
          <p class="muted">{t.report.historyHint}</p>
        </div>
        {mayLook && (
          <Link class="button" href={address("/integrations", { tab: "log", event: EVENT })}>
            <Icon name="scroll-text" />
            {t.report.toLog}
          </Link>
        )}
      </header>
      {rows?.length === 0 ? (
        <Note icon="send" title={t.report.emptyTitle} hint={t.report.emptyHint} />
      ) : (
        <DataTable
          label={t.report.history}
          name="reports"
          columns={columnsOf(t, lang, mayLook && log.data ? done : null)}
          rows={rows}
          rowKey={(row) => row.id}
          bones={3}
        />
      )}
    </section>
  );
}
