import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { config } from "../../api/config.ts";
import { refresh, refreshSoon } from "../../api/data.ts";
import { useMay, useMe } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { loadOrder, showOrder } from "../../api/orders.ts";
import { ApiError } from "../../api/problem.ts";
import type { Order, Status } from "../../api/types.ts";
import { clashes, resolve, type Clash } from "../../lib/conflict.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { fieldsOf, mainMove, mayMove, nameOf, type MoveField } from "../../lib/moves.ts";
import { toWallClock } from "../../lib/time.ts";
import { Alarm } from "../../ui/Banner.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { explainMove } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { differences } from "./differences.ts";
import type { ClashProps } from "./MoveClash.tsx";
import { bodyOf, missingOf, MoveFields, type Values } from "./MoveFields.tsx";
import { Notice } from "./Notice.tsx";

/** Seldom met, so nobody loads it before. */
const MoveClash = lazy<ClashProps>(() => import("./MoveClash.tsx").then((file) => file.MoveClash));

function nameIn(t: Messages, order: Order, to: Status): string {
  return t.moves[nameOf(order.status, to) as keyof typeof t.moves];
}

interface Props {
  order: Order;
  /** The move whose form is open from the start. */
  first?: Status | null;
  onMoved?: () => void;
}

/** The moves that the order allows now; one that needs more opens its form here. */
export function Moves({ order, first = null, onMoved }: Props) {
  const { t } = useWords();
  const [chosen, setChosen] = useState(first);
  // What was typed and what went wrong outlive the form: it goes when the order no longer allows its move.
  const [typed, setTyped] = useState<Values>({});
  const [notice, setNotice] = useState<string | null>(null);
  const roles = useMe()?.roles;
  const isWorker = useMay("orders:work");
  const allowed = order.allowed_moves.filter((to) => isWorker && (!roles || mayMove(roles, order.status, to)));
  const main = mainMove(order.status, allowed);
  const leave = (): void => {
    setChosen(null);
    setTyped({});
  };
  const done = (): void => {
    leave();
    setNotice(null);
    onMoved?.();
  };
  return (
    <>
      {notice && <Notice text={notice} />}
      {order.allowed_moves.length === 0 && <p class="muted">{t.card.noMoves}</p>}
      {chosen && allowed.includes(chosen) ? (
        <MoveForm key={chosen} order={order} to={chosen} typed={typed} onTyped={setTyped} onLeave={leave} onNotice={setNotice} onMoved={done} />
      ) : (
        allowed.length > 0 && (
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
        )
      )}
    </>
  );
}

function startingValues(order: Order): Values {
  const { zone } = config().company;
  return {
    technician_id: order.technician_id ?? "",
    scheduled_start: toWallClock(order.scheduled_start, zone),
    scheduled_end: toWallClock(order.scheduled_end, zone),
    rework_cause: order.rework_cause ?? "",
  };
}

interface FormProps {
  order: Order;
  to: Status;
  /** What the person has put in; all else follows the order. */
  typed: Values;
  onTyped: (typed: Values) => void;
  onLeave: () => void;
  onNotice: (text: string | null) => void;
  onMoved: () => void;
}

/** Say which of the typed values somebody else has meanwhile put otherwise. */
function crossed(before: Order, sent: Values, after: Order): Clash[] {
  return clashes(startingValues(before), sent, startingValues(after)).filter((one) => one.isTouched);
}

/** The order is not what the page shows. */
function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 409 || error.status === 412);
}

function MoveForm({ order, to, typed, onTyped, onLeave, onNotice, onMoved }: FormProps) {
  const { t, lang } = useWords();
  const cause = order.rework_of ? (order.rework_cause ? "told" : "untold") : undefined;
  const fields = fieldsOf(order.status, to, Boolean(order.technician_id), cause);
  const values: Values = { ...startingValues(order), ...typed };
  const [missing, setMissing] = useState<MoveField[]>([]);
  const [clash, setClash] = useState<Clash[]>([]);

  const move = useMutation({
    mutationFn: ({ from, given }: { from: Order; given: Values }) =>
      api("POST /v1/orders/{order_id}/transitions", {
        path: { order_id: from.id },
        body: bodyOf(to, fields, given),
        version: from.version,
      }),
    onSuccess: (moved) => {
      showOrder(moved);
      refreshSoon("GET /v1/analytics/overview", "GET /v1/deliveries");
      toast(t.orders.moved(moved.number, t.status[moved.status]));
      onMoved();
    },
    onError: (error, { from }) => {
      if (!isOutdated(error)) return undefined;
      const said = explainMove(error, to);
      const tell = async (): Promise<void> => {
        const fresh = await loadOrder(from.id);
        onNotice([said, ...differences(from, fresh, t, lang)].join("\n"));
        setClash(crossed(from, typed, fresh).filter((one) => fields.some(({ field }) => field === one.field)));
        showOrder(fresh);
      };
      onNotice(said);
      return tell().catch(() => refresh("GET /v1/orders/{order_id}", "GET /v1/orders"));
    },
  });

  const send = (given: Values): void => {
    const left = missingOf(fields, given);
    setMissing(left);
    if (left.length === 0) move.mutate({ from: order, given });
  };
  const onResolve = (theirs: ReadonlySet<string>): void => {
    const mine = resolve(typed, theirs);
    onTyped(mine);
    setClash([]);
    send({ ...startingValues(order), ...mine });
  };

  return (
    <>
      <form
        class="form move"
        onSubmit={(event) => {
          event.preventDefault();
          send(values);
        }}
        noValidate
        aria-label={nameIn(t, order, to)}
      >
        <p class="move-title">{nameIn(t, order, to)}</p>
        {move.error && !isOutdated(move.error) && <Alarm>{explainMove(move.error, to)}</Alarm>}
        <MoveFields fields={fields} values={values} onValue={(field, value) => onTyped({ ...typed, [field]: value })} missing={missing} error={move.error} />
        <footer>
          <button class={`button ${to === "cancelled" ? "danger-fill" : "primary"}`} disabled={move.isPending} autofocus={fields.length === 0}>
            {t.moves.apply}
          </button>
          <button type="button" class="button" onClick={onLeave}>
            {t.cancel}
          </button>
        </footer>
      </form>
      {clash.length > 0 && <MoveClash list={clash} isPending={move.isPending} onResolve={onResolve} onClose={() => setClash([])} />}
    </>
  );
}
