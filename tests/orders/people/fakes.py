"""The directory and the records of erasure in memory; they pass the same contract as DynamoDB's."""

from typing import Any

from orders.people.erasing import Erasure
from orders.people.model import Customer, Technician
from orders.people.naming import prefix_of, words
from orders.people.ports import CustomerPage, ErasurePage, TakenError
from orders.ports import RequestRepeatedError, VersionMovedError
from shared.clock import Clock, text
from shared.errors import ConflictError
from shared.requests import LIFE, Request


class FakePeople:
    """Customers, technicians and erasure records in memory."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.cards: dict[str, Customer] = {}
        self.staff: dict[str, Technician] = {}
        self.records: dict[str, Erasure] = {}
        self.requests: dict[tuple[str, str], tuple[Any, Request, Any]] = {}

    # customers
    def customer(self, customer_id: str) -> Customer | None:
        return self.cards.get(customer_id)

    def customer_by_phone(self, phone: str) -> Customer | None:
        return next((each for each in self.cards.values() if phone in each.phones), None)

    def customer_by_external_id(self, external_id: str) -> Customer | None:
        cards = self.cards.values()
        return next((each for each in cards if each.external_id == external_id), None)

    def customers_by_name(self, prefix: str, *, limit: int) -> tuple[Customer, ...]:
        return self.named_customers(prefix_of(prefix), limit=limit, after=None).customers

    def newest_customers(self, *, limit: int, after: str | None) -> CustomerPage:
        rows = [(f"{text(each.created_at)}#{each.id}", each) for each in self._living()]
        rows.sort(key=lambda row: row[0], reverse=True)
        left = [row for row in rows if after is None or row[0] < after]
        return _page(left, limit)

    def named_customers(self, prefix: str, *, limit: int, after: str | None) -> CustomerPage:
        rows = []
        for each in self._living():
            found = [word for word in words(each.name) if word.startswith(prefix)]
            if found:
                rows.append((f"{min(found)}#{each.id}", each))
        rows.sort(key=lambda row: row[0])
        return _page([row for row in rows if after is None or row[0] > after], limit)

    def add_customer(self, customer: Customer, request: Request | None) -> None:
        self._check(request)
        self._check_customer(customer)
        self.cards[customer.id] = customer
        self._remember(request, customer)

    def save_customer(self, customer: Customer, *, before: Customer) -> None:
        _check_version(self.cards.get(customer.id), before.version)
        self._check_customer(customer)
        self.cards[customer.id] = customer

    def customer_answered(self, request: Request) -> Customer | None:
        return self._answered(request)

    # technicians
    def technician(self, technician_id: str) -> Technician | None:
        return self.staff.get(technician_id)

    def technicians(self) -> tuple[Technician, ...]:
        return tuple(sorted(self.staff.values(), key=lambda each: (each.name, each.id)))

    def add_technician(self, technician: Technician, request: Request | None = None) -> None:
        self._check(request)
        self._check_technician(technician)
        self.staff[technician.id] = technician
        self._remember(request, technician)

    def save_technician(self, technician: Technician, *, before: Technician) -> None:
        _check_version(self.staff.get(technician.id), before.version)
        self._check_technician(technician)
        self.staff[technician.id] = technician

    def technician_answered(self, request: Request) -> Technician | None:
        return self._answered(request)

    # erasures
    def begin(
        self, erasure: Erasure, customer: Customer, *, before: Customer, request: Request | None
    ) -> None:
        self._check(request)
        _check_version(self.cards.get(customer.id), before.version)
        if erasure.customer_id in self.records:
            raise VersionMovedError(self.records[erasure.customer_id].version)
        self.cards[customer.id] = customer
        self.records[erasure.customer_id] = erasure
        self.requests = {
            key: row
            for key, row in self.requests.items()
            if getattr(row[2], "id", None) != customer.id
        }
        self._remember(request, None)

    def begin_again(self, erasure: Erasure, request: Request | None) -> None:
        self._check(request)
        self.save_erasure(erasure)
        self._remember(request, None)

    def erasure(self, customer_id: str) -> Erasure | None:
        return self.records.get(customer_id)

    def save_erasure(self, erasure: Erasure) -> None:
        _check_version(self.records.get(erasure.customer_id), erasure.version - 1)
        self.records[erasure.customer_id] = erasure

    def erasures(self, *, limit: int, after: str | None, only_running: bool = False) -> ErasurePage:
        rows = [
            (f"{text(each.erased_at)}#{each.id}", each)
            for each in self.records.values()
            if each.state == "running" or not only_running
        ]
        rows.sort(key=lambda row: row[0], reverse=True)
        left = [row for row in rows if after is None or row[0] < after]
        shown = left[:limit]
        more = shown[-1][0] if len(left) > limit else None
        return ErasurePage(tuple(each for _, each in shown), more)

    def begun(self, request: Request) -> bool:
        known = self._known(request)
        if known and known[1] != request:
            raise ConflictError("this Idempotency-Key was used with another body")
        return known is not None

    def _living(self) -> list[Customer]:
        return [each for each in self.cards.values() if each.erased_at is None]

    def _known(self, request: Request) -> Any:
        known = self.requests.get((request.actor_id, request.key))
        return known if known and known[0] > self._clock() else None

    def _check(self, request: Request | None) -> None:
        if request and self._known(request):
            raise RequestRepeatedError

    def _answered(self, request: Request) -> Any:
        self.begun(request)
        known = self._known(request)
        return known[2] if known else None

    def _remember(self, request: Request | None, answer: Any) -> None:
        if request:
            ends = self._clock() + LIFE
            self.requests[request.actor_id, request.key] = (ends, request, answer)

    def _check_customer(self, customer: Customer) -> None:
        for phone in customer.phones:
            owner = self.customer_by_phone(phone)
            if owner and owner.id != customer.id:
                raise TakenError("phone", phone, owner.id)
        if customer.external_id:
            owner = self.customer_by_external_id(customer.external_id)
            if owner and owner.id != customer.id:
                raise TakenError("external_id", customer.external_id, owner.id)

    def _check_technician(self, technician: Technician) -> None:
        number = technician.employee_number
        for other in self.staff.values():
            if number and other.id != technician.id and other.employee_number == number:
                raise TakenError("employee_number", number, other.id)


def _page(rows: list[tuple[str, Customer]], limit: int) -> CustomerPage:
    shown = rows[:limit]
    more = shown[-1][0] if len(rows) > limit else None
    return CustomerPage(tuple(each for _, each in shown), more)


def _check_version(known: Any, version: int) -> None:
    if known is None or known.version != version:
        raise VersionMovedError(known.version if known else 0)
