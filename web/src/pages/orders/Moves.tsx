import { useMutation } from "@tanstack/preact-query";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { config } from "../../api/config.ts";
import { queries, refresh, refreshSoon, showRow, useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { ApiError } from "../../api/problem.ts";
import type { Move, Order, Status } from "../../api/types.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { fieldsOf, mainMove, nameOf, type MoveField } from "../../lib/moves.ts";
import { fromWallClock, toWallClock } from "../../lib/time.ts";
import { AreaField, ChoiceField, SelectField, TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { explainMove, ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";

type Values = Partial<Record<MoveField, string>>;

const TIMES: MoveField[] = ["scheduled_start", "scheduled_end"];

function nameIn(t: Messages, order: Order, to: Status): string {
  return t.moves[nameOf(order.status, to) as keyof typeof t.moves];
}

/** The moves that the order allows now; one that needs more opens its form here. */
export function Moves({ order, onNotice }: { order: Order; onNotice: (text: string | null) => void }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<Status | null>(null);
  const mayMove = useMay("orders:write");
  const main = mainMove(order.status, order.allowed_moves);
  if (!mayMove) return null;
  if (order.allowed_moves.length === 0) return <p class="muted">{t.card.noMoves}</p>;
  if (chosen) return <MoveForm order={order} to={chosen} onDone={() => setChosen(null)} onNotice={onNotice} />;
  return (
    <div class="moves" role="group" aria-label={t.card.moves}>
      {[...order.allowed_moves]
        .sort((a, b) => Number(b === main) - Number(a === main))
        .map((to) => (
          <button
            key={to}
            type="button"
            class={`button ${to === main ? "primary" : ""} ${to === "cancelled" ? "danger" : ""}`}
            onClick={() => setChosen(to)}
          >
            {nameIn(t, order, to)}
          </button>
        ))}
    </div>
  );
}

function startingValues(order: Order): Values {
  const { zone } = config().company;
  return {
    technician_id: order.technician_id ?? "",
    scheduled_start: toWallClock(order.scheduled_start, zone),
    scheduled_end: toWallClock(order.scheduled_end, zone),
  };
}

interface FormProps {
  order: Order;
  to: Status;
  onDone: () => void;
  onNotice: (text: string | null) => void;
}

/** The order is not what the page shows. */
function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 409 || error.status === 412);
}

function MoveForm({ order, to, onDone, onNotice }: FormProps) {
  const { t } = useWords();
  const { zone } = config().company;
  const fields = fieldsOf(order.status, to, Boolean(order.technician_id));
  const [values, setValues] = useState<Values>(() => startingValues(order));
  const [missing, setMissing] = useState<MoveField[]>([]);

  const move = useMutation({
    mutationFn: () => {
      const given: Values = {};
      for (const { field } of fields) {
        const value = values[field]?.trim();
        if (value) given[field] = TIMES.includes(field) ? fromWallClock(value, zone) : value;
      }
      return api("POST /v1/orders/{order_id}/transitions", {
        path: { order_id: order.id },
        body: { ...given, to } as Move,
        version: order.version,
      });
    },
    onSuccess: (moved) => {
      onNotice(null);
      queries.setQueryData(["GET /v1/orders/{order_id}", { order_id: order.id }, null], moved);
      showRow("GET /v1/orders", moved, () => false);
      refreshSoon("GET /v1/orders", "GET /v1/analytics/days", "GET /v1/deliveries");
      toast(t.orders.moved(moved.number, t.status[moved.status]));
    },
    onError: (error) => {
      if (!isOutdated(error)) return;
      onNotice(explainMove(error, to));
      refresh("GET /v1/orders/{order_id}", "GET /v1/orders");
    },
  });

  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const left = fields.filter((one) => one.required && !values[one.field]?.trim()).map((one) => one.field);
    setMissing(left);
    if (left.length === 0) move.mutate();
  };

  return (
    <form class="form move" onSubmit={submit} noValidate aria-label={nameIn(t, order, to)}>
      <p class="move-title">{nameIn(t, order, to)}</p>
      {move.error && !isOutdated(move.error) && (
        <p class="banner" data-tone="bad" role="alert">
          <Icon name="triangle-alert" />
          {explainMove(move.error, to)}
        </p>
      )}
      <div class="move-fields">
        {fields.map(({ field, required }) => (
          <MoveInput
            key={field}
            field={field}
            optional={!required}
            value={values[field] ?? ""}
            onValue={(value) => setValues({ ...values, [field]: value })}
            error={missing.includes(field) ? t.problem.required : ruleOf(move.error, field)}
          />
        ))}
      </div>
      <footer>
        <button class={`button ${to === "cancelled" ? "danger-fill" : "primary"}`} disabled={move.isPending} autofocus={fields.length === 0}>
          {t.moves.apply}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {t.cancel}
        </button>
      </footer>
    </form>
  );
}

interface InputProps {
  field: MoveField;
  optional: boolean;
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
}

function MoveInput({ field, ...rest }: InputProps) {
  const { t } = useWords();
  const technicians = useApi("GET /v1/technicians", {}, { enabled: field === "technician_id", staleTime: 60_000 });
  switch (field) {
    case "technician_id": {
      const active = technicians.data?.items.filter((one) => one.active) ?? [];
      const options = active.map((one): [string, string] => [one.id, one.name]);
      return <SelectField label={t.move.technician} empty={t.move.choose} options={options} {...rest} />;
    }
    case "scheduled_start":
    case "scheduled_end": {
      const label = field === "scheduled_start" ? t.move.start : t.move.end;
      const hint = field === "scheduled_start" ? t.move.zone(config().company.zone) : undefined;
      return <TextField type="datetime-local" label={label} hint={hint} {...rest} />;
    }
    case "hold_reason":
      return <ChoiceField label={t.move.holdReason} options={Object.entries(t.hold)} {...rest} />;
    case "outcome":
      return <ChoiceField label={t.move.outcome} options={Object.entries(t.outcome)} {...rest} />;
    case "cancelled_by":
      return <ChoiceField label={t.move.cancelledBy} options={Object.entries(t.by)} {...rest} />;
    case "reason":
      return <AreaField label={t.move.reason} rows={2} maxLength={500} {...rest} />;
  }
}
