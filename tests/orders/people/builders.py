"""Valid people and orders of theirs; a test names only what matters."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from orders.items import LineItem
from orders.items import price as priced
from orders.model import Entry, Order, Status
from orders.payments import Payment
from orders.people.card import new_card
from orders.people.erasing import Erasure
from orders.people.model import Customer, Technician
from orders.people.staff import new_staff
from orders.refs import Actor, CustomerRef, TechnicianRef
from shared.asked import Asked
from shared.auth import Actor as Identity
from shared.requests import Request

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ALICE = Actor(kind="user", id="alice", name="Alice")
OFFICE = Identity(kind="user", id="alice", name="Alice", roles=("manager",))
NAME = "Иванова Анна Петровна"
PHONE = "+79000000001"
SECRETS = ("Иванов", "9000000001", "anna@mail.example", "Садовая")
"""What must not be found anywhere once the customer is erased."""


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def asked(key: str | None = None, body: str = "{}", version: int | None = None) -> Asked:
    return Asked(OFFICE, version, key, body)


def request(key: str = "key-1", body: str = "{}") -> Request:
    made = Request.of("alice", key, "customers", body)
    assert made
    return made


def customer(number: int = 1, *, at: datetime = NOW, **fields: Any) -> Customer:
    whole = {"name": NAME, "phones": (f"+7900000{number:04}",)} | fields
    return new_card(f"cus_{number}", whole, at)


def technician(number: int = 1, **fields: Any) -> Technician:
    return new_staff(f"tec_{number}", {"name": f"Мастер {number}"} | fields, NOW)


def erasure(number: int = 1, **fields: Any) -> Erasure:
    whole = {
        "id": f"era_{number}",
        "customer_id": f"cus_{number}",
        "ground": "subject_request",
        "actor": ALICE,
        "erased_at": NOW,
        "pass_began_at": NOW,
    }
    return Erasure(**(whole | fields))


def entry(action: str = "create", version: int = 1, **fields: Any) -> Entry:
    whole = {"action": action, "at": NOW, "recorded_at": NOW, "actor": ALICE, "version": version}
    return Entry(**(whole | fields))


def line(name: str, price: int = 100) -> LineItem:
    made = LineItem(kind="service", name=name, qty=Decimal(1), unit_price=price)
    return priced((made,), NOW.date(), "inside")[0]


def order(number: int = 1, *, at: datetime = NOW, **fields: Any) -> Order:
    """An order that tells of its customer wherever it can."""
    whole = {
        "id": f"ord_{number}",
        "number": str(number),
        "version": 3,
        "status": Status.CANCELLED,
        "title": "Котёл у Ивановой",
        "description": "Улица Садовая, 8 900 000-00-01",
        "customer": CustomerRef(id="cus_1", name=NAME, phone=PHONE),
        "technician": TechnicianRef(id="tec_1", name="Борис Орлов"),
        "items": (
            line("Чистка котла", 100_00),
            line("Выезд к Ивановой", 50_00),
        ),
        "payments": (
            Payment(
                id="pay_1",
                kind="payment",
                method="cash",
                amount=50_00,
                at=at,
                recorded_at=at,
                actor=ALICE,
                note="Передала Иванова",
            ),
        ),
        "currency": "RUB",
        "cancel_reason": "Иванова передумала",
        "created_at": at,
        "updated_at": at,
        "history": (
            entry(to_status=Status.NEW),
            entry("move", 2, to_status=Status.CANCELLED, reason="Иванова передумала"),
            entry("pay", 3),
        ),
    }
    return Order(**(whole | fields))
