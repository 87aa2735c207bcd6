import { api } from "../../api/client.ts";
import { refreshSoon, showRow, useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Integration } from "../../api/types.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, setQuery } from "../../lib/url.ts";
import { IntegrationChip } from "../../ui/Chip.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { explain } from "../../ui/problems.ts";
import { Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";

/** The address of a webhook; other kinds have none. */
function urlOf(integration: Integration): string {
  const { url } = integration.settings as { url?: string };
  return url ?? "";
}

function StateButton({ integration }: { integration: Integration }) {
  const { t } = useWords();
  const running = integration.state === "enabled";
  const change = useMutation({
    mutationFn: () =>
      api("PATCH /v1/integrations/{integration_id}", {
        path: { integration_id: integration.id },
        body: { state: running ? "paused" : "enabled" },
        version: integration.version,
      }),
    onSuccess: (now) => {
      showRow("GET /v1/integrations", now, () => false);
      toast(now.state === "enabled" ? t.integrations.enabled(now.name) : t.integrations.paused(now.name));
    },
    onError: (error) => toast(explain(error), "bad"),
    onSettled: () => refreshSoon("GET /v1/integrations"),
  });
  const word = running ? t.integrations.pause : t.integrations.enable;
  return (
    <button
      type="button"
      class="button small"
      disabled={change.isPending}
      aria-label={`${word}: ${integration.name}`}
      onClick={() => change.mutate()}
    >
      <Icon name={running ? "pause" : "play"} size={14} />
      {word}
    </button>
  );
}

function columnsOf(t: Messages, mayManage: boolean): Column<Integration>[] {
  return [
    {
      key: "name",
      head: t.integrations.name,
      bone: 140,
      cell: (row) => (
        <>
          <strong>{row.name}</strong>
          <small class="mono" title={urlOf(row)}>
            {urlOf(row)}
          </small>
        </>
      ),
    },
    { key: "state", head: t.integrations.state, bone: 96, cell: (row) => <IntegrationChip state={row.state} /> },
    {
      key: "events",
      head: t.integrations.events,
      bone: 160,
      cell: (row) => (
        <span class="tags" title={row.event_types.join(", ")}>
          {row.event_types.slice(0, 2).map((type) => (
            <code key={type}>{type}</code>
          ))}
          {row.event_types.length > 2 && <span class="muted">+{row.event_types.length - 2}</span>}
        </span>
      ),
    },
    { key: "changed", head: t.integrations.changed, bone: 72, cell: (row) => <Ago at={row.updated_at} /> },
    {
      key: "actions",
      head: t.integrations.actions,
      bone: 120,
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
          {mayManage && <StateButton integration={row} />}
        </span>
      ),
    },
  ];
}

/** Everyone who listens to events. */
export function IntegrationList() {
  const { t } = useWords();
  const list = useApi("GET /v1/integrations", {});
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
        columns={columnsOf(t, mayManage)}
        rows={list.data?.items}
        rowKey={(row) => row.id}
        bones={4}
      />
    );
  }
  return <section class="panel">{content}</section>;
}
