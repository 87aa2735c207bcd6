"""What an order's history keeps of a change: who made it, when, and the version it gave. Pure."""

from datetime import datetime
from typing import Any

from orders.model import Entry, Order
from orders.refs import Actor
from shared.asked import Asked


def who(asked: Asked) -> Actor:
    """Name the caller as the history keeps them."""
    return Actor(kind=asked.actor.kind, id=asked.actor.id, name=asked.actor.name)


def entry(
    order: Order,
    action: Any,  # noqa: ANN401 - checked by the model
    now: datetime,
    asked: Asked,
    *,
    at: datetime | None = None,
    fields: tuple[str, ...] = (),
) -> Entry:
    """Give the line that a change adds to an order's history."""
    return Entry(
        action=action,
        at=at or now,
        recorded_at=now,
        actor=who(asked),
        fields=fields,
        version=order.version + 1,
    )
