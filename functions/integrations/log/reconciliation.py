"""One comparison of orders with the events told of them, and what it makes up for. Pure.

The stream keeps changes for 24 hours. After a longer outage the versions in between are lost; what
is told late is the version that the order has now, as `order.updated` (`order.created` for the
first), and beside it the completion or cancellation that lies in the window and was never told.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from shared.clock import moment
from shared.events import Envelope, OrderSnapshot, event_id

NIGHTLY: Final = timedelta(hours=48)
"""What the nightly comparison looks back at: a night may be missed."""
UNDERWAY: Final = timedelta(minutes=15)
"""Changes younger than this may still be on their way through the stream."""
LONGEST: Final = timedelta(days=30)


class Reconciliation(BaseModel):
    """How far a comparison has come."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    state: Literal["running", "done"] = "running"
    first: datetime
    until: datetime
    position: str | None = None
    checked: int = 0
    missing: int = 0
    emitted: int = 0
    created_at: datetime
    finished_at: datetime | None = None
    version: int = 1

    @property
    def reached_at(self) -> datetime | None:
        """Give how far in the window it has come."""
        if self.state == "done":
            return self.until
        return moment(self.position.partition("#")[0]) if self.position else None


def expected(order_id: str, version: int) -> str:
    """Give the id of the event that tells of every version of an order."""
    return event_id(order_id, version, _type(version))


def special(order: OrderSnapshot, first: datetime) -> tuple[str, datetime] | None:
    """Give the event that may be due beside it, and since when; None before the window."""
    moments = {
        "completed": ("order.completed", order.completed_at),
        "closed": ("order.completed", order.completed_at),
        "cancelled": ("order.cancelled", order.cancelled_at),
    }
    type_, at = moments.get(order.status, ("", None))
    return (type_, at) if at and at >= first else None


def made_up(order: OrderSnapshot, also: Sequence[str]) -> list[Envelope]:
    """Write the events that tell late of an order's present version."""
    data = {
        "order": order.model_dump(mode="json"),
        "version": order.version,
        "previous_version": None,
        "changed_fields": [],
        "reconciled": True,
    }
    return [
        Envelope(
            id=event_id(order.id, order.version, type_),
            type=type_,
            timestamp=order.updated_at,
            data=data,
        )
        for type_ in (_type(order.version), *also)
    ]


def _type(version: int) -> str:
    return "order.created" if version == 1 else "order.updated"
