import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refresh, refreshSoon } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Customer, Ground } from "../../api/types.ts";
import { useWords } from "../../lib/i18n.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Warning } from "../../ui/SureDialog.tsx";

/** Erasing cannot be undone: the name has to be typed. */
export function EraseDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [missing, setMissing] = useState(false);
  const key = useRef(crypto.randomUUID());
  // Once it is erased, the card behind knows the name no more.
  const name = useRef(customer.name).current;
  const erase = useMutation({
    mutationFn: () =>
      api("POST /v1/customers/{customer_id}/erasure", {
        path: { customer_id: customer.id },
        body: { reason: reason as Ground },
        idempotencyKey: key.current,
      }),
    onSuccess: () => {
      refresh("GET /v1/customers/{customer_id}");
      refreshSoon("GET /v1/customers", "GET /v1/orders", "GET /v1/orders/{order_id}");
    },
  });
  const submit = (): void => {
    setMissing(!reason);
    if (reason && typed.trim() === name) erase.mutate();
  };
  if (erase.data) {
    return (
      <Dialog title={t.erasure.doneTitle} onClose={onClose}>
        <div class="dialog-body">
          <p role="status">{erase.data.state === "done" ? t.erasure.done : t.erasure.running}</p>
          <p class="muted">
            {t.erasure.record} <code>{erase.data.id}</code>
          </p>
          <footer class="dialog-foot">
            <button type="button" class="button primary" onClick={onClose}>
              {t.close}
            </button>
          </footer>
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t.erasure.title}
      error={erase.error}
      action={t.erasure.run}
      danger
      disabled={erase.isPending || typed.trim() !== name}
      onSubmit={submit}
      onClose={onClose}
    >
      <Warning text={t.erasure.warning} />
      <SelectField
        label={t.erasure.reason}
        empty={t.move.choose}
        options={Object.entries(t.erasure.reasons)}
        value={reason}
        onValue={setReason}
        error={missing ? t.problem.required : undefined}
      />
      <TextField label={t.erasure.confirm(name)} autocomplete="off" value={typed} onValue={setTyped} />
    </FormDialog>
  );
}
