import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay, useMe } from "../../api/me.ts";
import type { Order } from "../../api/types.ts";
import { phone } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { PriorityMark, StatusChip } from "../../ui/Chip.tsx";
import { Facts as FactList } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { Link } from "../../ui/Link.tsx";
import { Overdue } from "../../ui/Overdue.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Bone } from "../../ui/States.tsx";
import { Ago, At, Between } from "../../ui/Time.tsx";
import type { Way } from "./Derive.tsx";
import { Feedback } from "./Feedback.tsx";
import { Files } from "./Files.tsx";
import { Lines } from "./Lines.tsx";
import { Moves } from "./Moves.tsx";
import { Paper } from "./Paper.tsx";
import { Payments } from "./Payments.tsx";
import { Sla } from "./Sla.tsx";
import { Timeline } from "./Timeline.tsx";

/** Forms come with the click that opens them. */
const DeriveDialog = lazy<{ order: Order; way: Way; onClose: () => void }>(() =>
  import("./Derive.tsx").then((file) => file.DeriveDialog),
);
const EditOrderDialog = lazy<{ order: Order; onClose: () => void }>(() =>
  import("./EditOrder.tsx").then((file) => file.EditOrderDialog),
);
/** Few orders come from others. */
const OriginName = lazy<{ order: Order; link: "rework_of" | "copied_from" }>(() => import("./Origins.tsx").then((file) => file.OriginName));
const WorkBefore = lazy<{ order: Order }>(() => import("./Origins.tsx").then((file) => file.WorkBefore));
/** Only who looks after integrations sees it: others load neither it nor its words. */
const Deliveries = lazy<{ order: Order }>(() => import("./Deliveries.tsx").then((file) => file.Deliveries), "log");

/** One order on a sheet at the side; its id is in the address. */
export function OrderCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const order = useApi("GET /v1/orders/{order_id}", { path: { order_id: id } });
  return (
    <Sheet title={order.data ? t.orders.open(order.data.number) : <Bone width={120} />} of={order} onClose={onClose}>
      {(data) => <Body order={data} />}
    </Sheet>
  );
}

function Body({ order }: { order: Order }) {
  const { t } = useWords();
  const mayRead = useMay("feedback:read");
  const mayReadLog = useMe()?.permissions.includes("integrations:read");
  return (
    <>
      <div class="card-head">
        <span class="card-marks">
          <StatusChip status={order.status} />
          <PriorityMark priority={order.priority} />
          <span class="muted card-when">
            <Ago at={order.updated_at} />
          </span>
          <button type="button" class="button quiet square" aria-label={t.card.print} title={t.card.print} onClick={() => print()}>
            <Icon name="printer" />
          </button>
        </span>
        <p class="card-title">{order.title}</p>
      </div>
      <Moves key={order.id} order={order} />
      <Tools order={order} />
      <Facts order={order} />
      {order.rework_of && <WorkBefore order={order} />}
      {order.sla && <Sla sla={order.sla} />}
      {order.description && (
        <section>
          <h3>{t.card.description}</h3>
          <p class="prose">{order.description}</p>
        </section>
      )}
      <Lines order={order} />
      <Payments order={order} />
      <Files order={order} />
      <section>
        <h3>{t.card.history}</h3>
        <Timeline entries={order.history} />
      </section>
      {order.completed_at && mayRead && <Feedback id={order.id} />}
      {mayReadLog && <Deliveries order={order} />}
      <Paper order={order} />
    </>
  );
}

/** What can be done besides moving the order on. */
function Tools({ order }: { order: Order }) {
  const { t } = useWords();
  const [opened, setOpened] = useState<Way | "edit" | null>(null);
  if (!useMay("orders:write")) return null;
  const close = (): void => setOpened(null);
  return (
    <div class="moves" role="group" aria-label={t.card.tools}>
      <button type="button" class="button small" onClick={() => setOpened("edit")}>
        <Icon name="pencil" size={14} />
        {t.card.edit}
      </button>
      <button type="button" class="button small" onClick={() => setOpened("copy")}>
        <Icon name="files" size={14} />
        {t.derive.copy}
      </button>
      {order.completed_at && (
        <button type="button" class="button small" onClick={() => setOpened("rework")}>
          <Icon name="rotate-cw" size={14} />
          {t.derive.rework}
        </button>
      )}
      {opened === "edit" && <EditOrderDialog order={order} onClose={close} />}
      {(opened === "copy" || opened === "rework") && <DeriveDialog order={order} way={opened} onClose={close} />}
    </div>
  );
}

function Facts({ order }: { order: Order }) {
  const { t } = useWords();
  const rows: [string, ComponentChildren][] = [
    [t.card.customer, <CustomerName order={order} />],
    [t.card.phone, order.phone && <a href={`tel:${order.phone}`}>{phone(order.phone)}</a>],
    [t.card.address, order.customer.address],
    [t.card.zone, order.zone],
    [t.card.technician, order.technician_name ?? <span class="muted">{t.orders.nobody}</span>],
    [
      t.card.planned,
      order.scheduled_start &&
        (order.scheduled_end ? (
          <Between from={order.scheduled_start} to={order.scheduled_end} />
        ) : (
          <At at={order.scheduled_start} />
        )),
    ],
    [
      t.card.due,
      order.due_at && (
        <>
          <At at={order.due_at} /> {order.is_overdue && <Overdue />}
        </>
      ),
    ],
    [t.card.completed, order.completed_at && <At at={order.completed_at} />],
    [t.card.outcome, order.outcome && t.outcome[order.outcome]],
    [t.card.holdReason, order.status === "on_hold" && order.hold_reason && t.hold[order.hold_reason]],
    [t.card.cancelledBy, order.cancelled_by && t.by[order.cancelled_by]],
    [t.card.cancelReason, order.cancel_reason],
    [t.card.external, order.external_id],
    [t.derive.reworkFrom, order.rework_of && <OriginName order={order} link="rework_of" />],
    [
      t.edit.rework_cause,
      order.rework_of &&
        (order.rework_cause ? t.derive.causes[order.rework_cause] : <span class="muted">{t.derive.noCause}</span>),
    ],
    [t.derive.copiedFrom, order.copied_from && <OriginName order={order} link="copied_from" />],
    [t.card.created, <At at={order.created_at} />],
  ];
  return <FactList rows={rows} />;
}

/** Who may not see all customers sees the card of this one here, in place of the order's. */
function CustomerName({ order }: { order: Order }) {
  const { query } = usePlace();
  const customer = order.customer_id;
  const href = useMay("customers:read")
    ? address("/customers", { customer })
    : address("/orders", patched(query, { order: null, customer }));
  return <Link href={href}>{order.customer_name}</Link>;
}
