"""What can be done with customers. No AWS here: storage comes as a port."""

from typing import Any, Final
from uuid import uuid4

from orders.people.card import changed_card, new_card
from orders.people.model import Customer
from orders.people.naming import prefix_of
from orders.people.ports import CustomerPage, Customers, TakenError
from orders.phone import e164
from orders.ports import RequestRepeatedError, VersionMovedError
from shared.asked import Asked
from shared.clock import Clock, text
from shared.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
    UnavailableError,
)
from shared.requests import Request
from shared.texts import trim
from shared.version import check_version

TRIES: Final = 3


class CustomerService:
    """Makes, changes, finds and reads customers."""

    def __init__(self, customers: Customers, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._customers = customers
        self._clock = clock

    def get(self, customer_id: str) -> Customer:
        """Read one customer, or NotFoundError."""
        customer = self._customers.customer(customer_id)
        if customer is None:
            raise NotFoundError(f"there is no customer {customer_id}")
        return customer

    def create(self, fields: dict[str, Any], asked: Asked) -> Customer:
        """Make a customer; a telephone or external id that another has is a conflict."""
        request = Request.of(asked.actor.id, asked.key, "customers", asked.body)
        for _ in range(TRIES):
            if request and (earlier := self._customers.customer_answered(request)):
                return earlier
            customer = new_card(f"cus_{uuid4().hex}", fields, self._clock())
            try:
                self._customers.add_customer(customer, request)
            except RequestRepeatedError:
                continue  # the same request was quicker elsewhere: its answer can be read now
            except TakenError as error:
                raise _taken(error) from error
            return customer
        raise UnavailableError("the same request is being carried out; try again")

    def change(self, customer_id: str, fields: dict[str, Any], asked: Asked) -> Customer:
        """Change fields of a customer who is at the given version.

        Orders name their customer as they were called when the order was made: a new name or
        telephone does not rewrite the orders there are.
        """
        customer = self.get(customer_id)
        if customer.erased_at is not None:
            raise ConflictError(
                "the customer was erased", extra={"erased_at": text(customer.erased_at)}
            )
        check_version(asked.version, customer.version)
        changed = changed_card(customer, fields, self._clock())
        if changed is customer:
            return customer
        try:
            self._customers.save_customer(changed, before=customer)
        except VersionMovedError as error:
            raise StaleVersionError(customer.version, error.current) from error
        except TakenError as error:
            raise _taken(error) from error
        return changed

    def newest(self, *, limit: int, after: str | None) -> CustomerPage:
        """List customers, newest first."""
        return self._customers.newest_customers(limit=limit, after=after)

    def find(self, asked_for: str, *, limit: int, after: str | None) -> CustomerPage:
        """Find customers by telephone, by external id, or by how a word of their name begins."""
        exact = self._by_phone(asked_for) or self._by_external_id(asked_for)
        if exact is not None:
            return CustomerPage((exact,), None)
        prefix = prefix_of(asked_for)
        if not prefix:
            return CustomerPage((), None)
        return self._customers.named_customers(prefix, limit=limit, after=after)

    def _by_phone(self, asked_for: str) -> Customer | None:
        try:
            return self._customers.customer_by_phone(e164(asked_for, field="q"))
        except InvalidError:
            return None

    def _by_external_id(self, asked_for: str) -> Customer | None:
        external_id = trim(asked_for)
        return self._customers.customer_by_external_id(external_id) if external_id else None


def _taken(error: TakenError) -> ConflictError:
    return ConflictError(
        f"{error.field} {error.value} belongs to another customer",
        extra={"field": error.field, "customer_id": error.owner_id},
    )
