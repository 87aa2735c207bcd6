import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { urlOf } from "../../api/partners.ts";
import type { Integration } from "../../api/types.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { IntegrationChip } from "../../ui/Chip.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Rate } from "./Figures.tsx";
import { HealthChip, HealthLine } from "./Health.tsx";

const LIVE_MS = 10_000;

function columnsOf(t: Messages, query: URLSearchParams): Column<Integration>[] {
  return [
    {
      key: "name",
      head: t.integrations.name,
      bone: 140,
      cell: (row) => (
        <>
          <Link class="row-link" href={address("/integrations", patched(query, { integration: row.id }))}>
            {row.name}
          </Link>
          <small class="mono" title={urlOf(row)}>
            {urlOf(row) || row.kind}
          </small>
        </>
      ),
    },
    { key: "state", width: 148, head: t.integrations.state, bone: 96, cell: (row) => <IntegrationChip state={row.state} /> },
    {
      key: "health",
      width: 190,
      head: t.integrations.health,
      bone: 120,
      cell: (row) => (
        <>
          <HealthChip health={row.health} />
          <small>
            <HealthLine health={row.health} />
          </small>
        </>
      ),
    },
    { key: "rate", width: 138, head: t.integrations.rate, bone: 80, cell: (row) => <Rate id={row.id} /> },
    {
      key: "events",
      width: 178,
      drop: 900,
      head: t.integrations.events,
      bone: 160,
      cell: (row) => (
        <span class="tags" title={row.event_types.join(", ")}>
          {row.event_types.slice(0, 1).map((type) => (
            <code key={type}>{type}</code>
          ))}
          {row.event_types.length > 1 && <span class="muted">+{row.event_types.length - 1}</span>}
        </span>
      ),
    },
    {
      key: "actions",
      width: 118,
      head: t.integrations.actions,
      bone: 84,
      end: true,
      cell: (row) => (
        <span class="row-actions">
          <Link
            class="button small quiet"
            href={address("/integrations", { tab: "log", integration: row.id })}
            aria-label={`${t.integrations.toLog}: ${row.name}`}
          >
            {t.integrations.toLog}
          </Link>
        </span>
      ),
    },
  ];
}

/** Everyone who listens to events, and how they fare. */
export function IntegrationList() {
  const { t } = useWords();
  const { query } = usePlace();
  const list = useApi("GET /v1/integrations", {}, { every: () => LIVE_MS });
  const mayManage = useMay("integrations:write");
  let content;
  if (list.error && !list.data) {
    content = <Failure error={list.error} onRetry={() => void list.refetch()} />;
  } else if (list.data?.items.length === 0) {
    content = (
      <Note icon="webhook" title={t.integrations.emptyTitle} hint={t.integrations.emptyHint}>
        {mayManage && (
          <button type="button" class="button primary" onClick={() => setQuery({ new: "1" })}>
            <Icon name="plus" />
            {t.integrations.create}
          </button>
        )}
      </Note>
    );
  } else {
    content = (
      <DataTable
        label={t.integrations.list}
        name="integrations"
        columns={columnsOf(t, query)}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        bones={4}
      />
    );
  }
  return <section class="panel">{content}</section>;
}
