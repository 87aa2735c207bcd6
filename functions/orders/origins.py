"""What an order comes from, told to whoever reads that order.

A technician who does a colleague's work over needs what was done there, and may not open it: they
are told the work, and nothing of money, people, files or history. No order is readable by another.
"""

from collections.abc import Callable
from dataclasses import dataclass

from orders.model import Order
from orders.ports import Orders
from orders.rights import may_see
from shared.asked import Asked


@dataclass(frozen=True)
class Origin:
    """An order that another one comes from, and whether the caller may open it."""

    order: Order
    is_readable: bool


@dataclass(frozen=True)
class Origins:
    """What an order comes from: done over, or made like it."""

    rework_of: Origin | None
    copied_from: Origin | None


class OriginService:
    """Finds what orders come from."""

    def __init__(self, orders: Orders, get: Callable[[str, Asked], Order]) -> None:
        """Join the stored orders, and what gives a caller an order that is theirs to read."""
        self._orders = orders
        self._get = get

    def get(self, order_id: str, asked: Asked) -> Origins:
        """Give what an order comes from, or NotFoundError when that order is not the caller's."""
        order = self._get(order_id, asked)
        return Origins(
            rework_of=self._origin(order.rework_of, asked),
            copied_from=self._origin(order.copied_from, asked),
        )

    def _origin(self, order_id: str | None, asked: Asked) -> Origin | None:
        order = self._orders.get(order_id) if order_id else None
        return Origin(order, may_see(asked.actor, order)) if order else None
