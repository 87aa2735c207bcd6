import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refreshSoon } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import type { NewOrder, Order, ReworkCause } from "../../api/types.ts";
import { useWords } from "../../lib/i18n.ts";
import { bodyOf, draftOf } from "../../lib/lines.ts";
import { setQuery } from "../../lib/url.ts";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";

export type Way = "copy" | "rework";

function made(order: Order, way: Way, title: string, cause: string): NewOrder {
  const { currency } = order.total;
  const { description, priority, type, customer_id, vat_mode, zone } = order;
  const same = { title, description, priority, type, customer_id, ...(zone ? { zone } : {}), source: "web" };
  // A rework has a price of its own, if it has one at all.
  if (way === "rework") return { ...same, rework_of: order.id, ...(cause ? { rework_cause: cause as ReworkCause } : {}) };
  const items = order.items.map((line) => bodyOf(draftOf(line, currency), currency));
  return { ...same, vat_mode, items, copied_from: order.id };
}

/** A new order out of this one: the same once more, or what has to be done over. */
export function DeriveDialog({ order, way, onClose }: { order: Order; way: Way; onClose: () => void }) {
  const { t } = useWords();
  const [title, setTitle] = useState(way === "rework" ? t.derive.reworkTitle(order.title).slice(0, 200) : order.title);
  const [cause, setCause] = useState("");
  const [missing, setMissing] = useState(false);
  const key = useRef(crypto.randomUUID());
  const create = useMutation({
    mutationFn: () => api("POST /v1/orders", { body: made(order, way, title.trim(), cause), idempotencyKey: key.current }),
    onSuccess: (fresh) => {
      refreshSoon("GET /v1/orders", "GET /v1/analytics/overview");
      toast(t.orders.created(fresh.number));
      onClose();
      setQuery({ order: fresh.id });
    },
    onError: () => {
      key.current = crypto.randomUUID();
    },
  });
  const submit = (): void => {
    setMissing(!title.trim());
    if (title.trim()) create.mutate();
  };
  return (
    <FormDialog
      title={way === "copy" ? t.derive.copyOf(order.number) : t.derive.reworkOf(order.number)}
      error={create.error}
      action={t.newOrder.submit}
      disabled={create.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p class="muted">{way === "copy" ? t.derive.copyHint : t.derive.reworkHint}</p>
      <TextField
        label={t.newOrder.what}
        maxLength={200}
        autofocus
        value={title}
        onValue={setTitle}
        error={missing ? t.problem.required : ruleOf(create.error, "title")}
      />
      {way === "rework" && (
        <SelectField
          label={t.edit.rework_cause}
          optional
          options={Object.entries(t.derive.causes)}
          empty={t.derive.noCause}
          value={cause}
          onValue={setCause}
          error={ruleOf(create.error, "rework_cause")}
        />
      )}
    </FormDialog>
  );
}
