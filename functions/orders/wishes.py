"""What callers ask of orders, in the service's own words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from orders.model import Status
from orders.payments import PaymentKind, PaymentMethod


@dataclass(frozen=True)
class NewCustomer:
    """The customer as a new order names them: found by phone, or made."""

    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class NewOrder:
    """What a new order is made of."""

    title: str
    customer: NewCustomer | str
    fields: dict[str, Any]
    technician_id: str | None


@dataclass(frozen=True)
class Wish:
    """A move as it is asked for, its technician still an id."""

    to: Status
    fields: dict[str, Any] = field(default_factory=dict)
    technician_id: str | None = None


@dataclass(frozen=True)
class NewPayment:
    """Money that came in or went back; the amount in minor units."""

    kind: PaymentKind
    method: PaymentMethod
    amount: int
    at: datetime | None = None
    note: str | None = None
