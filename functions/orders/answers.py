"""What callers get of orders."""

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, Field

from orders.attachments import Attachment
from orders.items import ItemKind, LineItem
from orders.model import CancelledBy, HoldReason, Order, Outcome, Priority, ReworkCause, Status
from orders.origins import Origin, Origins
from orders.payments import Payment
from orders.pricing import VatMode
from orders.queries import is_overdue
from orders.refs import Actor, CustomerRef, TechnicianRef
from orders.sla.model import SlaClocks
from shared.clock import text
from shared.item import Item
from shared.money import Money


class OrderRow(BaseModel):
    """An order as a list shows it."""

    id: str
    number: str
    external_id: str | None = None
    version: int
    type: str
    status: Status
    priority: Priority
    title: str
    customer_id: str
    customer_name: str
    phone: str | None = None
    technician_id: str | None = None
    technician_name: str | None = None
    zone: str | None = None
    total: Money
    paid: Money
    is_overdue: bool
    due_at: datetime | None = None
    scheduled_start: datetime | None = None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, item: Item, now: datetime) -> "OrderRow":
        """Make a row from a list's item."""
        currency = item["currency"]
        return cls.model_validate(
            {
                **item,
                "total": Money(amount=item["total"], currency=currency),
                "paid": Money(amount=item.get("paid", 0), currency=currency),
                "is_overdue": is_overdue(item, now),
            }
        )


class OrderRowsOut(BaseModel):
    """A page of orders."""

    items: list[OrderRow]
    next_cursor: str | None


class LineOut(LineItem):
    """One line with what it comes to, in minor units."""


class TotalsOut(BaseModel):
    """What the order comes to."""

    net: Money
    discount: Money
    vat: Money
    gross: Money
    paid: Money
    due: Money

    @classmethod
    def of(cls, order: Order) -> "TotalsOut":
        """Show an order's totals."""

        def money(amount: int) -> Money:
            return Money(amount=amount, currency=order.currency)

        totals = order.totals
        return cls(
            net=money(totals.net),
            discount=money(totals.discount),
            vat=money(totals.vat),
            gross=money(totals.gross),
            paid=money(order.paid),
            due=money(order.due),
        )


class EntryOut(BaseModel):
    """One line of the order's history; `from` and `to` are states."""

    action: str
    from_: Status | None = Field(alias="from")
    to: Status | None
    at: datetime
    recorded_at: datetime
    actor: Actor
    reason: str | None
    fields: tuple[str, ...]
    version: int


class OrderOut(OrderRow):
    """An order with all that is known of it."""

    description: str
    source: str
    customer: CustomerRef
    technician: TechnicianRef | None
    items: tuple[LineOut, ...]
    vat_mode: VatMode
    totals: TotalsOut
    payments: tuple[Payment, ...]
    attachments: tuple[Attachment, ...]
    scheduled_end: datetime | None
    sla: SlaClocks | None
    rework_of: str | None
    rework_cause: ReworkCause | None
    copied_from: str | None
    outcome: Outcome | None
    hold_reason: HoldReason | None
    hold_since: datetime | None
    hold_seconds: int
    cancel_reason: str | None
    cancelled_by: CancelledBy | None
    assigned_at: datetime | None
    first_scheduled_at: datetime | None
    en_route_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    last_completed_at: datetime | None
    closed_at: datetime | None
    cancelled_at: datetime | None
    first_reopened_at: datetime | None
    reopened_at: datetime | None
    reopen_count: int
    history: tuple[EntryOut, ...]
    allowed_moves: tuple[Status, ...]

    @classmethod
    def from_order(cls, order: Order, now: datetime, clocks: SlaClocks | None = None) -> "OrderOut":
        """Show an order, with the clocks of what it was promised."""
        technician = order.technician
        due = {"status": order.status, "due_at": text(order.due_at) if order.due_at else None}
        return cls.model_validate(
            {
                **order.model_dump(exclude={"history", "total", "paid", "sla"}),
                "customer_id": order.customer.id,
                "customer_name": order.customer.name,
                "phone": order.customer.phone,
                "technician_id": technician.id if technician else None,
                "technician_name": technician.name if technician else None,
                "total": Money(amount=order.total, currency=order.currency),
                "paid": Money(amount=order.paid, currency=order.currency),
                "totals": TotalsOut.of(order),
                "is_overdue": is_overdue(due, now),
                "sla": clocks,
                "history": [
                    {**e.model_dump(), "from": e.from_status, "to": e.to_status}
                    for e in order.history
                ],
                "allowed_moves": order.allowed_moves,
            }
        )


class OriginOut(BaseModel):
    """An order that another one comes from; `is_readable` is whether the caller may open it."""

    order_id: str
    number: str
    is_readable: bool

    @classmethod
    def of(cls, origin: Origin) -> "OriginOut":
        """Show only which order it is."""
        order, is_readable = origin.order, origin.is_readable
        return cls(order_id=order.id, number=order.number, is_readable=is_readable)


class DoneLineOut(BaseModel):
    """What was done or put in, and how much of it."""

    kind: ItemKind
    name: str
    sku: str | None
    unit: str | None
    qty: Decimal


class ReworkedOut(OriginOut):
    """An order that is done over: the work that was done there, and nothing of money or people."""

    type: str
    title: str
    completed_at: datetime | None
    outcome: Outcome | None
    items: tuple[DoneLineOut, ...]

    @classmethod
    def of(cls, origin: Origin) -> "ReworkedOut":
        """Show the work."""
        order = origin.order
        work = order.model_dump(include={"number", "type", "title", "completed_at", "outcome"})
        lines = [DoneLineOut.model_validate(line, from_attributes=True) for line in order.items]
        return cls(order_id=order.id, is_readable=origin.is_readable, items=tuple(lines), **work)


class OriginsOut(BaseModel):
    """What an order comes from; null where it does not, or where there is none any more."""

    rework_of: ReworkedOut | None
    copied_from: OriginOut | None

    @classmethod
    def of(cls, origins: Origins) -> "OriginsOut":
        """Show both."""
        reworked, copied = origins.rework_of, origins.copied_from
        return cls(
            rework_of=ReworkedOut.of(reworked) if reworked else None,
            copied_from=OriginOut.of(copied) if copied else None,
        )


class HealthOut(BaseModel):
    """The API answers."""

    status: str = "ok"
