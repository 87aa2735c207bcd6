from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from orders import handler, wiring
from orders.lists import DynamoOrderLists
from orders.origins import OriginService
from orders.people.customers import CustomerService
from orders.people.service import DirectoryService
from orders.people.sight import Sight
from orders.people.storage import CustomerPuts, DynamoDirectory
from orders.ports import Directory, OrderLists, Orders
from orders.reading import OrderReading
from orders.service import OrderService
from orders.storage import DynamoOrders
from shared.signing import Seal
from shared.table import Table
from tests.orders.builders import FixedClock, make_technician, service_over
from tests.orders.fakes import FakeDirectory, FakeOrders
from tests.shared.dynamo import fresh_dynamo

SEAL = Seal(b"the key of these tests")
SHARDS = 3


@dataclass
class Stores:
    """The room's stores and the clock that they tell time by."""

    orders: Orders
    lists: OrderLists
    directory: Directory
    clock: FixedClock

    @property
    def service(self) -> OrderService:
        return service_over(self.orders, self.directory, self.clock)

    @property
    def reading(self) -> OrderReading:
        return OrderReading(self.lists, self.directory)


def in_memory(clock: FixedClock) -> Stores:
    directory = FakeDirectory()
    orders = FakeOrders(directory, clock)
    return Stores(orders, orders, directory, clock)


def in_dynamo(client: Any, clock: FixedClock) -> Stores:
    table = Table("OrdersTable", client)
    people = CustomerPuts("DirectoryTable")
    return Stores(
        DynamoOrders(table, people, list_shards=SHARDS, clock=clock),
        DynamoOrderLists(table, list_shards=SHARDS),
        DynamoDirectory(Table("DirectoryTable", client)),
        clock,
    )


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def dynamo() -> Iterator[Any]:
    """A client of DynamoDB over the template's tables, all empty."""
    with fresh_dynamo() as client:
        yield client


@pytest.fixture
def fakes(clock) -> Stores:
    return in_memory(clock)


@pytest.fixture(params=["memory", "dynamo"])
def stores(request, clock) -> Iterator[Stores]:
    """The room's stores, once in memory and once in DynamoDB."""
    if request.param == "memory":
        yield in_memory(clock)
    else:
        with fresh_dynamo() as client:
            yield in_dynamo(client, clock)


def opened(stores: Stores) -> None:
    handler.api.dependency_overrides.update(
        {
            wiring.orders: lambda: stores.service,
            wiring.reading: lambda: stores.reading,
            wiring.customers: lambda: CustomerService(stores.directory, clock=stores.clock),
            wiring.directory: lambda: DirectoryService(stores.directory, clock=stores.clock),
            wiring.sight: lambda: Sight(stores.lists),
            wiring.origins: lambda: OriginService(stores.orders, stores.service.get),
            wiring.seal: lambda: SEAL,
        }
    )


@pytest.fixture
def room(fakes) -> Iterator[Stores]:
    """The room's edge over fakes, with one technician, tec_1, who signs in as bob."""
    fakes.directory.add_technician(make_technician())
    opened(fakes)
    yield fakes
    handler.api.dependency_overrides.clear()


@pytest.fixture
def stored_room(dynamo, clock) -> Iterator[Stores]:
    """The room's edge over DynamoDB, with one technician, tec_1, who signs in as bob."""
    stores = in_dynamo(dynamo, clock)
    stores.directory.add_technician(make_technician())
    opened(stores)
    yield stores
    handler.api.dependency_overrides.clear()


@pytest.fixture
def service(fakes) -> OrderService:
    """The use cases over fakes, with one technician who works and one who has left."""
    fakes.directory.add_technician(make_technician())
    fakes.directory.add_technician(make_technician("tec_2", active=False))
    return fakes.service
