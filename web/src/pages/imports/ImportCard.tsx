import { useEffect } from "preact/hooks";
import { api, linkTo } from "../../api/client.ts";
import { refresh, refreshSoon, useApi } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Answer } from "../../api/types.ts";
import { number } from "../../lib/format.ts";
import { type Lang, useWords } from "../../lib/i18n.ts";
import { COLUMNS } from "../../locales/columns.ts";
import { Alarm } from "../../ui/Banner.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { explain } from "../../ui/problems.ts";
import { At } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { useDownload } from "../../ui/useDownload.ts";
import { ImportChip, isLive, LIVE_MS } from "./ImportChip.tsx";

type Job = Answer<"GET /v1/imports/{import_id}">;
type Failed = Job["failures"][number];

/** One import: how far it is, what became of its rows, which of them failed and why. */
export function ImportCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, lang } = useWords();
  const one = useApi("GET /v1/imports/{import_id}", { path: { import_id: id }, query: { lang } }, {
    keep: true, // the other language says the same
    every: (data) => (data && isLive(data) ? LIVE_MS : false),
  });
  const state = one.data?.state;
  useEffect(() => {
    if (state === "done") refreshSoon("GET /v1/orders");
  }, [state]);
  return (
    <Sheet title={one.data?.name ?? t.imports.one} of={one} onClose={onClose}>
      {(job) => <Content job={job} />}
    </Sheet>
  );
}

function Content({ job }: { job: Job }) {
  const { t, lang } = useWords();
  return (
    <>
      <header class="card-head">
        <div class="card-marks">
          <ImportChip state={job.state} />
          <span class="muted card-when">
            <At at={job.created_at} />
          </span>
        </div>
        <Progress job={job} />
      </header>
      {job.error && <Alarm>{t.imports.refused(job.error.text)}</Alarm>}
      <dl class="counts">
        {(["created", "unchanged", "failed"] as const).map((name) => (
          <div key={name} data-bad={(name === "failed" && job.failed > 0) || undefined}>
            <dt>{t.imports[name]}</dt>
            <dd>{number(job[name], lang)}</dd>
          </div>
        ))}
      </dl>
      <Tools job={job} />
      <Failures job={job} />
      <Facts
        rows={[
          [t.imports.by, job.created_by],
          [t.imports.finished, job.finished_at && <At at={job.finished_at} />],
          [t.imports.ignored, job.ignored_columns.join(", ")],
        ]}
      />
      {job.state === "done" && <p class="field-hint">{t.imports.kept}</p>}
    </>
  );
}

function Progress({ job }: { job: Job }) {
  const { t } = useWords();
  if (job.state === "waiting") return <p class="muted">{t.imports.noFile}</p>;
  if (!isLive(job)) return null;
  const text = job.rows ? t.imports.progress(job.done, job.rows) : t.imports.begins;
  return (
    <label class="upload">
      <span role="status">{text}</span>
      {job.rows ? <progress value={job.done} max={job.rows} /> : <progress />}
    </label>
  );
}

function Tools({ job }: { job: Job }) {
  const { t, lang } = useWords();
  const path = { import_id: job.id };
  const fetchIt = useDownload(() => linkTo("GET /v1/imports/{import_id}/result", path, { lang }));
  const again = useMutation({
    mutationFn: () => api("POST /v1/imports/{import_id}/start", { path }),
    onSuccess: () => refresh("GET /v1/imports/{import_id}", "GET /v1/imports"),
    onError: (error) => toast(explain(error), "bad"),
  });
  if (job.state !== "done" && job.state !== "failed") return null;
  return (
    <p class="moves">
      {job.state === "done" ? (
        <>
          <button type="button" class="button primary" disabled={fetchIt.isPending} onClick={() => fetchIt.mutate()}>
            <Icon name="download" />
            {t.imports.result}
          </button>
          <Link class="button" href="/orders">
            {t.states.toOrders}
          </Link>
        </>
      ) : (
        <button type="button" class="button primary" disabled={again.isPending} onClick={() => again.mutate()}>
          <Icon name="rotate-cw" />
          {t.imports.again}
        </button>
      )}
    </p>
  );
}

function Failures({ job }: { job: Job }) {
  const { t, lang } = useWords();
  if (job.failures.length === 0) return null;
  return (
    <section>
      <h3>{t.imports.failures}</h3>
      <ul class="rows results">
        {job.failures.map((row) => (
          <li key={row.row}>
            <span>
              {t.imports.row(number(row.row, lang))} {row.external_id && <code>{row.external_id}</code>}
              {row.errors?.map((error) => (
                <small key={`${error.field} ${error.rule}`}>{said(error, lang)}</small>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {job.failed > job.failures.length && <p class="field-hint">{t.imports.more(job.failures.length)}</p>}
    </section>
  );
}

function said({ field, value, text }: NonNullable<Failed["errors"]>[number], lang: Lang): string {
  const cell = String(value ?? "");
  const given = cell && (lang === "ru" ? ` «${cell}»` : ` “${cell}”`);
  const column = COLUMNS[lang][field.replace("items.0.", "item.")];
  const name = column ? `${column} (${field})` : field;
  return field ? `${name}${given}: ${text}` : text;
}
