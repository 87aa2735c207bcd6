"""An order, its states and the moves between them. Frozen: every change gives a new order."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal, NewType

from pydantic import computed_field

from orders.attachments import Attachment
from orders.items import LineItem, Totals, totals
from orders.payments import Payment, paid
from orders.pricing import VatMode
from orders.refs import Actor, CustomerRef, Frozen, TechnicianRef
from orders.sla.model import Sla

OrderId = NewType("OrderId", str)

MAX_HISTORY: Final = 500
MAX_ITEMS: Final = 200


class Status(StrEnum):
    """Where an order stands; overdue is derived from due_at and is no status."""

    NEW = "new"
    SCHEDULED = "scheduled"
    EN_ROUTE = "en_route"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


Priority = Literal["low", "normal", "high", "urgent"]
HoldReason = Literal["parts", "customer", "approval", "other"]
Outcome = Literal["resolved", "partly", "not_resolved"]
CancelledBy = Literal["customer", "company"]
ReworkCause = Literal["workmanship", "part_failure", "other"]

OPEN_STATUSES: Final = frozenset(
    {Status.NEW, Status.SCHEDULED, Status.EN_ROUTE, Status.IN_PROGRESS, Status.ON_HOLD}
)

MOVES: Final[Mapping[Status, tuple[Status, ...]]] = {
    Status.NEW: (Status.SCHEDULED, Status.IN_PROGRESS, Status.CANCELLED),
    Status.SCHEDULED: (Status.NEW, Status.EN_ROUTE, Status.IN_PROGRESS, Status.CANCELLED),
    Status.EN_ROUTE: (Status.IN_PROGRESS, Status.CANCELLED),
    Status.IN_PROGRESS: (Status.ON_HOLD, Status.COMPLETED, Status.CANCELLED),
    Status.ON_HOLD: (Status.IN_PROGRESS, Status.SCHEDULED, Status.CANCELLED),
    Status.COMPLETED: (Status.IN_PROGRESS, Status.CLOSED),
    Status.CLOSED: (),
    Status.CANCELLED: (),
}
"""What may follow what. Closed and cancelled are ends: whoever needs more makes a new order."""


class Entry(Frozen):
    """One line of the order's history; it is only ever added to."""

    action: Literal["create", "edit", "move", "pay", "refund", "attach", "detach", "erase"]
    from_status: Status | None = None
    to_status: Status | None = None
    at: datetime
    recorded_at: datetime
    actor: Actor
    reason: str | None = None
    fields: tuple[str, ...] = ()
    version: int


class Order(Frozen):
    """A work order at one version."""

    id: OrderId
    number: str
    external_id: str | None = None
    version: int = 1
    type: str = "paid"
    status: Status = Status.NEW
    priority: Priority = "normal"
    title: str
    description: str = ""
    customer: CustomerRef
    technician: TechnicianRef | None = None
    items: tuple[LineItem, ...] = ()
    vat_mode: VatMode = "inside"
    payments: tuple[Payment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    currency: str
    source: str = "api"
    zone: str | None = None
    """The district or branch that the work belongs to, in the company's own words."""
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    due_at: datetime | None = None
    sla: Sla | None = None
    rework_of: str | None = None
    origin_created_at: datetime | None = None
    """When the order that this one reworks was made; it never changes."""
    rework_cause: ReworkCause | None = None
    """Why work had to be done again; often known at the end of the visit only."""
    copied_from: str | None = None
    outcome: Outcome | None = None
    hold_reason: HoldReason | None = None
    hold_since: datetime | None = None
    hold_seconds: int = 0
    cancel_reason: str | None = None
    cancelled_by: CancelledBy | None = None
    created_at: datetime
    updated_at: datetime
    assigned_at: datetime | None = None
    first_scheduled_at: datetime | None = None
    en_route_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    last_completed_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None
    first_reopened_at: datetime | None = None
    reopened_at: datetime | None = None
    reopen_count: int = 0
    history: tuple[Entry, ...] = ()

    @property
    def totals(self) -> Totals:
        """What the lines come to, in minor units."""
        return totals(self.items)

    @computed_field  # type: ignore[prop-decorator] # mypy does not know stacked properties
    @property
    def total(self) -> int:
        """What the customer is to pay in all, in minor units, VAT included."""
        return self.totals.gross

    @computed_field  # type: ignore[prop-decorator] # mypy does not know stacked properties
    @property
    def paid(self) -> int:
        """What was paid less what was refunded, in minor units."""
        return paid(self.payments)

    @property
    def due(self) -> int:
        """What is still to be paid, in minor units; never negative."""
        return self.total - self.paid

    @property
    def allowed_moves(self) -> tuple[Status, ...]:
        """The states that may follow."""
        return MOVES[self.status]

    @property
    def is_open(self) -> bool:
        """Whether work on it is still to be done."""
        return self.status in OPEN_STATUSES

    @property
    def last_at(self) -> datetime:
        """When it last moved; an edit does not count, since a late report may be older than it."""
        return max(entry.at for entry in self.history if entry.action in {"create", "move"})

    def changed(self, entry: Entry, **fields: Any) -> "Order":  # noqa: ANN401 - fields of any type
        """Give the order with new field values, one version on, with the entry in its history."""
        return self.model_copy(
            update={
                **fields,
                "version": entry.version,
                "updated_at": entry.recorded_at,
                "history": (*self.history, entry),
            }
        )
