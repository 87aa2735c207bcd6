import { api } from "../../api/client.ts";
import { refreshSoon, useApi, refresh } from "../../api/data.ts";
import { isOpen, MANIFEST, type Catalogue, type WholeRun } from "../../api/exports.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { number, period } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { ExportChip } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { explain } from "../../ui/problems.ts";
import { Sheet } from "../../ui/Sheet.tsx";
import { At } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { FileButton } from "./FileButton.tsx";
import { ManifestPart } from "./ManifestPart.tsx";
import { Progress } from "./Progress.tsx";
import { dataSetOf, formatOf } from "../../lib/wish.ts";

const LIVE_MS = 1500;

/** One export: how far it is, its files, what they add up to, who was given links. */
export function RunCard({ id, there, onClose }: { id: string; there: Catalogue | undefined; onClose: () => void }) {
  const { t } = useWords();
  const one = useApi(
    "GET /v1/exports/{export_id}",
    { path: { export_id: id } },
    { every: (data) => (data && isOpen(data) ? LIVE_MS : false) },
  );
  return (
    <Sheet title={t.exports.run} of={one} onClose={onClose}>
      {(run) => <Body run={run} there={there} />}
    </Sheet>
  );
}

function Body({ run, there }: { run: WholeRun; there: Catalogue | undefined }) {
  const { t, lang } = useWords();
  const mayLook = useMay("users:read");
  const users = useApi("GET /v1/users", {}, { enabled: mayLook, staleTime: 60_000 });
  const nameOf = (id: string): string => users.data?.items.find((one) => one.id === id)?.name ?? id;
  return (
    <>
      <div class="card-marks">
        <ExportChip state={run.state} />
        <span class="card-when">{period(run.from, run.to, lang)}</span>
      </div>
      {run.progress && <Progress progress={run.progress} />}
      <Cancel run={run} />
      <Facts
        rows={[
          [run.state === "retrying" ? t.exports.again(run.attempts) : t.exports.error, run.error],
          [t.exports.kind, (there && dataSetOf(there, run.kind)?.title[lang]) ?? run.kind],
          [t.exports.format, (there && formatOf(there, run.format)?.title[lang]) ?? run.format],
          [t.exports.axisLabel, t.exports.axis[run.axis]],
          [t.exports.revisionLabel, run.revision !== null && [run.revision, run.unchanged && `, ${t.exports.unchanged}`]],
          [t.exports.rows, run.rows !== null && number(run.rows, lang)],
          [t.exports.closingLabel, run.closing && t.exports.yes],
          [t.exports.watermark, run.watermark && <At at={run.watermark} />],
          [t.exports.by, run.schedule_id ? t.exports.bySchedule : run.asked_by && nameOf(run.asked_by)],
          [t.exports.made, <At at={run.created_at} />],
          [t.exports.finished, run.finished_at && <At at={run.finished_at} />],
        ]}
      />
      {run.files.length > 0 && (
        <section>
          <h3>{t.exports.files}</h3>
          {run.files.map((file) => (
            <p key={file.name}>
              <FileButton run={run} file={file} /> <code class="muted prose">{`SHA-256 ${file.sha256}`}</code>
            </p>
          ))}
        </section>
      )}
      {run.files.some((file) => file.name === MANIFEST) && <ManifestPart key={run.id} id={run.id} />}
      <section>
        <h3>{t.exports.links}</h3>
        {run.links.length === 0 && <p class="muted">{t.exports.noLinks}</p>}
        <Facts rows={run.links.map((one) => [nameOf(one.actor_id), <>{one.file} · <At at={one.at} /></>])} />
      </section>
    </>
  );
}

function Cancel({ run }: { run: WholeRun }) {
  const { t } = useWords();
  const mayExport = useMay("exports:write");
  const cancel = useMutation({
    mutationFn: () => api("POST /v1/exports/{export_id}/cancel", { path: { export_id: run.id } }),
    onSuccess: () => toast(t.exports.cancelled),
    onError: (error) => toast(explain(error), "bad"),
    onSettled: () => {
      refresh("GET /v1/exports/{export_id}");
      refreshSoon("GET /v1/exports");
    },
  });
  if (!mayExport || !isOpen(run)) return null;
  return (
    <div class="moves">
      <button type="button" class="button small danger" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
        <Icon name="ban" size={14} />
        {t.exports.cancel}
      </button>
    </div>
  );
}
