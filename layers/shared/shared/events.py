"""What rooms tell each other: the shapes of events and of an order as others see it.

The Orders table's stream is the outbox: an event is derived from the old and the new image, and
its id from (order, version, type), so a repeated stream record is the same event again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from shared.item import from_stream
from shared.stored import ORDER

EventType = Literal[
    "order.created",
    "order.updated",
    "order.completed",
    "order.cancelled",
    "order.reopened",
    "feedback.requested",
    "feedback.created",
    "feedback.updated",
    "feedback.low",
    "feedback.replied",
    "integration.warning",
    "key.leaked",
    "report.weekly",
]
"""What an integration may ask for."""
EVENT_TYPES: Final[tuple[EventType, ...]] = get_args(EventType)
WARNING: Final = "integration.warning"
KEY_LEAKED: Final = "key.leaked"
REPORT: Final = "report.weekly"
TEST_EVENT: Final = "integration.test"
"""What is sent only when somebody tries an integration out."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Person(_Shape):
    """A customer or technician as an order names them."""

    id: str
    name: str
    phone: str | None = None


class Customer(Person):
    """The customer as they were when the order was made."""

    kind: str = "person"
    inn: str | None = None
    kpp: str | None = None
    email: str | None = None
    address: str | None = None
    external_id: str | None = None
    crm_1c_id: str | None = None


class Line(_Shape):
    """One line of an order; amounts in minor units, `total` what the customer pays for it.

    `vat` is what was agreed, `vat_rate` the percentage it came to; None is without VAT, not 0 %.
    """

    kind: str
    name: str
    sku: str | None = None
    unit: str | None = None
    qty: Decimal
    unit_price: int
    discount_percent: Decimal = Decimal(0)
    discount: int = 0
    vat: str = "none"
    vat_rate: int | None = None
    vat_amount: int = 0
    net: int
    total: int
    technician: Person | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_before_vat(cls, given: Any) -> Any:  # noqa: ANN401 - whatever is validated
        # Lines written before they knew VAT: what they came to was net and total alike.
        if isinstance(given, dict) and "total" in given and "net" not in given:
            return {**given, "net": given["total"]}
        return given


class Payment(_Shape):
    """Money that came in, or went back as a `refund`; the amount is positive, in minor units."""

    id: str
    kind: str
    method: str
    amount: int
    at: datetime


class Promise(_Shape):
    """What an order was promised: by which policy, and until when, in working time."""

    policy: str
    response_due: datetime
    resolution_due: datetime


class OrderSnapshot(_Shape):
    """An order at one version, as partners and other rooms see it; money in minor units."""

    id: str
    number: str
    external_id: str | None = None
    version: int
    type: str
    status: str
    priority: str
    title: str
    description: str = ""
    customer: Customer
    technician: Person | None = None
    items: tuple[Line, ...] = ()
    vat_mode: str = "inside"
    total: int
    payments: tuple[Payment, ...] = ()
    paid: int = 0
    due: int
    currency: str
    source: str
    zone: str | None = None
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    due_at: datetime | None = None
    sla: Promise | None = None
    rework_of: str | None = None
    origin_created_at: datetime | None = None
    rework_cause: str | None = None
    copied_from: str | None = None
    outcome: str | None = None
    hold_reason: str | None = None
    hold_since: datetime | None = None
    hold_seconds: int = 0
    cancel_reason: str | None = None
    cancelled_by: str | None = None
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

    @model_validator(mode="before")
    @classmethod
    def _of_before(cls, given: Any) -> Any:  # noqa: ANN401 - whatever is validated
        # Orders written before they knew what is due, or kept their first reopening.
        if not isinstance(given, dict):
            return given
        later = {"first_reopened_at": given.get("reopened_at")}
        if "total" in given:
            later["due"] = given["total"] - (given.get("paid") or 0)
        return later | given


# fmt: off
IMPERSONAL: Final = frozenset(
    {
        "id", "number", "external_id", "version", "type", "status", "priority", "technician",
        "vat_mode", "total", "payments", "paid", "due", "currency", "source", "zone",
        "scheduled_start", "scheduled_end", "due_at", "sla", "rework_of", "origin_created_at",
        "rework_cause", "copied_from", "outcome", "hold_reason", "hold_since", "hold_seconds",
        "cancelled_by", "created_at", "updated_at", "assigned_at", "first_scheduled_at",
        "en_route_at", "started_at", "completed_at", "last_completed_at", "closed_at",
        "cancelled_at", "first_reopened_at", "reopened_at", "reopen_count",
    }
)
# fmt: on
"""The fields of an order's snapshot that tell nothing of its customer.

Whoever stores or passes on snapshots without the person keeps these, and decides of each other
field what stands in its place; a new field fails their tests until somebody decides.
"""


@dataclass(frozen=True)
class OrderChange:
    """One change of an order as the stream tells it."""

    before: OrderSnapshot | None
    after: OrderSnapshot

    @property
    def types(self) -> tuple[str, ...]:
        """The event types of this change: every later change is an update, some are more."""
        if self.before is None:
            return ("order.created",)
        moved = (self.before.status, self.after.status)
        special = {
            (True, "completed"): "order.completed",
            (True, "cancelled"): "order.cancelled",
        }.get((moved[0] != moved[1], moved[1]))
        if self.after.reopen_count > self.before.reopen_count:
            special = "order.reopened"
        return ("order.updated", special) if special else ("order.updated",)

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """The names of the fields that differ, without version and time of change."""
        if self.before is None:
            return ()
        names = set(OrderSnapshot.model_fields) - {"version", "updated_at"}
        return tuple(sorted(n for n in names if getattr(self.before, n) != getattr(self.after, n)))


def read_change(record: Mapping[str, Any]) -> OrderChange | None:
    """Read a record of the Orders stream; None for what is no change of an order."""
    images = record["dynamodb"]
    if record["eventName"] == "REMOVE" or "NewImage" not in images:
        return None
    after = snapshot(from_stream(images["NewImage"]))
    before = snapshot(from_stream(images["OldImage"])) if "OldImage" in images else None
    if before is not None and before.version == after.version:
        return None
    return OrderChange(before, after)


def snapshot(item: Mapping[str, Any]) -> OrderSnapshot:
    """Read an order's item of the Orders table as others see it."""
    return OrderSnapshot.model_validate(ORDER.read(item))


class Envelope(_Shape):
    """An event on the wire."""

    id: str
    type: str
    timestamp: datetime
    data: dict[str, Any]


def event_id(order_id: str, version: int, event_type: str) -> str:
    """Give the one id of an event; it holds no dot, which the signature needs."""
    content = f"{order_id}\n{version}\n{event_type}".encode()
    return "evt_" + hashlib.sha256(content).hexdigest()[:32]


def envelopes(change: OrderChange) -> Sequence[Envelope]:
    """Write the events of a change."""
    after = change.after
    data = {
        "order": after.model_dump(mode="json"),
        "version": after.version,
        "previous_version": change.before.version if change.before else None,
        "changed_fields": list(change.changed_fields),
    }
    return [
        Envelope(
            id=event_id(after.id, after.version, type_),
            type=type_,
            timestamp=after.updated_at,
            data=data,
        )
        for type_ in change.types
    ]
