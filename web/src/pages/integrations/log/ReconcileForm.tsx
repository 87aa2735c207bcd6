import { useRef, useState } from "preact/hooks";
import { api } from "../../../api/client.ts";
import { config } from "../../../api/config.ts";
import { refresh } from "../../../api/data.ts";
import { useMutation } from "../../../api/mutation.ts";
import { useWords } from "../../../lib/i18n.ts";
import { fromWallClock, toWallClock } from "../../../lib/time.ts";
import { TextField } from "../../../ui/Field.tsx";
import { FormDialog } from "../../../ui/FormDialog.tsx";
import { ruleOf } from "../../../ui/problems.ts";
import { toast } from "../../../ui/Toasts.tsx";

const HOUR_MS = 3_600_000;
/** As each night does; the last quarter of an hour may still be on its way. */
const USUAL_HOURS = 48;
const LATEST_MS = HOUR_MS / 4;

/** Compare the orders changed in a window with what was told of them. */
export function ReconcileForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { zone } = config().company;
  const at = (before: number): string => toWallClock(new Date(Date.now() - before).toISOString(), zone);
  const [from, setFrom] = useState(() => at(USUAL_HOURS * HOUR_MS));
  const [to, setTo] = useState(() => at(LATEST_MS));
  const [isWrong, setWrong] = useState(false);
  const key = useRef(crypto.randomUUID());
  const start = useMutation({
    mutationFn: () =>
      api("POST /v1/reconciliations", {
        body: { from: fromWallClock(from, zone), to: fromWallClock(to, zone) },
        idempotencyKey: key.current,
      }),
    onSuccess: () => {
      refresh("GET /v1/reconciliations");
      toast(t.reconcile.begun);
      onClose();
    },
    onError: () => {
      key.current = crypto.randomUUID();
    },
  });
  const submit = (): void => {
    const fits = Boolean(from && to) && from < to;
    setWrong(!fits);
    if (fits) start.mutate();
  };
  return (
    <FormDialog title={t.reconcile.create} error={start.error} action={t.reconcile.start} disabled={start.isPending} onSubmit={submit} onClose={onClose}>
      <p class="muted">{t.reconcile.formHint}</p>
      <div class="form-row">
        <TextField
          label={t.replay.from}
          type="datetime-local"
          value={from}
          onValue={setFrom}
          error={isWrong || ruleOf(start.error, "from") ? t.replay.badWindow : undefined}
        />
        <TextField label={t.replay.to} type="datetime-local" value={to} onValue={setTo} error={ruleOf(start.error, "to")} />
      </div>
    </FormDialog>
  );
}
