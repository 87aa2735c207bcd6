"""What may be asked of the log. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from integrations.model import Delivery, DeliveryState

StatusClass = Literal["1xx", "2xx", "3xx", "4xx", "5xx", "none"]
ORDER_ID: Final = "ord_"
"""How an order's id begins; what begins otherwise is an order's number."""


@dataclass(frozen=True)
class Query:
    """Which deliveries are wanted; None is whatever there is. Status and error: the last ones."""

    integration_id: str | None = None
    state: DeliveryState | None = None
    event_type: str | None = None
    order: str | None = None
    status_class: StatusClass | None = None
    error_class: str | None = None
    replay_id: str | None = None
    first: datetime | None = None
    until: datetime | None = None

    @property
    def order_id(self) -> str | None:
        """Give the order's id, if it was named by its id."""
        return self.order if self.order and self.order.startswith(ORDER_ID) else None

    def fits(self, delivery: Delivery) -> bool:
        """Tell whether a delivery is wanted."""
        return all(wanted in {None, found} for wanted, found in self._pairs(delivery)) and (
            (self.first is None or delivery.created_at >= self.first)
            and (self.until is None or delivery.created_at < self.until)
        )

    def _pairs(self, delivery: Delivery) -> Iterator[tuple[object, object]]:
        last = delivery.attempts[-1] if delivery.attempts else None
        yield self.integration_id, delivery.integration_id
        yield self.state, delivery.state
        yield self.event_type, delivery.event_type
        yield self.order, delivery.order_id if self.order_id else delivery.order_number
        yield self.status_class, class_of(last.status) if last else None
        yield self.error_class, last.error_class if last else None
        yield self.replay_id, delivery.replay_id


def class_of(status: int | None) -> StatusClass:
    """Give the class of a status; `none` when no answer came."""
    classes: dict[int, StatusClass] = {1: "1xx", 2: "2xx", 3: "3xx", 4: "4xx", 5: "5xx"}
    return "none" if status is None else classes.get(status // 100, "none")
