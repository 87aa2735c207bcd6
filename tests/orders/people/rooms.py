"""The stores of people, in memory and in DynamoDB, and the fixtures over them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from orders.assembly import Assembly
from orders.lists import DynamoOrderLists
from orders.people.customers import CustomerService
from orders.people.erasure import ErasureService
from orders.people.erasure_storage import DynamoErasures
from orders.people.service import DirectoryService
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.service import House, OrderService
from orders.storage import DynamoOrders
from shared.item import unpack
from shared.table import Table
from tests.orders.fakes import FakeDirectory, FakeOrders
from tests.orders.people.builders import FixedClock
from tests.orders.people.fakes import FakePeople
from tests.orders.sla.builders import promises
from tests.shared.dynamo import fresh_dynamo
from tests.shared.worktime.builders import MOSCOW


@dataclass
class Rooms:
    """All stores that the people's services stand on; typed loosely, since both kinds fit."""

    people: Any
    erasures: Any
    orders: Any
    lists: Any
    clock: FixedClock
    removed: list[str]
    client: Any = None
    waits_for: tuple[str, ...] = ()

    @property
    def customers(self) -> CustomerService:
        return CustomerService(self.people, clock=self.clock)

    @property
    def staff(self) -> DirectoryService:
        return DirectoryService(self.people, clock=self.clock)

    @property
    def erasing(self) -> ErasureService:
        return ErasureService(
            self.erasures,
            self.people,
            self.orders,
            self.lists,
            remove_file=lambda order_id, file_id: self.removed.append(f"{order_id}/{file_id}"),
            waits_for=self.waits_for,
            clock=self.clock,
        )

    @property
    def ordering(self) -> OrderService:
        return OrderService(
            self.orders,
            self.people,
            Assembly(self.people, clock=self.clock, vat="none"),
            house=House(currency="RUB", zone=MOSCOW),
            clock=self.clock,
            promises=promises(),
        )

    def items(self) -> list[Any]:
        """All that lies in both tables, unpacked."""
        return [
            {**item, "doc": unpack(item["doc"]["B"])} if "doc" in item else item
            for name in ("OrdersTable", "DirectoryTable")
            for item in self.client.scan(TableName=name)["Items"]
        ]


def in_memory() -> Rooms:
    clock = FixedClock()
    people = FakePeople(clock)
    orders = FakeOrders(FakeDirectory(), clock)
    return Rooms(people, people, orders, orders, clock, [])


def in_dynamo(client: Any) -> Rooms:
    clock = FixedClock()
    directory = Table("DirectoryTable", client)
    orders = Table("OrdersTable", client)
    return Rooms(
        DynamoDirectory(directory, clock=clock),
        DynamoErasures(directory, clock=clock),
        DynamoOrders(orders, CustomerPuts("DirectoryTable"), list_shards=2, clock=clock),
        DynamoOrderLists(orders, list_shards=2),
        clock,
        [],
        client,
    )


@pytest.fixture(params=["memory", "dynamo"])
def rooms(request: pytest.FixtureRequest) -> Iterator[Rooms]:
    """The stores, once in memory and once in DynamoDB."""
    if request.param == "memory":
        yield in_memory()
    else:
        with fresh_dynamo() as client:
            yield in_dynamo(client)


@pytest.fixture
def stored() -> Iterator[Rooms]:
    """The stores in DynamoDB."""
    with fresh_dynamo() as client:
        yield in_dynamo(client)


def carry_on(rooms: Rooms) -> int:
    """Do what the timer does; gives how many erasures were not done."""
    running = rooms.erasing.running()
    for erasure in running:
        rooms.erasing.resume(erasure)
    return len(running)
