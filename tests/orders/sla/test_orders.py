"""The service of orders keeps each order's promise, and the house's days for reopening."""

from datetime import timedelta

import pytest

from orders.assembly import Assembly
from orders.model import Status
from orders.service import House, OrderService
from orders.sla.promises import Promises
from orders.wishes import NewCustomer, NewOrder, Wish
from shared.asked import Asked
from shared.auth import Actor
from shared.errors import ConflictError
from tests.orders.fakes import FakeDirectory, FakeOrders
from tests.orders.sla.builders import MONDAY, FixedClock, make_technician, policy, rules
from tests.orders.sla.fakes import FakeRules
from tests.shared.worktime.builders import MOSCOW, moscow

ADMIN = Actor("user", "alice", "Alice", roles=("admin",))
URGENT = policy("urgent", priorities=("urgent",), response_minutes=30, resolution_minutes=120)


class Room:
    def __init__(self, reopen_days: int = 14, *, promising: bool = True) -> None:
        self.clock = FixedClock()
        directory = FakeDirectory()
        directory.add_technician(make_technician())
        store = FakeRules(rules(policy(), URGENT))
        promises = Promises(store, zone=MOSCOW, clock=self.clock) if promising else None
        self.service = OrderService(
            FakeOrders(directory, self.clock),
            directory,
            Assembly(directory, clock=self.clock, vat="none"),
            house=House("RUB", MOSCOW, reopen_days),
            clock=self.clock,
            promises=promises,
        )

    @property
    def asked(self) -> Asked:
        return Asked(ADMIN)

    def create(self, **fields):
        wish = NewOrder("Ремонт котла", NewCustomer("Анна Иванова"), fields, "tec_1")
        return self.service.create(wish, self.asked)

    def move(self, order, to, at=None, **fields):
        self.clock.now = moscow(at) if at else self.clock.now
        return self.service.move(order.id, Wish(Status(to), fields), self.asked)


def test_a_created_order_is_stored_with_its_promise():
    room = Room()

    order = room.create()

    assert order.due_at == moscow("2026-11-23T17:00")
    assert room.service.get(order.id, room.asked).sla == order.sla
    assert room.service.clocks(order).response.state == "met"


def test_a_due_date_that_the_caller_names_wins():
    due = MONDAY + timedelta(days=9)

    assert Room().create(due_at=due).due_at == due


def test_a_hold_is_added_when_the_order_goes_on():
    room = Room()
    order = room.move(room.create(), "in_progress")
    order = room.move(order, "on_hold", "2026-11-23T10:00", hold_reason="parts")
    assert order.due_at is None

    order = room.move(order, "in_progress", "2026-11-23T11:00")

    assert order.due_at == moscow("2026-11-23T18:00")


def test_an_edit_of_the_priority_brings_another_promise():
    room = Room()
    order = room.create()

    edited = room.service.edit(order.id, {"priority": "urgent"}, room.asked)

    assert (edited.sla.policy, edited.due_at) == ("urgent", moscow("2026-11-23T11:00"))


def test_an_edit_that_changes_nothing_writes_nothing():
    room = Room()
    order = room.create()

    assert room.service.edit(order.id, {"priority": "normal"}, room.asked).version == 1


@pytest.mark.parametrize(("days", "is_allowed"), [(3, True), (4, False)])
def test_the_house_says_for_how_long_an_order_may_be_reopened(days, is_allowed):
    room = Room(reopen_days=3)
    order = room.move(room.move(room.create(), "in_progress"), "completed", outcome="resolved")
    room.clock.pass_by(days=days)

    if is_allowed:
        assert room.move(order, "in_progress", reason="снова течёт").reopen_count == 1
    else:
        with pytest.raises(ConflictError, match="within 3 days"):
            room.move(order, "in_progress", reason="снова течёт")


def test_a_house_that_promises_nothing_shows_no_clocks():
    room = Room(promising=False)

    assert room.service.clocks(room.create()) is None
