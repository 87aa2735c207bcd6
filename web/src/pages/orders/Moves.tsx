import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { config } from "../../api/config.ts";
import { refresh, refreshSoon } from "../../api/data.ts";
import { useMay, useMe } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { loadOrder, showOrder } from "../../api/orders.ts";
import { ApiError } from "../../api/problem.ts";
import type { Order, Status } from "../../api/types.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { fieldsOf, mainMove, mayMove, nameOf, type MoveField } from "../../lib/moves.ts";
import { toWallClock } from "../../lib/time.ts";
import { Alarm } from "../../ui/Banner.tsx";
import { explainMove } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { differences } from "./differences.ts";
import { bodyOf, missingOf, MoveFields, type Values } from "./MoveFields.tsx";

function nameIn(t: Messages, order: Order, to: Status): string {
  return t.moves[nameOf(order.status, to) as keyof typeof t.moves];
}

interface Props {
  order: Order;
  /** The move whose form is open from the start. */
  first?: Status | null;
  onNotice: (text: string | null) => void;
  onMoved?: () => void;
}

/** The moves that the order allows now; one that needs more opens its form here. */
export function Moves({ order, first = null, onNotice, onMoved }: Props) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<Status | null>(first && order.allowed_moves.includes(first) ? first : null);
  const roles = useMe()?.roles;
  const isWorker = useMay("orders:work");
  const allowed = order.allowed_moves.filter((to) => isWorker && (!roles || mayMove(roles, order.status, to)));
  const main = mainMove(order.status, allowed);
  if (order.allowed_moves.length === 0) return <p class="muted">{t.card.noMoves}</p>;
  if (allowed.length === 0) return null;
  if (chosen) return <MoveForm order={order} to={chosen} onDone={() => setChosen(null)} onNotice={onNotice} onMoved={onMoved} />;
  return (
    <div class="moves" role="group" aria-label={t.card.moves}>
      {[...allowed]
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
  onMoved: (() => void) | undefined;
}

/** The order is not what the page shows. */
function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 409 || error.status === 412);
}

function MoveForm({ order, to, onDone, onNotice, onMoved }: FormProps) {
  const { t, lang } = useWords();
  const fields = fieldsOf(order.status, to, Boolean(order.technician_id));
  const [values, setValues] = useState<Values>(() => startingValues(order));
  const [missing, setMissing] = useState<MoveField[]>([]);

  const move = useMutation({
    mutationFn: () =>
      api("POST /v1/orders/{order_id}/transitions", {
        path: { order_id: order.id },
        body: bodyOf(to, fields, values),
        version: order.version,
      }),
    onSuccess: (moved) => {
      onNotice(null);
      showOrder(moved);
      refreshSoon("GET /v1/analytics/overview", "GET /v1/deliveries");
      toast(t.orders.moved(moved.number, t.status[moved.status]));
      onMoved?.();
    },
    onError: (error) => {
      if (!isOutdated(error)) return;
      const said = explainMove(error, to);
      const tell = async (): Promise<void> => {
        const fresh = await loadOrder(order.id);
        onNotice([said, ...differences(order, fresh, t, lang)].join("\n"));
        showOrder(fresh);
      };
      onNotice(said);
      tell().catch(() => refresh("GET /v1/orders/{order_id}", "GET /v1/orders"));
    },
  });

  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const left = missingOf(fields, values);
    setMissing(left);
    if (left.length === 0) move.mutate();
  };

  return (
    <form class="form move" onSubmit={submit} noValidate aria-label={nameIn(t, order, to)}>
      <p class="move-title">{nameIn(t, order, to)}</p>
      {move.error && !isOutdated(move.error) && <Alarm>{explainMove(move.error, to)}</Alarm>}
      <MoveFields fields={fields} values={values} onValues={setValues} missing={missing} error={move.error} />
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
