"""What the demo's past is thought out in: orders and people in memory, by the rooms' own ports."""

from collections.abc import Iterator, Mapping
from typing import Final

from orders.model import Order
from orders.people.model import Customer, Technician
from orders.people.storage import DynamoDirectory
from orders.sla.rules import SlaRules
from shared.requests import Request

AT_ONCE: Final = 100
"""Customers that are read by one call."""


class KnownRules:
    """The company's rules as they were read once."""

    def __init__(self, rules: SlaRules) -> None:
        """Keep them."""
        self._rules = rules

    def get(self) -> SlaRules:
        """Give them."""
        return self._rules

    def save(self, rules: SlaRules) -> None:
        """Keep others."""
        self._rules = rules


class KnownPeople:
    """Customers and technicians: read once, and those made with orders beside them."""

    def __init__(self, directory: DynamoDirectory) -> None:
        """Join the directory."""
        self._directory = directory
        self._staff = {each.id: each for each in directory.technicians()}
        self._by_phone = {phone: one for one in _customers(directory) for phone in one.phones}
        self.new: dict[str, Customer] = {}

    def customer(self, customer_id: str) -> Customer | None:
        """Give a customer by id."""
        return self.new.get(customer_id) or self._directory.customer(customer_id)

    def customer_by_phone(self, phone: str) -> Customer | None:
        """Find a customer by telephone."""
        return self._by_phone.get(phone)

    def customers_by_name(self, prefix: str, *, limit: int) -> tuple[Customer, ...]:
        """Find nobody: the past is not searched."""
        del prefix, limit
        return ()

    def technician(self, technician_id: str) -> Technician | None:
        """Give a technician."""
        return self._staff.get(technician_id)

    def technicians(self) -> tuple[Technician, ...]:
        """Give all technicians."""
        return tuple(self._staff.values())

    def add_technician(self, technician: Technician, request: Request | None = None) -> None:
        """Keep a technician."""
        del request
        self._staff[technician.id] = technician

    def meet(self, customer: Customer) -> None:
        """Keep a customer who came with an order."""
        self.new[customer.id] = customer
        self._by_phone |= dict.fromkeys(customer.phones, customer)


def _customers(directory: DynamoDirectory) -> Iterator[Customer]:
    after: str | None = None
    while True:
        page = directory.newest_customers(limit=AT_ONCE, after=after)
        yield from page.customers
        after = page.after
        if after is None:
            return


class PastOrders:
    """Orders by the ids that their stories have, so that the past told again is the same past."""

    def __init__(self, people: KnownPeople) -> None:
        """Join the people."""
        self._people = people
        self._kept: dict[str, Order] = {}
        self.next_id = ""
        """The id of the order that is made next."""

    @property
    def kept(self) -> Mapping[str, Order]:
        """All orders, in the order in which they were made."""
        return self._kept

    def next_number(self) -> str:
        """Count on."""
        return str(len(self._kept) + 1)

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        """Keep a new order under the id that was set for it."""
        del request
        self._kept[self.next_id] = order.model_copy(update={"id": self.next_id})
        if customer:
            self._people.meet(customer)

    def save(self, order: Order, *, before: Order, request: Request | None) -> None:
        """Keep the next version."""
        del before, request
        self._kept[order.id] = order

    def get(self, order_id: str) -> Order | None:
        """Give an order."""
        return self._kept.get(order_id)

    def forget_answers(self, order_id: str) -> None:
        """Forget nothing: nothing is asked twice."""

    def answered(self, request: Request) -> Order | None:
        """Give nothing: nothing is asked twice."""
        del request
        return None
