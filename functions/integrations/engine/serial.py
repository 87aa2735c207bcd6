"""Serial mode: the events of one order go to one integration one after another. Pure.

Each delivery knows the one before it in its lane (integration, order) and is held until that one is
over. After a day of waiting it goes all the same, marked: a partner who never takes one event shall
not be cut off from an order for ever.
"""

from datetime import datetime, timedelta
from typing import Final

from integrations.model import Delivery, DeliveryState, Hold, Integration

AGE_BOUND: Final = timedelta(hours=24)


def queued_behind(delivery: Delivery, last: Delivery | None) -> Delivery:
    """Give a planned delivery its place in the lane behind the last one there."""
    if last is None:
        return delivery
    placed = delivery.model_copy(update={"after": last.id})
    if not last.is_open or placed.state is not DeliveryState.PENDING:
        return placed
    held = {"state": DeliveryState.HELD, "held_because": Hold.SERIAL, "due_at": None}
    return placed.model_copy(update=held)


def may_go(
    delivery: Delivery, before: Delivery | None, integration: Integration, now: datetime
) -> bool:
    """Tell whether a delivery's turn in its lane has come; `before` is the one it waits for."""
    if before is None or not before.is_open or not integration.serial:
        return True
    return is_overdue(delivery, integration, now)


def is_overdue(delivery: Delivery, integration: Integration, now: datetime) -> bool:
    """Tell whether it has waited a day, not counting the time before the integration ran."""
    return now - max(delivery.created_at, integration.started_at) >= AGE_BOUND
