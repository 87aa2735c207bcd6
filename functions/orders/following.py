"""Carrying out what a partner's program says of an order's state, by the order's own life cycle.

A pointer names an order; the wish itself is read here, so the last one counts, and one that was
settled does nothing. What the life cycle refuses is written down for people, and blocks nobody.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from orders.model import Order, Status
from orders.wishes import Wish
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import ServiceError
from shared.order_wishes import OrderWish, WishState

SERVER_FAULT: Final = 500
Details = Callable[[OrderWish], dict[str, Any]]
_DETAILS: Final[Mapping[Status, Details]] = {
    Status.ON_HOLD: lambda wish: {"hold_reason": "other", "reason": _reason(wish)},
    Status.COMPLETED: lambda _: {"outcome": "resolved"},
    Status.CANCELLED: lambda wish: {"reason": _reason(wish), "cancelled_by": "company"},
    Status.NEW: lambda wish: {"reason": _reason(wish)},
    Status.IN_PROGRESS: lambda wish: {"reason": _reason(wish)},
}


class Moving(Protocol):
    """What moves orders."""

    def get(self, order_id: str, asked: Asked) -> Order:
        """Read one order."""
        ...

    def move(self, order_id: str, wish: Wish, asked: Asked) -> Order:
        """Move an order to another state."""
        ...


class Wishes(Protocol):
    """Where wishes are kept."""

    def get(self, integration_id: str, number: str) -> OrderWish | None:
        """Read the last wish for an order."""
        ...

    def settle(self, wish: OrderWish, state: WishState, detail: str = "") -> bool:
        """Write what came of a wish."""
        ...


class Following:
    """Carries wishes out."""

    def __init__(self, orders: Moving, wishes: Wishes) -> None:
        """Join what moves orders and where wishes are kept."""
        self._orders = orders
        self._wishes = wishes

    def follow(self, integration_id: str, number: str) -> WishState | None:
        """Carry out the last wish for an order; None when nothing is left to be done.

        Faults of ours are raised, so that the pointer comes again.
        """
        wish = self._wishes.get(integration_id, number)
        if wish is None or wish.state != "sent":
            return None
        state, detail = self._carried_out(wish)
        self._wishes.settle(wish, state, detail)
        return state

    def _carried_out(self, wish: OrderWish) -> tuple[WishState, str]:
        asked = Asked(_actor(wish), key=f"onec:{wish.id}", body=wish.id)
        to = Status(wish.to)
        try:
            order = self._orders.get(wish.order_id, asked)
            if order.status is to:
                return "nothing", "the order is in that state"
            if wish.is_first and _has_left(order, to):
                return "nothing", "the order has left that state: 1C repeats what it was told"
            details = _DETAILS[to](wish) if to in _DETAILS else {}
            self._orders.move(wish.order_id, Wish(to, details), asked)
        except ServiceError as error:
            if error.status >= SERVER_FAULT:
                raise
            return "refused", str(error)
        return "done", ""


def _has_left(order: Order, state: Status) -> bool:
    if order.status is not state and state is Status.NEW:
        return True
    return any(entry.to_status is state for entry in order.history)


def _reason(wish: OrderWish) -> str:
    return f"1С: {wish.said}"


def _actor(wish: OrderWish) -> Actor:
    # Whoever maps a state of 1C to one of ours has the right to make the move.
    return Actor(kind="key", id=wish.actor_id, name=wish.actor_name, scopes=("orders:write",))
