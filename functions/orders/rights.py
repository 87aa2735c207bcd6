"""Who may make which move: the rights of the life cycle, in one table. Pure."""

from collections.abc import Mapping
from typing import Final

from orders.model import Order, Status
from shared.auth import ROLES, Actor
from shared.errors import ForbiddenError

DISPATCHER: Final = "dispatcher"
MANAGER: Final = "manager"
TECHNICIAN: Final = "technician"
ACCOUNTANT: Final = "accountant"

_OFFICE: Final = frozenset({DISPATCHER, MANAGER})
_FIELD: Final = frozenset({DISPATCHER, MANAGER, TECHNICIAN})

RIGHTS: Final[Mapping[tuple[Status, Status], frozenset[str]]] = {
    (Status.NEW, Status.SCHEDULED): _OFFICE,
    (Status.NEW, Status.IN_PROGRESS): _FIELD,
    (Status.NEW, Status.CANCELLED): _OFFICE,
    (Status.SCHEDULED, Status.NEW): _OFFICE,
    (Status.SCHEDULED, Status.EN_ROUTE): _FIELD,
    (Status.SCHEDULED, Status.IN_PROGRESS): _FIELD,
    (Status.SCHEDULED, Status.CANCELLED): _OFFICE,
    (Status.EN_ROUTE, Status.IN_PROGRESS): _FIELD,
    (Status.EN_ROUTE, Status.CANCELLED): _OFFICE,
    (Status.IN_PROGRESS, Status.ON_HOLD): _FIELD,
    (Status.IN_PROGRESS, Status.COMPLETED): _FIELD,
    (Status.IN_PROGRESS, Status.CANCELLED): _OFFICE,
    (Status.ON_HOLD, Status.IN_PROGRESS): _FIELD,
    (Status.ON_HOLD, Status.SCHEDULED): _FIELD,
    (Status.ON_HOLD, Status.CANCELLED): _OFFICE,
    (Status.COMPLETED, Status.IN_PROGRESS): _OFFICE,
    (Status.COMPLETED, Status.CLOSED): frozenset({MANAGER, ACCOUNTANT}),
}
"""Which roles may make a move; an admin may make all. A technician only moves their own orders."""


def roles_of(actor: Actor) -> frozenset[str]:
    """Give the roles that an identity acts in: a key that may write orders acts for the office."""
    if actor.kind == "key":
        return _OFFICE if "orders:write" in actor.scopes else frozenset()
    return frozenset(actor.roles)


def require_move(actor: Actor, order: Order, to: Status, technician_id: str | None) -> None:
    """Refuse a move that the caller has no right to; ForbiddenError.

    Args:
        actor: who asks.
        order: the order as it stands.
        to: where it is to go; whether the state allows that is decided elsewhere.
        technician_id: the technician that the caller is, if any.
    """
    roles = roles_of(actor)
    if "admin" in roles:
        return
    allowed = RIGHTS.get((order.status, to), _OFFICE)
    if roles & allowed - {TECHNICIAN}:
        return
    is_theirs = order.technician is not None and order.technician.id == technician_id
    if TECHNICIAN in roles & allowed and is_theirs:
        return
    raise ForbiddenError(
        f"moving an order from {order.status} to {to} is for {', '.join(sorted(allowed))}",
        extra={"allowed_roles": sorted(allowed)},
    )


def own_only(actor: Actor) -> bool:
    """Tell whether an identity sees only the orders it is assigned to.

    It does unless another role lets it read orders: a group that we do not know opens nothing.
    """
    if actor.kind != "user":
        return False
    others = (ROLES.get(role, frozenset()) for role in actor.roles if role != TECHNICIAN)
    return "orders:read" not in frozenset().union(*others)


def may_see(actor: Actor, order: Order) -> bool:
    """Tell whether an order is one that a caller may read, if they may read orders at all."""
    if not own_only(actor):
        return True
    return order.technician is not None and order.technician.id == own_id(actor)


def own_id(actor: Actor) -> str | None:
    """Give the technician that a caller is; None for who is none, or is not linked to one."""
    return actor.technician_id or None if TECHNICIAN in actor.roles else None
