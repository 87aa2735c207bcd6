import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { showOrder } from "../../api/orders.ts";
import { ApiError } from "../../api/problem.ts";
import type { Order, Payment } from "../../api/types.ts";
import { money, parseMoney, typed } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { ChoiceField, TextField } from "../../ui/Field.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { At } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";

type Kind = Payment["kind"];

/** Money that came in and went back, and the two doors for more. */
export function Payments({ order }: { order: Order }) {
  const { t, lang } = useWords();
  const [kind, setKind] = useState<Kind | null>(null);
  const mayPay = useMay("payments:write");
  const { due, paid } = order.totals;
  if (order.payments.length === 0 && (!mayPay || due.amount === 0)) return null;
  return (
    <section>
      <header class="section-head">
        <h3>{t.pay.heading}</h3>
        {mayPay && due.amount > 0 && (
          <button type="button" class="button small" onClick={() => setKind("payment")}>
            <Icon name="wallet" size={14} />
            {t.pay.take}
          </button>
        )}
        {mayPay && paid.amount > 0 && (
          <button type="button" class="button small" onClick={() => setKind("refund")}>
            <Icon name="undo-2" size={14} />
            {t.pay.giveBack}
          </button>
        )}
      </header>
      {order.payments.length === 0 ? (
        <p class="muted">{t.pay.none}</p>
      ) : (
        <ul class="rows payments">
          {order.payments.map((one) => (
            <li key={one.id}>
              <span>
                {t.pay.kinds[one.kind]}, {t.pay.methods[one.method].toLowerCase()}
                <small>
                  <At at={one.at} />
                  {one.note && ` · ${one.note}`}
                </small>
              </span>
              <strong>
                {one.kind === "refund" && "−"}
                {money({ amount: one.amount, currency: paid.currency }, lang)}
              </strong>
            </li>
          ))}
        </ul>
      )}
      {kind && <PaymentDialog order={order} kind={kind} onClose={() => setKind(null)} />}
    </section>
  );
}

function PaymentDialog({ order, kind, onClose }: { order: Order; kind: Kind; onClose: () => void }) {
  const { t, lang } = useWords();
  const most = kind === "payment" ? order.totals.due : order.totals.paid;
  const [amount, setAmount] = useState(typed(most.amount, most.currency));
  const [method, setMethod] = useState("card");
  const [note, setNote] = useState("");
  const [isBad, setBad] = useState(false);
  // Pressing twice, or a lost answer, does not take the money twice.
  const key = useRef(crypto.randomUUID());
  const minor = parseMoney(amount, most.currency);

  const pay = useMutation({
    mutationFn: () =>
      api("POST /v1/orders/{order_id}/payments", {
        path: { order_id: order.id },
        body: { kind, method: method as Payment["method"], amount: minor ?? 0, ...(note.trim() ? { note: note.trim() } : {}) },
        idempotencyKey: key.current,
      }),
    onSuccess: (paid) => {
      showOrder(paid);
      toast(kind === "payment" ? t.pay.taken : t.pay.given);
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 422) key.current = crypto.randomUUID();
    },
  });
  const submit = (): void => {
    setBad(!minor);
    if (minor) pay.mutate();
  };

  return (
    <FormDialog
      title={kind === "payment" ? t.pay.take : t.pay.giveBack}
      error={pay.error}
      action={kind === "payment" ? t.pay.takeNow : t.pay.giveNow}
      danger={kind === "refund"}
      disabled={pay.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t.pay.amount}
        inputMode="decimal"
        autofocus
        hint={kind === "payment" ? t.pay.mostDue(money(most, lang)) : t.pay.mostPaid(money(most, lang))}
        value={amount}
        onValue={setAmount}
        error={isBad ? t.problem.badMoney : ruleOf(pay.error, "amount")}
      />
      <ChoiceField label={t.pay.method} options={Object.entries(t.pay.methods)} value={method} onValue={setMethod} />
      <TextField label={t.pay.note} optional maxLength={500} value={note} onValue={setNote} />
    </FormDialog>
  );
}
