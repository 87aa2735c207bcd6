import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refresh, useApi } from "../../api/data.ts";
import type { Catalogue, Schedule } from "../../api/exports.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { Chip } from "../../ui/Chip.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { explain } from "../../ui/problems.ts";
import { Failure, Note } from "../../ui/States.tsx";
import { Warning } from "../../ui/SureDialog.tsx";
import { At } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { timeText, wholeOf } from "./schedule.ts";
import { ScheduleForm } from "./ScheduleForm.tsx";
import { dataSetOf, formatOf } from "../../lib/wish.ts";

interface Shown {
  t: Messages;
  lang: Lang;
  there: Catalogue | undefined;
  query: URLSearchParams;
  mayChange: boolean;
}

function columnsOf({ t, lang, there, query, mayChange }: Shown): Column<Schedule>[] {
  const columns: Column<Schedule>[] = [
    {
      key: "kind",
      width: "14%",
      phone: "quiet",
      head: t.exports.kind,
      bone: 64,
      cell: (row) => (
        <>
          <span>{(there && dataSetOf(there, row.kind)?.title[lang]) ?? row.kind}</span>
          <small>{(there && formatOf(there, row.format)?.title[lang]) ?? row.format}</small>
        </>
      ),
    },
    {
      key: "period",
      head: t.exports.when,
      bone: 160,
      cell: (row) => (
        <>
          {mayChange ? (
            <Link class="row-link" href={address("/exports", patched(query, { schedule: row.id }))}>
              {t.exports.whens[row.when]}
            </Link>
          ) : (
            t.exports.whens[row.when]
          )}
          <small>{timeText(row, t)}</small>
        </>
      ),
    },
    {
      key: "state",
      width: 132,
      head: t.exports.state,
      bone: 88,
      cell: (row) =>
        row.enabled ? (
          <Chip look={["circle-check", "green"]} text={t.exports.on} />
        ) : (
          <Chip look={["circle-pause", "grey"]} text={t.exports.off} />
        ),
    },
    {
      key: "made",
      width: 128,
      drop: 900,
      head: t.exports.next,
      bone: 72,
      end: true,
      cell: (row) => (row.next_at && row.enabled ? <At at={row.next_at} /> : <span class="muted">{t.dash}</span>),
    },
  ];
  if (!mayChange) return columns;
  return [...columns, { key: "files", width: "34%", phone: "whole", head: t.exports.actions, bone: 96, end: true, cell: (row) => <Moves row={row} /> }];
}

function Moves({ row }: { row: Schedule }) {
  const { t } = useWords();
  const [isSure, setSure] = useState(false);
  const path = { schedule_id: row.id };
  const onSettled = (): void => refresh("GET /v1/exports/schedules");
  const change = useMutation({
    mutationFn: () =>
      api("PUT /v1/exports/schedules/{schedule_id}", {
        path,
        body: { ...wholeOf(row), enabled: !row.enabled },
        version: row.version,
      }),
    onSuccess: () => toast(t.exports.saved),
    onError: (error) => toast(explain(error), "bad"),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => api("DELETE /v1/exports/schedules/{schedule_id}", { path, version: row.version }),
    onSuccess: () => {
      setSure(false);
      toast(t.exports.removed);
    },
    onSettled,
  });
  return (
    <span class="row-actions">
      <button type="button" class="button small" disabled={change.isPending} onClick={() => change.mutate()}>
        <Icon name={row.enabled ? "pause" : "play"} size={14} />
        {row.enabled ? t.exports.turnOff : t.exports.turnOn}
      </button>
      <button type="button" class="button small danger" onClick={() => setSure(true)}>
        <Icon name="trash-2" size={14} />
        {t.exports.remove}
      </button>
      {isSure && (
        <FormDialog
          title={t.exports.removeTitle}
          error={remove.error}
          action={t.exports.remove}
          danger
          disabled={remove.isPending}
          onSubmit={() => remove.mutate()}
          onClose={() => setSure(false)}
        >
          <Warning text={t.exports.removeHint} />
        </FormDialog>
      )}
    </span>
  );
}

/** What is made by itself, and when; the opened form is in the address. */
export function SchedulesTab({ there }: { there: Catalogue | undefined }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const mayChange = useMay("exports:write");
  const list = useApi("GET /v1/exports/schedules", {});
  const rows = list.data?.items;
  const opened = rows?.find((row) => row.id === query.get("schedule")) ?? null;
  const close = (): void => setQuery({ new: null, schedule: null }, { replace: true });
  if (list.error && !rows) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      {rows?.length === 0 ? (
        <Note icon="calendar-clock" title={t.exports.noSchedules} hint={t.exports.noSchedulesHint} />
      ) : (
        <DataTable
          label={t.exports.schedules}
          name="exports"
          columns={columnsOf({ t, lang, there, query, mayChange })}
          rows={rows}
          rowKey={(row) => row.id}
          bones={2}
        />
      )}
      {mayChange && there && (opened || query.has("new")) && (
        <ScheduleForm key={opened?.id} record={opened} there={there} onClose={close} />
      )}
    </>
  );
}
