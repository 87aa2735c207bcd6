"""What customers, technicians and erasure need from storage; DynamoDB and the fake give it."""

from dataclasses import dataclass
from typing import Protocol

from orders.people.erasing import Erasure
from orders.people.model import Customer, Technician
from shared.requests import Request


class TakenError(Exception):
    """What must be one person's own belongs to another."""

    def __init__(self, field: str, value: str, owner_id: str) -> None:
        """Name the field, its value, and whose it is."""
        super().__init__(field)
        self.field = field
        self.value = value
        self.owner_id = owner_id


@dataclass(frozen=True)
class CustomerPage:
    """A page of customers and the position after it."""

    customers: tuple[Customer, ...]
    after: str | None


@dataclass(frozen=True)
class ErasurePage:
    """A page of erasure records and the position after it."""

    erasures: tuple[Erasure, ...]
    after: str | None


class Customers(Protocol):
    """The store of customers."""

    def customer(self, customer_id: str) -> Customer | None:
        """Read one customer."""
        ...

    def customer_by_phone(self, phone: str) -> Customer | None:
        """Find a customer by telephone number in E.164."""
        ...

    def customer_by_external_id(self, external_id: str) -> Customer | None:
        """Find a customer by the id that another system gave them."""
        ...

    def newest_customers(self, *, limit: int, after: str | None) -> CustomerPage:
        """Read one page of customers, newest first; the erased are not among them."""
        ...

    def named_customers(self, prefix: str, *, limit: int, after: str | None) -> CustomerPage:
        """Read one page of customers of whose name some word begins so, by that word."""
        ...

    def add_customer(self, customer: Customer, request: Request | None) -> None:
        """Write a new customer with the markers and the request, or TakenError, or nothing."""
        ...

    def save_customer(self, customer: Customer, *, before: Customer) -> None:
        """Write the next version with its markers, or VersionMovedError, TakenError, nothing."""
        ...

    def customer_answered(self, request: Request) -> Customer | None:
        """Give the customer as an earlier request under this key was answered."""
        ...


class Technicians(Protocol):
    """The store of technicians."""

    def technician(self, technician_id: str) -> Technician | None:
        """Read one technician."""
        ...

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians by name."""
        ...

    def add_technician(self, technician: Technician, request: Request | None = None) -> None:
        """Write a new technician with the markers and the request, or TakenError, or nothing."""
        ...

    def save_technician(self, technician: Technician, *, before: Technician) -> None:
        """Write the next version with its markers, or VersionMovedError, TakenError, nothing."""
        ...

    def technician_answered(self, request: Request) -> Technician | None:
        """Give the technician as an earlier request under this key was answered."""
        ...


class Erasures(Protocol):
    """The store of erasure records."""

    def begin(
        self, erasure: Erasure, customer: Customer, *, before: Customer, request: Request | None
    ) -> None:
        """Write the record and what is left of the customer, remove all that led to them.

        All of it or nothing; VersionMovedError when somebody wrote the customer in between.
        """
        ...

    def begin_again(self, erasure: Erasure, request: Request | None) -> None:
        """Write a record that is open anew and remove the places of the other rooms, or nothing.

        VersionMovedError when somebody wrote the record in between.
        """
        ...

    def erasure(self, customer_id: str) -> Erasure | None:
        """Read the record of a customer's erasure."""
        ...

    def save_erasure(self, erasure: Erasure) -> None:
        """Write the next version of a record, or VersionMovedError."""
        ...

    def erasures(self, *, limit: int, after: str | None, only_running: bool = False) -> ErasurePage:
        """Read one page of records, newest first."""
        ...

    def begun(self, request: Request) -> bool:
        """Tell whether this request began an erasure; ConflictError for another body."""
        ...
