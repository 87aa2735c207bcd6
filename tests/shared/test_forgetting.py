"""How a room goes on with erasures: in steps, cut off anywhere, until all has settled."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from shared.clock import text
from shared.forgetting import Forgetting
from shared.places import RUNNING, DynamoPlaces, record_key
from shared.table import Table
from tests.shared.dynamo import fresh_dynamo

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SETTLE = timedelta(hours=26)
IN_TIME = SimpleNamespace(get_remaining_time_in_millis=lambda: 300_000)
LATE = SimpleNamespace(get_remaining_time_in_millis=lambda: 5_000)


class World:
    """Two tables with erasures and orders, and a room that forgets."""

    def __init__(self, client: Any) -> None:
        self.directory = Table("DirectoryTable", client)
        self.orders = Table("OrdersTable", client)
        self.places = DynamoPlaces(self.directory, self.orders)
        self.now = NOON
        self.forgotten: list[str] = []
        self.job = Forgetting(
            "feedback", self.places, self.forget, settle=SETTLE, clock=lambda: self.now
        )

    def erased(self, customer_id: str, orders: int, *, done_at: datetime | None = NOON) -> None:
        """Write the record of an erasure and the rows of the customer's orders."""
        record = record_key(customer_id) | {
            "customer_id": customer_id,
            "name_pk": RUNNING,
            "name_sk": f"{text(NOON)}#{customer_id}",
            "orders_done_at": text(done_at) if done_at else None,
        }
        self.directory.put({name: value for name, value in record.items() if value})
        for number in range(orders):
            order_id = f"{customer_id}-{number}"
            row = {"pk": f"ROW#{order_id}", "id": order_id, "list_pk": f"customer#{customer_id}"}
            self.orders.put(row | {"list_sk": f"{number:03}#{order_id}"})

    def forget(self, order_id: str) -> int:
        self.forgotten.append(order_id)
        return 1

    def place(self, customer_id: str) -> Any:
        return next((p for e, p in self.places.open("feedback") if e.customer_id == customer_id))


@pytest.fixture
def world():
    with fresh_dynamo() as client:
        yield World(client)


def test_a_room_forgets_all_orders_at_once_and_again_when_all_has_settled(world):
    world.erased("cus_1", orders=3)

    counts = [world.job.run(IN_TIME), world.job.run(IN_TIME)]
    first = world.place("cus_1")
    world.now += SETTLE
    counts += [world.job.run(IN_TIME), world.job.run(IN_TIME)]

    assert [each["forgotten"] for each in counts] == [0, 0, 1, 0]
    assert world.forgotten == ["cus_1-0", "cus_1-1", "cus_1-2"] * 2
    last = world.place("cus_1")
    assert (first.state, first.passed_at, first.rows) == ("running", NOON, 3)
    assert (last.state, last.done_at, last.rows) == ("done", NOON + SETTLE, 6)


def test_what_the_orders_room_has_not_done_is_left_alone(world):
    world.erased("cus_1", orders=1, done_at=None)

    world.job.run(IN_TIME)

    assert world.forgotten == []


def test_a_pass_that_was_cut_off_goes_on_where_it_was(world, monkeypatch):
    monkeypatch.setattr("shared.forgetting.STEP", 2)
    world.erased("cus_1", orders=5)
    in_order = world.forget

    def cut_off(order_id):
        if order_id == "cus_1-3" and order_id not in world.forgotten:
            world.forgotten.append(order_id)
            raise ZeroDivisionError
        return in_order(order_id)

    world.job._forget = cut_off
    with pytest.raises(RuntimeError, match="1 customers could not be forgotten, 0 were"):
        world.job.run(IN_TIME)
    world.job.run(IN_TIME)

    numbers = [each.removeprefix("cus_1-") for each in world.forgotten]
    assert numbers == ["0", "1", "2", "3", "2", "3", "4"]
    assert world.place("cus_1").passed_at == NOON


def test_a_customer_who_fails_holds_up_no_other(world):
    world.erased("cus_1", orders=1)
    world.erased("cus_2", orders=1)
    world.job._forget = lambda order_id: 1 // int(order_id.startswith("cus_2"))

    with pytest.raises(RuntimeError):
        world.job.run(IN_TIME)

    assert world.place("cus_1") is None
    assert world.place("cus_2").passed_at == NOON


def test_nothing_is_begun_with_too_little_time_left(world):
    world.erased("cus_1", orders=1)

    assert world.job.run(LATE) == {"forgotten": 0}
    assert world.place("cus_1") is None


def test_of_two_runs_at_once_one_writes_the_place(world):
    world.erased("cus_1", orders=1)

    def overtaken(order_id):
        world.job._forget = world.forget
        world.job.run(IN_TIME)
        return 1

    world.job._forget = overtaken
    world.job.run(IN_TIME)

    assert (world.place("cus_1").version, world.place("cus_1").rows) == (1, 1)


def test_each_room_has_a_place_of_its_own(world):
    world.erased("cus_1", orders=1)
    world.job.run(IN_TIME)

    assert [place for _, place in world.places.open("integrations")] == [None]
