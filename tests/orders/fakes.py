"""The room's stores in memory; they pass the same contract as DynamoDB's."""

from datetime import timedelta
from typing import Any

from orders.model import Order
from orders.people import Customer, Technician
from orders.ports import (
    ExternalIdTakenError,
    OrderRows,
    PhoneTakenError,
    Request,
    RequestRepeatedError,
    VersionMovedError,
)
from shared.clock import Clock, text


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

    def technician(self, technician_id: str) -> Technician | None:
        return self.staff.get(technician_id)

    def technicians(self) -> tuple[Technician, ...]:
        return tuple(sorted(self.staff.values(), key=lambda each: (each.name, each.id)))

    def add_technician(self, technician: Technician) -> None:
        self.staff[technician.id] = technician

    def knows(self, customer: Customer) -> bool:
        return customer.id in self.customers or any(p in self.phones for p in customer.phones)

    def add_customer(self, customer: Customer) -> None:
        self.customers[customer.id] = customer
        self.phones |= dict.fromkeys(customer.phones, customer.id)


class FakeOrders:
    """Orders in memory."""

    def __init__(self, directory: FakeDirectory, clock: Clock) -> None:
        self._directory = directory
        self._clock = clock
        self._last = 0
        self.kept: dict[str, Order] = {}
        self.external: dict[str, str] = {}
        self.requests: dict[tuple[str, str], tuple[Any, str, Order]] = {}

    def next_number(self) -> str:
        self._last += 1
        return str(self._last)

    def add(self, order: Order, *, customer: Customer | None, request: Request | None) -> None:
        if request and self.answered(request):
            raise RequestRepeatedError
        if order.external_id in self.external:
            raise ExternalIdTakenError(self.external[order.external_id])
        if customer and self._directory.knows(customer):
            raise PhoneTakenError
        self.kept[order.id] = order
        if order.external_id:
            self.external[order.external_id] = order.id
        if customer:
            self._directory.add_customer(customer)
        if request:
            ends = self._clock() + timedelta(hours=24)
            self.requests[request.actor_id, request.key] = (ends, request.body_hash, order)

    def save(self, order: Order) -> None:
        known = self.kept.get(order.id)
        if known is None or known.version != order.version - 1:
            raise VersionMovedError(known.version if known else 0)
        self.kept[order.id] = order

    def get(self, order_id: str) -> Order | None:
        return self.kept.get(order_id)

    def answered(self, request: Request) -> tuple[str, Order] | None:
        known = self.requests.get((request.actor_id, request.key))
        if known is None or known[0] <= self._clock():
            return None
        return known[1], known[2]

    def newest(self, *, limit: int, after: str | None, status: str | None) -> OrderRows:
        rows = [
            (f"{text(order.created_at)}#{order.id}", row_of(order))
            for order in self.kept.values()
            if status in {None, order.status}
        ]
        rows.sort(key=lambda pair: pair[0], reverse=True)
        left = [pair for pair in rows if after is None or pair[0] < after]
        shown = left[:limit]
        more = shown[-1][0] if len(left) > limit else None
        return OrderRows(tuple(row for _, row in shown), more)


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


def row_of(order: Order) -> dict[str, Any]:
    technician = order.technician
    row = {
        "id": order.id,
        "number": order.number,
        "version": order.version,
        "status": str(order.status),
        "priority": order.priority,
        "title": order.title,
        "currency": order.currency,
        "total": order.total,
        "customer_id": order.customer.id,
        "customer_name": order.customer.name,
        "phone": order.customer.phone,
        "technician_id": technician.id if technician else None,
        "technician_name": technician.name if technician else None,
        "created_at": text(order.created_at),
        "updated_at": text(order.updated_at),
    }
    return {name: value for name, value in row.items() if value is not None}
