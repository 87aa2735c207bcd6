"""Whom a technician sees: the customers of their own orders, and themselves. Pure of AWS."""

from typing import Final

from orders.people.model import Technician
from orders.ports import OrderLists, Place
from orders.queries import OrderQuery
from orders.rights import own_id, own_only
from shared.auth import Actor
from shared.errors import NotFoundError

NOBODY: Final = "-"
PRIVATE: Final = ("phone", "email", "employee_number", "calendar", "hired_at", "dismissed_at")
"""Fields of a technician's card that are not for partners."""


class Sight:
    """Keeps people out of the sight of those who have no business with them."""

    def __init__(self, lists: OrderLists) -> None:
        """Join the lists that tell whose order was whose."""
        self._lists = lists

    def check_customer(self, customer_id: str, actor: Actor) -> None:
        """Raise NotFoundError unless the caller has, or had, an order of the customer.

        Costs the office nothing; a technician 0.5 units for each order of the customer looked at.
        """
        if own_only(actor) and not self._serves(customer_id, own_id(actor) or NOBODY):
            raise NotFoundError(f"there is no customer {customer_id}")

    def check_technician(self, technician_id: str, actor: Actor) -> None:
        """Raise NotFoundError unless the caller is the technician, or sees them all."""
        if own_only(actor) and technician_id != own_id(actor):
            raise NotFoundError(f"there is no technician {technician_id}")

    def _serves(self, customer_id: str, technician_id: str) -> bool:
        query = OrderQuery(customer_id=customer_id, technician_id=technician_id)
        place: Place = None
        while True:
            page = self._lists.page(query, limit=1, after=place)
            if page.rows or page.after is None:
                return bool(page.rows)
            place = page.after


def shown(technician: Technician, actor: Actor) -> Technician:
    """Give a technician as the caller may see them: a partner who works for us, and no more.

    How staff are reached, their numbers, contracts and hours are the company's own; how full their
    days are, a partner who plans orders may ask.
    """
    if actor.kind != "key":
        return technician
    return technician.model_copy(update=dict.fromkeys(PRIVATE))


def seen(technicians: tuple[Technician, ...], actor: Actor) -> tuple[Technician, ...]:
    """Leave those whom the caller sees: all of them, or of technicians only themselves."""
    if own_only(actor):
        return tuple(each for each in technicians if each.id == own_id(actor))
    return tuple(shown(each, actor) for each in technicians)
