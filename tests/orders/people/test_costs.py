"""What each access path of people costs in requests and units, against docs/scale.md."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from orders.people.sight import Sight
from orders.people.workload import WorkloadService
from shared.auth import Actor
from tests.orders.people.builders import NAME, NOW, asked, customer, order, request, technician
from tests.orders.people.rooms import Rooms, carry_on, in_dynamo
from tests.orders.scale import written
from tests.orders.units import Bill, Meter
from tests.shared.dynamo import fresh_dynamo

CUSTOMERS = 60
ORDERS = 10
TECHNICIANS = 10
MOSCOW = ZoneInfo("Europe/Moscow")
BOB = Actor(kind="user", id="bob", name="Bob", roles=("technician",), technician_id="tec_1")
CARD = {
    "name": "Сидоров Пётр Ильич",
    "phones": ("+79000009999", "+79000009998"),
    "external_id": "crm-9999",
    "notes": "Домофон не работает, звонить снизу",
}


class Office:
    """Sixty customers, the first with ten orders, and ten technicians, behind a meter."""

    def __init__(self, client: Any) -> None:
        plain = in_dynamo(client)
        for number in range(1, CUSTOMERS + 1):
            known = request(f"key-{number}") if number == 1 else None
            plain.people.add_customer(customer(number, external_id=f"crm-{number}"), known)
        for number in range(1, TECHNICIANS + 1):
            plain.people.add_technician(technician(number, skills=("котлы",)))
        for number in range(1, ORDERS + 1):
            made = order(number, at=NOW + timedelta(minutes=number))
            plain.orders.add(made, customer=None, request=None)
        self.meter = Meter(client)
        self.rooms: Rooms = in_dynamo(self.meter)
        self.rooms.clock.pass_by(hours=1)

    def load(self) -> Any:
        rooms = self.rooms
        service = WorkloadService(rooms.people, rooms.orders, rooms.lists, zone=MOSCOW)
        return service.workload("tec_1", date(2026, 11, 20), date(2026, 11, 26))

    def erase(self) -> Any:
        return self.rooms.erasing.erase("cus_1", "subject_request", asked("erase-1"))

    def settle(self) -> Any:
        self.rooms.clock.pass_by(minutes=2)
        return carry_on(self.rooms)


PATHS: dict[str, Callable[[Office], Any]] = {
    "read a customer": lambda o: o.rooms.customers.get("cus_7"),
    "make a customer": lambda o: o.rooms.customers.create(CARD, asked()),
    "make a customer under a key": lambda o: o.rooms.customers.create(
        {"name": "Ким Яна", "phones": ("+79000009990",)}, asked("key-90")
    ),
    "change a customer's notes": lambda o: o.rooms.customers.change(
        "cus_2", {"notes": "Собака"}, asked(version=1)
    ),
    "change a customer's telephone": lambda o: o.rooms.customers.change(
        "cus_3", {"phones": ("+79000009991",)}, asked(version=1)
    ),
    "change a customer's name": lambda o: o.rooms.customers.change(
        "cus_4", {"name": "Петрова Анна Петровна"}, asked(version=1)
    ),
    "list 50 customers": lambda o: o.rooms.customers.newest(limit=50, after=None),
    "find a customer by telephone": lambda o: o.rooms.customers.find(
        "8 900 000-00-07", limit=50, after=None
    ),
    "find a customer by external id": lambda o: o.rooms.customers.find(
        "crm-8", limit=50, after=None
    ),
    "find 50 customers by name": lambda o: o.rooms.customers.find(NAME[:5], limit=50, after=None),
    "a technician looks at their customer": lambda o: Sight(o.rooms.lists).check_customer(
        "cus_1", BOB
    ),
    "export a customer with 10 orders": lambda o: o.rooms.erasing.export(
        "cus_1", limit=20, after=None
    ),
    "read a technician": lambda o: o.rooms.staff.technician("tec_1"),
    "list 10 technicians": lambda o: o.rooms.staff.technicians(),
    "take a technician on": lambda o: o.rooms.staff.take_on({"name": "Глеб Зимин"}, asked()),
    "take a technician on under a key": lambda o: o.rooms.staff.take_on(
        {"name": "Олег Зимин", "employee_number": "77"}, asked("key-91")
    ),
    "change a technician": lambda o: o.rooms.staff.change(
        "tec_2", {"phone": "+79000008888"}, asked(version=1)
    ),
    "workload of a week": Office.load,
    "erase a customer with 10 orders": Office.erase,
    "last pass of that erasure": Office.settle,
    "list the erasures": lambda o: o.rooms.erasing.page(limit=50, after=None),
    "look for open erasures, none there": lambda o: o.rooms.erasing.running(),
}


@pytest.fixture(scope="module")
def measured() -> dict[str, tuple[int, float, float]]:
    with fresh_dynamo() as client:
        office = Office(client)
        bills = {}
        for name, act in PATHS.items():
            office.meter.bill = Bill()
            act(office)
            bill = office.meter.bill
            bills[name] = (bill.requests, bill.read, bill.write)
        return bills


def test_every_path_of_people_costs_what_is_written(measured):
    assert measured == written("Units per access path of people")
