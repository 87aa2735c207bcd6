"""What the orders room needs from storage; DynamoDB and the tests' fake both give it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from orders.model import Order
from orders.people.model import Customer, Technician
from orders.queries import OrderQuery
from shared.requests import Request


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


Place: TypeAlias = str | list[Any] | None
"""Where a page ended: a sort key, or the value and id of the last row; None at the beginning."""


@dataclass(frozen=True)
class OrderRows:
    """A page of order rows and the position after it."""

    rows: tuple[dict[str, Any], ...]
    after: Place


class TooManyError(Exception):
    """A list is to be sorted by what has no index, and its filter leaves too many rows."""


class Orders(Protocol):
    """The store of orders."""

    def next_number(self) -> str:
        """Give the next order number; gaps are allowed, duplicates never."""
        ...

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        """Write a new order with its markers, its new customer and its request, or nothing."""
        ...

    def save(self, order: Order, *, before: Order, request: Request | None) -> None:
        """Write the next version of an order with its request, or VersionMovedError."""
        ...

    def get(self, order_id: str) -> Order | None:
        """Read one order."""
        ...

    def forget_answers(self, order_id: str) -> None:
        """Remove what was answered to requests on an order."""
        ...

    def answered(self, request: Request) -> Order | None:
        """Give the order as an earlier request under this key was answered."""
        ...


class OrderLists(Protocol):
    """The lists of orders."""

    def page(self, query: OrderQuery, *, limit: int, after: Place) -> OrderRows:
        """Read one page; `after` is what the page before gave."""
        ...

    def rows(self, order_ids: Sequence[str]) -> tuple[dict[str, Any], ...]:
        """Read rows by id, in the order given; what is not there is left out."""
        ...

    def with_number(self, number: str) -> str | None:
        """Find the id of the order with a number."""
        ...

    def with_external_id(self, external_id: str) -> str | None:
        """Find the id of the order with an external id."""
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

    def customers_by_name(self, prefix: str, *, limit: int) -> tuple[Customer, ...]:
        """Find customers whose name, or any word of it, begins so; letter case does not count."""
        ...

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name."""
        ...

    def add_technician(self, technician: Technician, request: Request | None = None) -> None:
        """Write a new technician with the request."""
        ...
