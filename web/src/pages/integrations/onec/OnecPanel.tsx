import { useState } from "preact/hooks";
import { api } from "../../../api/client.ts";
import { refresh, useApi } from "../../../api/data.ts";
import { useMay } from "../../../api/me.ts";
import { useMutation } from "../../../api/mutation.ts";
import type { Partner } from "../../../api/partners.ts";
import type { Answer } from "../../../api/types.ts";
import { useWords } from "../../../lib/i18n.ts";
import { Refusal } from "../../../ui/Banner.tsx";
import { CopyBox } from "../../../ui/CopyBox.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Bone, Failure } from "../../../ui/States.tsx";
import { At } from "../../../ui/Time.tsx";
import { toast } from "../../../ui/Toasts.tsx";
import { OnecPreview } from "./OnecPreview.tsx";
import { OnecSessions } from "./OnecSessions.tsx";
import { OnecWords } from "./OnecWords.tsx";
import { RestartDialog } from "./RestartDialog.tsx";

export type Onec = Answer<"GET /v1/integrations/{integration_id}/onec">;
export const ONEC = "GET /v1/integrations/{integration_id}/onec";
const LIVE_MS = 10_000;

/** A connection to 1C: what is typed into it, how far it has come, what stands in its way. */
export function OnecPanel({ partner }: { partner: Partner }) {
  const { t } = useWords();
  const state = useApi(ONEC, { path: { integration_id: partner.id } }, { every: () => LIVE_MS });
  return (
    <section class="onec">
      <h3>{t.onec.title}</h3>
      {state.error && !state.data && <Failure error={state.error} onRetry={() => void state.refetch()} />}
      {!state.data && !state.error && <Bone width="100%" height={120} />}
      {state.data && <Inside partner={partner} onec={state.data} />}
    </section>
  );
}

type Opened = "words" | "preview" | "restart";

function Inside({ partner, onec }: { partner: Partner; onec: Onec }) {
  const { t } = useWords();
  const mayChange = useMay("integrations:write");
  const [open, setOpen] = useState<Opened | null>(null);
  const close = (): void => setOpen(null);
  const isFetched = onec.mode === "exchange";
  return (
    <>
      {isFetched && <Doorstep onec={onec} />}
      {mayChange && (
        <div class="moves">
          <button type="button" class="button small" onClick={() => setOpen("words")}>
            {t.onec.words}
          </button>
          <button type="button" class="button small" onClick={() => setOpen("preview")}>
            {t.onec.preview}
          </button>
          {isFetched && (
            <button type="button" class="button small" onClick={() => setOpen("restart")}>
              {t.onec.restart}
            </button>
          )}
        </div>
      )}
      <Aside partner={partner} onec={onec} mayChange={mayChange} />
      <Refused partner={partner} onec={onec} mayChange={mayChange} />
      {isFetched && <OnecSessions id={partner.id} />}
      {open === "words" && <OnecWords partner={partner} onec={onec} onClose={close} />}
      {open === "preview" && <OnecPreview id={partner.id} onClose={close} />}
      {open === "restart" && <RestartDialog id={partner.id} onClose={close} />}
    </>
  );
}

/** What people type into 1C. */
function Doorstep({ onec }: { onec: Onec }) {
  const { t } = useWords();
  return (
    <>
      <p class="muted">{t.onec.howTo}</p>
      <Facts
        rows={[
          [t.onec.address, onec.url ? <CopyBox value={onec.url} /> : t.onec.noAddress],
          [t.onec.login, <CopyBox value={onec.login} />],
          [t.onec.position, onec.position ? <At at={onec.position} /> : t.onec.never],
          [t.onec.last, onec.last_session && <At at={onec.last_session.last_at} />],
        ]}
      />
    </>
  );
}

interface ListProps {
  partner: Partner;
  onec: Onec;
  mayChange: boolean;
}

function Aside({ partner, onec, mayChange }: ListProps) {
  const { t } = useWords();
  const retry = useMutation({
    mutationFn: (order: string) =>
      api("POST /v1/integrations/{integration_id}/onec/aside/{order_id}/retry", {
        path: { integration_id: partner.id, order_id: order },
      }),
    onSuccess: () => refresh(ONEC),
  });
  if (onec.aside.length === 0) return null;
  return (
    <>
      <h4>{t.onec.aside}</h4>
      <p class="muted">{t.onec.asideHint}</p>
      {Boolean(retry.error) && <Refusal error={retry.error} />}
      <ul class="rows">
        {onec.aside.map((one) => (
          <li key={one.order_id}>
            <span>
              <b>№ {one.number}</b> {one.faults.map((fault) => fault.words).join("; ")}
            </span>
            {one.again ? (
              <small>{t.onec.waiting}</small>
            ) : (
              mayChange && (
                <button type="button" class="button small" disabled={retry.isPending} onClick={() => retry.mutate(one.order_id)}>
                  {t.onec.retry}
                </button>
              )
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Refused({ partner, onec, mayChange }: ListProps) {
  const { t } = useWords();
  const retry = useMutation({
    mutationFn: (number: string) =>
      api("POST /v1/integrations/{integration_id}/onec/refused/{number}/retry", {
        path: { integration_id: partner.id, number },
      }),
    onSuccess: () => {
      toast(t.onec.retried);
      refresh(ONEC);
    },
  });
  if (onec.refused.length === 0) return null;
  return (
    <>
      <h4>{t.onec.refused}</h4>
      <p class="muted">{t.onec.refusedHint}</p>
      {Boolean(retry.error) && <Refusal error={retry.error} />}
      <ul class="rows">
        {onec.refused.map((one) => (
          <li key={one.number}>
            <span>
              <b>№ {one.number}</b> «{one.said}»: {one.detail}
            </span>
            {mayChange && (
              <button type="button" class="button small" disabled={retry.isPending} onClick={() => retry.mutate(one.number)}>
                {t.onec.retry}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
