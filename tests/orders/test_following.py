"""What 1C says of an order is carried out by the order's own life cycle, or refused in words."""

from dataclasses import replace

import pytest

from orders.following import Following
from orders.model import Status
from orders.wishes import Wish
from shared.errors import UnavailableError
from shared.order_wishes import OrderWish
from tests.orders.builders import asked
from tests.orders.desk import VISIT, create

HOME = "int_1c"


class KeptWishes:
    """The last wish for each order."""

    def __init__(self):
        self.kept = {}

    def put(self, wish):
        self.kept[wish.number] = wish

    def get(self, integration_id, number):
        return self.kept.get(number)

    def settle(self, wish, state, detail=""):
        self.kept[wish.number] = replace(wish, state=state, detail=detail)
        return True


@pytest.fixture
def wishes():
    return KeptWishes()


@pytest.fixture
def order(service):
    return create(service, technician_id="tec_1", **VISIT)


@pytest.fixture
def follow(service, wishes, order):
    def to(state, *, wish_id="w1", is_first=False, order_id=order.id):
        wishes.put(
            OrderWish(
                id=wish_id,
                integration_id=HOME,
                number=order.number,
                order_id=order_id,
                said="Выполнен",
                to=state,
                is_first=is_first,
                actor_id="key_1",
                actor_name="Обмен с 1С",
                session="s",
                at="2026-11-22T08:00:00Z",
            )
        )
        return Following(service, wishes).follow(HOME, order.number)

    return to


def at_work(service, order):
    return service.move(order.id, Wish(Status.IN_PROGRESS), asked())


def test_a_wish_moves_the_order_and_the_history_names_the_key(service, order, follow, wishes):
    at_work(service, order)

    assert follow("completed") == "done"

    then = service.get(order.id, asked())
    assert (then.status, then.outcome) == (Status.COMPLETED, "resolved")
    assert (then.history[-1].actor.id, then.history[-1].actor.name) == ("key_1", "Обмен с 1С")
    assert wishes.kept[order.number].state == "done"


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("cancelled", {"cancelled_by": "company", "cancel_reason": "1С: Выполнен"}),
        ("on_hold", {"hold_reason": "other"}),
    ],
)
def test_what_a_state_needs_is_given_with_it(service, order, follow, state, fields):
    at_work(service, order)

    assert follow(state) == "done"

    then = service.get(order.id, asked())
    assert {name: getattr(then, name) for name in fields} == fields


def test_a_pointer_that_comes_twice_moves_once(service, order, follow, wishes):
    at_work(service, order)
    follow("completed")
    version = service.get(order.id, asked()).version

    assert Following(service, wishes).follow(HOME, order.number) is None
    assert service.get(order.id, asked()).version == version


def test_a_lost_settlement_is_made_up_for_without_a_second_move(service, order, follow):
    at_work(service, order)
    follow("completed")
    version = service.get(order.id, asked()).version

    assert follow("completed") == "nothing"
    assert service.get(order.id, asked()).version == version


def test_a_move_that_the_life_cycle_forbids_is_refused_in_words(service, order, follow, wishes):
    assert follow("closed") == "refused"

    assert "can't become closed" in wishes.kept[order.number].detail
    assert service.get(order.id, asked()).status is Status.NEW


def test_an_order_that_is_gone_is_refused(follow):
    assert follow("closed", order_id="ord_gone") == "refused"


@pytest.mark.parametrize("state", ["new", "in_progress"])
def test_a_first_word_that_repeats_a_state_that_was_left_is_an_echo(service, order, follow, state):
    at_work(service, order)
    service.move(order.id, Wish(Status.ON_HOLD, {"hold_reason": "parts"}), asked())

    assert follow(state, is_first=True) == "nothing"
    assert service.get(order.id, asked()).status is Status.ON_HOLD


def test_a_state_that_1c_has_changed_to_is_no_echo(service, order, follow):
    at_work(service, order)
    service.move(order.id, Wish(Status.ON_HOLD, {"hold_reason": "parts"}), asked())

    assert follow("in_progress", is_first=False) == "done"


def test_a_fault_of_ours_leaves_the_wish_for_another_try(order, wishes, follow, service):
    class Broken:
        def get(self, *_):
            raise UnavailableError("busy")

    follow("closed")
    wishes.put(replace(wishes.kept[order.number], state="sent"))

    with pytest.raises(UnavailableError):
        Following(Broken(), wishes).follow(HOME, order.number)
    assert wishes.kept[order.number].state == "sent"


def test_a_pointer_to_nothing_does_nothing(service, wishes):
    assert Following(service, wishes).follow(HOME, "99") is None
