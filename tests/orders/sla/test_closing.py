"""Completed orders are closed by themselves, once, and in whatever way runs overlap."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from orders.model import Order
from orders.people.storage import CustomerPuts
from orders.ports import Orders
from orders.sla.closing import AutoClose
from orders.sla.ports import CompletedOrders
from orders.sla.storage import DynamoCompletedOrders
from orders.storage import DynamoOrders
from shared.table import Table
from tests.orders.sla.builders import MONDAY, FixedClock, moved, new_order
from tests.orders.sla.fakes import FakeStore
from tests.shared.dynamo import fresh_dynamo

SHARDS = 3
DAYS = 30


class World:
    def __init__(self, orders: Orders, completed: CompletedOrders) -> None:
        self.orders = orders
        self.completed = completed
        self.clock = FixedClock()

    @property
    def closer(self) -> AutoClose:
        return AutoClose(self.orders, self.completed, days=DAYS, clock=self.clock)

    def run(self) -> list[str]:
        closer = self.closer
        return [each for each in closer.ripe() if closer.close(each)]

    def add(self, number: int, *states: str, **changes: Any) -> Order:
        order = new_order(id=f"ord_{number}", number=str(number), **changes)
        for state in states:
            order = moved(order, state, self.clock.now)
        self.orders.add(order, customer=None, request=None)
        return order

    def change(self, order: Order, to: str) -> Order:
        after = moved(order, to, self.clock.now)
        self.orders.save(after, before=order, request=None)
        return after


DONE = ("in_progress", "completed")


@pytest.fixture(params=["memory", "dynamo"])
def world(request) -> Iterator[World]:
    if request.param == "memory":
        store = FakeStore()
        yield World(store, store)
        return
    with fresh_dynamo() as client:
        table, clock = Table("OrdersTable", client), FixedClock()
        orders = DynamoOrders(
            table, CustomerPuts("DirectoryTable"), list_shards=SHARDS, clock=clock
        )
        yield World(orders, DynamoCompletedOrders(table, list_shards=SHARDS))


def test_an_order_is_closed_by_the_system_when_its_days_are_over(world):
    world.add(1, *DONE)
    world.clock.pass_by(days=DAYS, seconds=1)

    assert world.run() == ["ord_1"]

    order = world.orders.get("ord_1")
    assert order.status == "closed"
    assert order.closed_at == world.clock.now
    assert order.completed_at == MONDAY
    assert (order.history[-1].actor.kind, order.history[-1].actor.id) == ("system", "auto-close")


def test_before_its_days_are_over_an_order_is_let_be(world):
    world.add(1, *DONE)
    world.clock.pass_by(days=DAYS)

    assert world.run() == []
    assert world.orders.get("ord_1").status == "completed"


def test_an_order_whose_days_are_over_this_very_moment_is_let_be_even_when_it_is_named(world):
    world.add(1, *DONE)
    world.clock.pass_by(days=DAYS)

    assert not world.closer.close("ord_1")
    world.clock.pass_by(microseconds=1)
    assert world.closer.close("ord_1")


@pytest.mark.parametrize(
    "states", [(), ("in_progress",), ("cancelled",), (*DONE, "closed"), (*DONE, "in_progress")]
)
def test_an_order_that_is_not_completed_is_never_closed(world, states):
    world.add(1, *states)
    world.clock.pass_by(days=365)

    assert world.run() == []


def test_a_reopened_order_waits_from_its_last_completion(world):
    order = world.add(1, *DONE)
    world.clock.pass_by(days=10)
    order = world.change(world.change(order, "in_progress"), "completed")
    world.clock.pass_by(days=DAYS - 5)

    assert world.run() == []
    world.clock.pass_by(days=6)
    assert world.run() == ["ord_1"]


def test_the_longest_waiting_is_closed_first_over_all_partitions(world):
    for number in range(12):
        world.add(number, *DONE)
        world.clock.pass_by(hours=1)
    world.clock.pass_by(days=DAYS)

    assert world.run() == [f"ord_{number}" for number in range(12)]


def test_a_second_run_finds_nothing(world):
    world.add(1, *DONE)
    world.clock.pass_by(days=DAYS + 1)

    assert world.run() == ["ord_1"]
    assert world.run() == []
    assert world.orders.get("ord_1").version == 4


def test_of_two_runs_at_once_one_closes(world):
    world.add(1, *DONE)
    world.clock.pass_by(days=DAYS + 1)
    seen_by_one, seen_by_other = list(world.closer.ripe()), list(world.closer.ripe())

    closed = [world.closer.close(each) for each in (*seen_by_one, *seen_by_other)]

    assert closed == [True, False]
    assert world.orders.get("ord_1").version == 4


def test_an_order_reopened_just_before_is_let_be(world):
    order = world.add(1, *DONE)
    world.clock.pass_by(days=DAYS + 1)
    (seen,) = list(world.closer.ripe())
    reopened = moved(order, "in_progress", MONDAY + timedelta(days=1))
    world.orders.save(reopened, before=order, request=None)

    assert not world.closer.close(seen)
    assert world.orders.get("ord_1").status == "in_progress"


def test_an_order_that_is_gone_is_let_be(world):
    assert not world.closer.close("ord_9")


def test_an_order_written_between_reading_and_closing_is_let_be():
    class Busy(FakeStore):
        def get(self, order_id):
            order = super().get(order_id)
            edited = order.model_copy(update={"version": order.version + 1})
            self.kept[order_id] = edited
            return order

    store = Busy()
    world = World(store, store)
    world.add(1, *DONE)
    world.clock.pass_by(days=DAYS + 1)

    assert world.run() == []
    assert store.kept["ord_1"].status == "completed"


class Counting:
    """Counts the queries that reach DynamoDB."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.queries = 0

    def query(self, **request: Any) -> Any:
        self.queries += 1
        return self._client.query(**request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def test_finding_nothing_to_close_costs_one_query_for_each_shard():
    with fresh_dynamo() as client:
        counting = Counting(client)
        completed = DynamoCompletedOrders(Table("OrdersTable", counting), list_shards=SHARDS)

        assert list(completed.completed_before(MONDAY)) == []
        assert counting.queries == SHARDS
