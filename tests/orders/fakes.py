"""The room's stores in memory; they pass the same contract as DynamoDB's."""

from collections.abc import Sequence
from typing import Any

from orders.model import Order
from orders.people.model import Customer, Technician
from orders.ports import (
    ExternalIdTakenError,
    OrderRows,
    PhoneTakenError,
    Place,
    RequestRepeatedError,
    TooManyError,
    VersionMovedError,
)
from orders.queries import MAX_GATHERED, OrderQuery
from shared.clock import Clock, text
from shared.errors import ConflictError
from shared.requests import LIFE, Request


class FakeDirectory:
    """Customers and technicians in memory."""

    def __init__(self) -> None:
        self.customers: dict[str, Customer] = {}
        self.phones: dict[str, str] = {}
        self.staff: dict[str, Technician] = {}

    def customer(self, customer_id: str) -> Customer | None:
        return self.customers.get(customer_id)

    def customer_by_phone(self, phone: str) -> Customer | None:
        return self.customers.get(self.phones.get(phone, ""))

    def customers_by_name(self, prefix: str, *, limit: int) -> tuple[Customer, ...]:
        wanted = compared(prefix)
        named = [
            (begins_with, each)
            for each in self.customers.values()
            if (begins_with := place_in(each.name, wanted))
        ]
        named.sort(key=lambda pair: (pair[0], pair[1].id))
        return tuple(each for _, each in named)[:limit]

    def technician(self, technician_id: str) -> Technician | None:
        return self.staff.get(technician_id)

    def technicians(self) -> tuple[Technician, ...]:
        return tuple(sorted(self.staff.values(), key=lambda each: (each.name, each.id)))

    def add_technician(self, technician: Technician, request: Request | None = None) -> None:
        self.staff[technician.id] = technician

    def knows(self, customer: Customer) -> bool:
        return customer.id in self.customers or any(p in self.phones for p in customer.phones)

    def add_customer(self, customer: Customer) -> None:
        self.customers[customer.id] = customer
        self.phones |= dict.fromkeys(customer.phones, customer.id)


def compared(name: str) -> str:
    """A name as people compare it: neither case, nor ё, nor quotation marks count."""
    plain = name.lower().replace("ё", "е").translate(str.maketrans("", "", '«»"'))
    return " ".join(plain.split())


def place_in(name: str, prefix: str) -> str:
    """What follows in a name from the first word on that begins with the prefix."""
    words = compared(name).split()
    tails = [" ".join(words[start:]) for start in range(len(words))]
    return min((tail for tail in tails if tail.startswith(prefix)), default="")


class FakeOrders:
    """Orders in memory, and the lists of them."""

    def __init__(self, directory: FakeDirectory, clock: Clock) -> None:
        self._directory = directory
        self._clock = clock
        self._last = 0
        self.kept: dict[str, Order] = {}
        self.requests: dict[tuple[str, str], tuple[Any, Request, Order]] = {}

    def forget_answers(self, order_id: str) -> None:
        self.requests = {k: v for k, v in self.requests.items() if v[2].id != order_id}

    def next_number(self) -> str:
        self._last += 1
        return str(self._last)

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        self._check_request(request)
        if order.external_id and (other := self.with_external_id(order.external_id)):
            raise ExternalIdTakenError(other)
        if customer and self._directory.knows(customer):
            raise PhoneTakenError
        self.kept[order.id] = order
        if customer:
            self._directory.add_customer(customer)
        self._remember(request, order)

    def save(self, order: Order, *, before: Order, request: Request | None) -> None:
        self._check_request(request)
        known = self.kept.get(order.id)
        if known is None or known.version != before.version:
            raise VersionMovedError(known.version if known else 0)
        self.kept[order.id] = order
        self._remember(request, order)

    def get(self, order_id: str) -> Order | None:
        return self.kept.get(order_id)

    def answered(self, request: Request) -> Order | None:
        known = self.requests.get((request.actor_id, request.key))
        if known is None or known[0] <= self._clock():
            return None
        if known[1] != request:
            raise ConflictError("this Idempotency-Key was used with another body")
        return known[2]

    def page(self, query: OrderQuery, *, limit: int, after: Place) -> OrderRows:
        rows = [row for row in map(row_of, self.kept.values()) if query.matches(row)]
        if not query.is_in_index_order and len(rows) > MAX_GATHERED:
            raise TooManyError
        rows.sort(key=query.position, reverse=query.descending)
        left = [row for row in rows if after is None or is_behind(query, row, after)]
        shown = left[:limit]
        more = list(query.position(shown[-1])) if len(left) > limit else None
        return OrderRows(tuple(shown), more)

    def rows(self, order_ids: Sequence[str]) -> tuple[dict[str, Any], ...]:
        there = [each for each in dict.fromkeys(order_ids) if each in self.kept]
        return tuple(row_of(self.kept[each]) for each in there)

    def with_number(self, number: str) -> str | None:
        return next((each.id for each in self.kept.values() if each.number == number), None)

    def with_external_id(self, external_id: str) -> str | None:
        found = (each.id for each in self.kept.values() if each.external_id == external_id)
        return next(found, None)

    def _check_request(self, request: Request | None) -> None:
        if request is None:
            return
        known = self.requests.get((request.actor_id, request.key))
        if known and known[0] > self._clock():
            raise RequestRepeatedError

    def _remember(self, request: Request | None, order: Order) -> None:
        if request:
            ends = self._clock() + LIFE
            self.requests[request.actor_id, request.key] = (ends, request, order)


class HastyOrders(FakeOrders):
    """Orders where somebody else is always quicker, a number of times."""

    def __init__(self, directory: FakeDirectory, clock: Clock, times: int, other: Any) -> None:
        super().__init__(directory, clock)
        self._times = times
        self._other = other

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        if self._times:
            self._times -= 1
            raise self._other(order, customer, request)
        super().add(order, customer=customer, request=request)


def is_behind(query: OrderQuery, row: dict[str, Any], place: Any) -> bool:
    """Whether a row comes after a place in the query's order."""
    position = query.position(row)
    return position < tuple(place) if query.descending else position > tuple(place)


def row_of(order: Order) -> dict[str, Any]:
    """What a list shows of an order."""
    technician = order.technician
    row = {
        "id": order.id,
        "number": order.number,
        "external_id": order.external_id,
        "version": order.version,
        "type": order.type,
        "zone": order.zone,
        "status": str(order.status),
        "priority": order.priority,
        "title": order.title,
        "currency": order.currency,
        "total": order.total,
        "paid": order.paid,
        "customer_id": order.customer.id,
        "customer_name": order.customer.name,
        "phone": order.customer.phone,
        "technician_id": technician.id if technician else None,
        "technician_name": technician.name if technician else None,
        "created_at": text(order.created_at),
        "updated_at": text(order.updated_at),
        "due_at": text(order.due_at) if order.due_at else None,
        "scheduled_start": text(order.scheduled_start) if order.scheduled_start else None,
    }
    return {name: value for name, value in row.items() if value is not None}
