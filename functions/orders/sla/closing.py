"""Closing what was completed long ago. No AWS here: storage comes as ports.

May run twice or at once: each order is closed under its version, so the second finds it closed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from orders.lifecycle import Move, move
from orders.model import Order, Status
from orders.ports import Orders, VersionMovedError
from orders.refs import Actor
from orders.sla.ports import CompletedOrders
from shared.clock import Clock

SYSTEM: Final = Actor(kind="system", id="auto-close", name="Naryad")


class AutoClose:
    """Closes orders a number of days after they were completed last."""

    def __init__(
        self, orders: Orders, completed: CompletedOrders, *, days: int, clock: Clock
    ) -> None:
        """Join the stores, the company's number of days and the clock."""
        self._orders = orders
        self._completed = completed
        self._days = days
        self._clock = clock

    def ripe(self) -> Iterator[str]:
        """Give the ids of the orders to close, the longest waiting first."""
        return self._completed.completed_before(self._limit)

    def close(self, order_id: str) -> bool:
        """Close one, unless somebody has closed or reopened it meanwhile; tells whether it did."""
        order = self._orders.get(order_id)
        if order is None or not self._is_ripe(order):
            return False
        wish = Move(to=Status.CLOSED, actor=SYSTEM, recorded_at=self._clock())
        try:
            self._orders.save(move(order, wish), before=order, request=None)
        except VersionMovedError:
            return False
        return True

    def _is_ripe(self, order: Order) -> bool:
        # The index lags a little behind; the order itself says how it stands.
        done = order.last_completed_at
        return order.status is Status.COMPLETED and done is not None and done < self._limit

    @property
    def _limit(self) -> datetime:
        return self._clock() - timedelta(days=self._days)
