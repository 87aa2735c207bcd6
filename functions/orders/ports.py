"""What the orders room needs from storage; DynamoDB and the tests' fake both give it."""

from dataclasses import dataclass
from typing import Any, Protocol

from orders.model import Order
from orders.people import Customer, Technician


class PhoneTakenError(Exception):
    """Another request has just made a customer with this phone; look again."""


class ExternalIdTakenError(Exception):
    """Another order has this external id."""

    def __init__(self, order_id: str) -> None:
        """Name the order that has it."""
        super().__init__(order_id)
        self.order_id = order_id


class RequestRepeatedError(Exception):
    """A request with this idempotency key has been carried out."""


class VersionMovedError(Exception):
    """Somebody has written the order in between."""

    def __init__(self, current: int) -> None:
        """Tell the version it has now."""
        super().__init__(str(current))
        self.current = current


class OrderFullError(Exception):
    """The order has grown beyond what storage holds in one piece."""


@dataclass(frozen=True)
class Request:
    """One request under an idempotency key: whose, which, and what was asked."""

    actor_id: str
    key: str
    body_hash: str


@dataclass(frozen=True)
class OrderRows:
    """A page of order rows and the position after it."""

    rows: tuple[dict[str, Any], ...]
    after: str | None


class Orders(Protocol):
    """The store of orders."""

    def next_number(self) -> str:
        """Give the next order number; gaps are allowed, duplicates never."""
        ...

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        """Write a new order with its markers, its new customer and its request, or nothing."""
        ...

    def save(self, order: Order) -> None:
        """Write the next version of an order, or VersionMovedError or OrderFullError."""
        ...

    def get(self, order_id: str) -> Order | None:
        """Read one order."""
        ...

    def answered(self, request: Request) -> tuple[str, Order] | None:
        """Give (body hash, order as it was answered) of an earlier request under the same key."""
        ...

    def newest(self, *, limit: int, after: str | None, status: str | None) -> OrderRows:
        """List orders newest first."""
        ...


class Directory(Protocol):
    """The store of customers and technicians."""

    def customer(self, customer_id: str) -> Customer | None:
        """Read one customer."""
        ...

    def customer_by_phone(self, phone: str) -> Customer | None:
        """Find a customer by telephone number in E.164."""
        ...

    def technician(self, technician_id: str) -> Technician | None:
        """Read one technician."""
        ...

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name."""
        ...

    def add_technician(self, technician: Technician) -> None:
        """Write a new technician."""
        ...
