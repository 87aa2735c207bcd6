"""Valid things for the tests of orders; a test names only what matters."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from orders.assembly import Assembly
from orders.lifecycle import Move, move
from orders.model import Entry, Order, Status
from orders.people.model import Customer, Technician
from orders.refs import Actor, CustomerRef, TechnicianRef
from orders.service import House, OrderService
from orders.wishes import NewCustomer, NewOrder
from shared.asked import Asked
from shared.auth import Actor as Identity

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ALICE = Actor(kind="user", id="alice", name="Alice")
ADMIN = Identity(kind="user", id="alice", name="Alice", roles=("admin",))
MOSCOW = ZoneInfo("Europe/Moscow")
BOB = TechnicianRef(id="tec_1", name="Борис Орлов")
PHONE = "+79000000001"
EVERYTHING = {
    "reason": "так решили",
    "hold_reason": "parts",
    "outcome": "resolved",
    "cancelled_by": "customer",
    "technician": BOB,
    "scheduled_start": NOW + timedelta(hours=1),
    "scheduled_end": NOW + timedelta(hours=2),
}
"""All that any guard asks for."""

WAY_TO = {
    "new": "",
    "scheduled": "scheduled",
    "en_route": "scheduled en_route",
    "in_progress": "in_progress",
    "on_hold": "in_progress on_hold",
    "completed": "in_progress completed",
    "closed": "in_progress completed closed",
    "cancelled": "cancelled",
}


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def asked(
    key: str | None = None,
    *,
    version: int | None = None,
    body: str = "body-1",
    actor: Identity = ADMIN,
) -> Asked:
    """Alice, the admin, asks, unless another is named."""
    return Asked(actor, version, key, body)


TECHNICIAN_OF = {"bob": "tec_1", "eve": "tec_2"}
"""The technicians that web users are linked to."""


def user(*roles: str, user_id: str = "bob") -> Identity:
    """A web user with roles."""
    technician_id = TECHNICIAN_OF.get(user_id, "")
    return Identity("user", user_id, user_id.title(), roles, technician_id=technician_id)


def api_key(*scopes: str) -> Identity:
    """An API key with scopes."""
    return Identity(kind="key", id="key_1", name="Charlie", scopes=scopes)


def new_order(**changes: Any) -> Order:
    first = Entry(
        action="create", to_status=Status.NEW, at=NOW, recorded_at=NOW, actor=ALICE, version=1
    )
    whole = {
        "id": "ord_1",
        "number": "7",
        "title": "Ремонт котла",
        "customer": CustomerRef(id="cus_1", name="Анна Иванова", phone=PHONE),
        "currency": "RUB",
        "created_at": NOW,
        "updated_at": NOW,
        "history": (first,),
    }
    return Order(**(whole | changes))


def wish_to(to: str, at: datetime = NOW, **changes: Any) -> Move:
    """Wish for a state with all that its guard could ask for."""
    return Move(to=Status(to), actor=ALICE, recorded_at=at, **(EVERYTHING | changes))


def order_in(status: str, **changes: Any) -> Order:
    """Take a new order to a state by legal moves, all at NOW."""
    order = new_order(**changes)
    for state in WAY_TO[status].split():
        order = move(order, wish_to(state))
    return order


def new_customer(name: str = "Анна Иванова", phone: str | None = PHONE) -> NewCustomer:
    return NewCustomer(name=name, phone=phone)


def wish_for_order(
    *,
    title: str = "Ремонт котла",
    customer: NewCustomer | str | None = None,
    technician_id: str | None = None,
    **fields: Any,
) -> NewOrder:
    return NewOrder(
        title=title,
        customer=customer or new_customer(),
        fields=fields,
        technician_id=technician_id,
    )


def make_customer(
    number: int = 1, phone: str | None = PHONE, name: str = "Анна Иванова"
) -> Customer:
    phones = (phone,) if phone else ()
    return Customer(id=f"cus_{number}", name=name, phones=phones, created_at=NOW)


def make_technician(
    technician_id: str = "tec_1", name: str = "Борис Орлов", **changes: Any
) -> Technician:
    return Technician(id=technician_id, name=name, created_at=NOW, **changes)


def service_over(orders: Any, directory: Any, clock: Any, vat: Any = "none") -> OrderService:
    assembly = Assembly(directory, clock=clock, vat=vat)
    return OrderService(orders, directory, assembly, house=House("RUB", MOSCOW), clock=clock)
