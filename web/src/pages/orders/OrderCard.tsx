import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import type { Order } from "../../api/types.ts";
import { money, number, phone } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { PriorityMark, StatusChip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { Ago, At } from "../../ui/Time.tsx";
import { Moves } from "./Moves.tsx";
import { Timeline } from "./Timeline.tsx";

/** One order on a sheet at the side; its id is in the address. */
export function OrderCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const order = useApi("GET /v1/orders/{order_id}", { path: { order_id: id } });
  return (
    <Dialog
      shape="side"
      light
      onClose={onClose}
      title={order.data ? t.orders.open(order.data.number) : <Bone width={120} />}
    >
      <div class="dialog-body card">
        {order.data ? (
          <Body order={order.data} />
        ) : order.error ? (
          <Failure error={order.error} onRetry={() => void order.refetch()} />
        ) : (
          <CardBones />
        )}
      </div>
    </Dialog>
  );
}

function CardBones() {
  const { t } = useWords();
  return (
    <div class="bones" role="status" aria-label={t.states.loading}>
      <Bone width="40%" height={22} />
      <Bone width="85%" height={24} />
      <Bone width="60%" height={32} />
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <Bone key={row} width={row % 2 ? "70%" : "90%"} />
      ))}
    </div>
  );
}

function Body({ order }: { order: Order }) {
  const { t } = useWords();
  // What went wrong with a move outlives its form: the form goes with the outdated version.
  const [notice, setNotice] = useState<string | null>(null);
  return (
    <>
      <div class="card-head">
        <span class="card-marks">
          <StatusChip status={order.status} />
          <PriorityMark priority={order.priority} />
          <span class="muted card-when">
            <Ago at={order.updated_at} />
          </span>
        </span>
        <p class="card-title">{order.title}</p>
      </div>
      {notice && (
        <p class="banner" data-tone="warn" role="alert">
          <Icon name="triangle-alert" />
          {notice}
        </p>
      )}
      <Moves key={order.version} order={order} onNotice={setNotice} />
      <Facts order={order} />
      {order.description && (
        <section>
          <h3>{t.card.description}</h3>
          <p class="prose">{order.description}</p>
        </section>
      )}
      <Items order={order} />
      <section>
        <h3>{t.card.history}</h3>
        <Timeline entries={order.history} />
      </section>
    </>
  );
}

function Facts({ order }: { order: Order }) {
  const { t } = useWords();
  const rows: [string, ComponentChildren][] = [
    [t.card.customer, order.customer_name],
    [t.card.phone, order.phone && <a href={`tel:${order.phone}`}>{phone(order.phone)}</a>],
    [t.card.technician, order.technician_name ?? <span class="muted">{t.orders.nobody}</span>],
    [
      t.card.planned,
      order.scheduled_start && (
        <>
          <At at={order.scheduled_start} />
          {order.scheduled_end && (
            <>
              {" – "}
              <At at={order.scheduled_end} />
            </>
          )}
        </>
      ),
    ],
    [t.card.due, order.due_at && <At at={order.due_at} />],
    [t.card.completed, order.completed_at && <At at={order.completed_at} />],
    [t.card.outcome, order.outcome && t.outcome[order.outcome]],
    [t.card.holdReason, order.status === "on_hold" && order.hold_reason && t.hold[order.hold_reason]],
    [t.card.cancelledBy, order.cancelled_by && t.by[order.cancelled_by]],
    [t.card.cancelReason, order.cancel_reason],
    [t.card.external, order.external_id],
    [t.card.created, <At at={order.created_at} />],
  ];
  return (
    <dl class="facts">
      {rows
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Items({ order }: { order: Order }) {
  const { t, lang } = useWords();
  const { currency } = config().company;
  return (
    <section>
      <h3>{t.card.items}</h3>
      {order.items.length === 0 ? (
        <p class="muted">{t.card.noItems}</p>
      ) : (
        <table class="items">
          <tbody>
            {order.items.map((item, index) => (
              <tr key={index}>
                <th scope="row">
                  {item.name}
                  <small>{t.kinds[item.kind]}</small>
                </th>
                <td>
                  {number(Number(item.qty), lang)} × {money({ amount: item.unit_price, currency }, lang)}
                </td>
                <td>{money({ amount: Math.round(Number(item.qty) * item.unit_price), currency }, lang)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t.card.total}
              </th>
              <td>{money(order.total, lang)}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}
