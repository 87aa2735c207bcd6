import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refreshSoon, showRow } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import { ApiError } from "../../api/problem.ts";
import type { NewOrder } from "../../api/types.ts";
import { check, EMPTY, type Draft, type DraftErrors } from "../../lib/draft.ts";
import { parseMoney, parseQuantity } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { setQuery } from "../../lib/url.ts";
import { AreaField, SelectField, TextField } from "../../ui/Field.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";

/** The server's names of the fields of the form. */
const SERVER: Record<keyof Draft, string> = {
  title: "title",
  description: "description",
  priority: "priority",
  zone: "zone",
  name: "customer.name",
  phone: "phone",
  line: "items.0.name",
  kind: "items.0.kind",
  quantity: "qty",
  price: "unit_price",
};

function bodyOf(draft: Draft, currency: string): NewOrder {
  const items = draft.line.trim()
    ? [
        {
          kind: draft.kind as "service",
          name: draft.line.trim(),
          qty: parseQuantity(draft.quantity) ?? "1",
          unit_price: parseMoney(draft.price, currency) ?? 0,
        },
      ]
    : [];
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    priority: draft.priority as "normal",
    ...(draft.zone.trim() ? { zone: draft.zone.trim() } : {}),
    customer: { name: draft.name.trim(), phone: draft.phone.trim() },
    items,
    source: "web",
  };
}

/** A new order stands first on the first page of all orders and of the new ones, newest first. */
function isTop(query: unknown): boolean {
  const { limit: _, status = ["new"], ...rest } = (query ?? {}) as Record<string, unknown> & { status?: string[] };
  return Object.keys(rest).length === 0 && status.includes("new");
}

/** The form of a new order. */
export function NewOrderDialog({ currency, onClose }: { currency: string; onClose: () => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(EMPTY);
  const [errors, setErrors] = useState<DraftErrors>({});
  const form = useRef<HTMLFormElement>(null);
  // One key per form: pressing twice or a lost answer does not make two orders.
  const key = useRef(crypto.randomUUID());

  const create = useMutation({
    mutationFn: () =>
      api("POST /v1/orders", { body: bodyOf(draft, currency), idempotencyKey: key.current }),
    onSuccess: (order) => {
      showRow("GET /v1/orders", order, isTop);
      refreshSoon("GET /v1/orders", "GET /v1/analytics/overview");
      toast(t.orders.created(order.number));
      setQuery({ new: null, order: order.id, cursor: null }, { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.status === 422) key.current = crypto.randomUUID();
    },
  });

  const submit = (): void => {
    const found = check(draft, currency);
    setErrors(found);
    if (Object.keys(found).length === 0) create.mutate();
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };

  const bind = (field: keyof Draft) => {
    const own = errors[field];
    return {
      value: draft[field],
      onValue: (value: string) => setDraft({ ...draft, [field]: value }),
      error: own ? t.problem[own] : ruleOf(create.error, SERVER[field]),
    };
  };
  const choices = (names: Record<string, string>): [string, string][] => Object.entries(names);

  return (
    <FormDialog
      title={t.newOrder.title}
      error={create.error}
      action={t.newOrder.submit}
      disabled={create.isPending}
      form={form}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={t.newOrder.what} placeholder={t.newOrder.whatHint} maxLength={200} autofocus {...bind("title")} />
      <div class="form-row">
        <TextField label={t.newOrder.customerName} maxLength={200} autocomplete="off" {...bind("name")} />
        <TextField
          label={t.newOrder.phone}
          type="tel"
          inputMode="tel"
          autocomplete="off"
          placeholder="+7 900 000-00-00"
          maxLength={32}
          {...bind("phone")}
        />
      </div>
      <div class="form-row">
        <SelectField label={t.orders.priority} options={choices(t.priority)} {...bind("priority")} />
        <TextField label={t.orders.zone} optional maxLength={64} {...bind("zone")} />
      </div>
      <AreaField label={t.newOrder.details} optional rows={2} maxLength={15000} {...bind("description")} />
      <fieldset class="form-group">
        <legend>
          {t.newOrder.line} <span class="field-optional">{t.optional}</span>
        </legend>
        <div class="line-row">
          <TextField label={t.newOrder.lineName} maxLength={200} {...bind("line")} />
          <SelectField label={t.newOrder.kind} options={choices(t.kinds)} {...bind("kind")} />
          <TextField label={t.newOrder.quantity} inputMode="decimal" {...bind("quantity")} />
          <TextField label={t.newOrder.price} inputMode="decimal" {...bind("price")} />
        </div>
      </fieldset>
    </FormDialog>
  );
}
