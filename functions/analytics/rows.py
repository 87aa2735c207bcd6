"""What the lake holds: orders, answers and requests for answers, one row each at one version.

No row tells of a person but by an id. Money is in minor units, moments are in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, get_args

from analytics.reworks import mark
from shared.events import Line, OrderSnapshot, Payment

Kind = Literal["orders", "answers", "asks"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of an order."""

    kind: str
    sku: str | None
    qty: str
    unit_price: int
    discount: int
    net: int
    total: int
    vat: str
    vat_rate: int | None
    vat_amount: int
    technician_id: str | None

    @classmethod
    def of(cls, line: Line) -> "LineRow":
        """Keep what can be counted of a line."""
        technician = line.technician
        who = technician.id if technician else None
        own: dict[str, Any] = {"qty": f"{line.qty:f}", "technician_id": who}
        return cls(**own, **_same(cls, line, own))


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """Money that came in, or went back."""

    id: str
    kind: str
    method: str
    amount: int
    at: datetime

    @classmethod
    def of(cls, payment: Payment) -> "PaymentRow":
        """Keep a payment."""
        return cls(**_same(cls, payment, {}))


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order. `reopened_at` is its first reopening.

    `first_rework`, when its first rework order was made and why, is told by that other order in the
    number of `analytics.reworks`.
    """

    id: str
    version: int
    number: str
    external_id: str | None
    type: str
    status: str
    priority: str
    zone: str | None
    customer_id: str
    customer_kind: str
    technician_id: str | None
    technician_name: str | None
    total: int
    paid: int
    vat_mode: str
    currency: str
    source: str
    outcome: str | None
    hold_reason: str | None
    hold_seconds: int
    cancelled_by: str | None
    reopen_count: int
    rework_of: str | None
    rework_cause: str | None
    origin_created_at: datetime | None
    created_at: datetime
    updated_at: datetime
    first_scheduled_at: datetime | None
    scheduled_start: datetime | None
    scheduled_end: datetime | None
    due_at: datetime | None
    assigned_at: datetime | None
    en_route_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    last_completed_at: datetime | None
    reopened_at: datetime | None
    closed_at: datetime | None
    cancelled_at: datetime | None
    items: tuple[LineRow, ...] = ()
    payments: tuple[PaymentRow, ...] = ()
    first_rework: int | None = None

    @classmethod
    def of(cls, order: OrderSnapshot) -> "OrderRow":
        """Flatten an order; a technician is kept as they were named then, a customer as an id."""
        technician = order.technician
        own: dict[str, Any] = {
            "customer_id": order.customer.id,
            "customer_kind": order.customer.kind,
            "technician_id": technician.id if technician else None,
            "technician_name": technician.name if technician else None,
            "reopened_at": order.first_reopened_at,
            "items": tuple(map(LineRow.of, order.items)),
            "payments": tuple(map(PaymentRow.of, order.payments)),
            "first_rework": None,
        }
        return cls(**own, **_same(cls, order, own))


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What a customer said about an order, whose id is the row's."""

    id: str
    version: int
    type: str
    customer_id: str
    technician_id: str | None
    rating: int
    nps: int | None
    ces: int | None
    source: str
    asked_at: datetime | None
    submitted_at: datetime
    edited_at: datetime | None
    followup_opened_at: datetime | None
    followup_closed_at: datetime | None
    hidden: bool
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AskRow:
    """A customer was asked about an order, whose id is the row's.

    `asked_at` is when the message was handed over, `sent_at` the same once a channel took it;
    `answered_at` is told by the answer.
    """

    id: str
    version: int
    technician_id: str | None
    completed_at: datetime
    asked_at: datetime
    sent_at: datetime | None
    expires_at: datetime | None
    state: str
    updated_at: datetime
    answered_at: datetime | None = None


Row: TypeAlias = OrderRow | AnswerRow | AskRow
ROWS: Final[Mapping[Kind, type[Row]]] = {"orders": OrderRow, "answers": AnswerRow, "asks": AskRow}
BEGAN: Final[Mapping[Kind, str]] = {
    "orders": "created_at", "answers": "submitted_at", "asks": "asked_at",
}  # fmt: skip
"""The moment whose local month a row lies in; it never changes."""
LINKED: Final[Mapping[Kind, str]] = {"orders": "first_rework", "asks": "answered_at"}
"""The column that rows of others set: the least, so the earliest, that any of them tells."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a row tells of another: a moment, or a mark of one, for that row's linked column."""

    kind: Kind
    id: str
    began: datetime
    at: datetime | int


@dataclass(frozen=True, slots=True)
class OrderLines:
    """Orders as they stand in files of changes, a line each, not yet read."""

    content: bytes


def kind_of(row: Row) -> Kind:
    """Name the kind of a row."""
    return next(kind for kind, type_ in ROWS.items() if isinstance(row, type_))


def link_of(row: Row) -> Link | None:
    """Give what a row tells of another one."""
    if isinstance(row, OrderRow) and row.rework_of and row.origin_created_at:
        told = mark(row.created_at, row.version, row.rework_cause)
        return Link("orders", row.rework_of, row.origin_created_at, told)
    if isinstance(row, AnswerRow) and row.asked_at:
        return Link("asks", row.id, row.asked_at, row.submitted_at)
    return None


def _same(cls: type, source: object, own: Mapping[str, object]) -> dict[str, Any]:
    return {f.name: getattr(source, f.name) for f in fields(cls) if f.name not in own}
