"""The dispatcher: from a change of an order to rows and messages, each once."""

import itertools
import json
from datetime import timedelta

import pytest

from integrations.engine.breaker import Breaker
from integrations.engine.health import Health
from integrations.model import DeliveryState, Hold
from shared.events import event_id
from tests.integrations.builders import NOW, make_change, make_integration, make_order
from tests.integrations.crashes import Crash, CrashError
from tests.integrations.engine.worlds import Engine
from tests.integrations.engine.worlds import World as OnePartner


class World(Engine):
    """Three integrations and an empty log; the one that is paused is `int_2`."""

    def __init__(self):
        super().__init__(
            [
                make_integration("int_1"),
                make_integration("int_2", state="paused"),
                make_integration("int_3", event_types=["order.created", "order.completed"]),
            ]
        )

    @property
    def states(self):
        rows = self.deliveries.rows.values()
        return {(each.integration_id, each.event_type): each.state.value for each in rows}


@pytest.fixture
def world():
    return World()


def test_each_integration_that_wants_an_event_gets_one_delivery(world):
    assert world.dispatch(make_change("completed")) == [4 + 1]

    assert world.states == {
        ("int_1", "order.updated"): "pending",
        ("int_1", "order.completed"): "pending",
        ("int_2", "order.updated"): "held",
        ("int_2", "order.completed"): "held",
        ("int_3", "order.completed"): "pending",
    }


def test_a_message_points_to_a_delivery_and_carries_nothing_of_it(world):
    world.dispatch(make_change())

    sent = {each.delivery_id: each for each in world.queue.sent}
    going_out = [r for r in world.deliveries.rows.values() if r.state is DeliveryState.PENDING]
    assert set(sent) == {each.id for each in going_out}
    assert len(sent) == len(world.queue.sent) == 2
    for each in going_out:
        message = sent[each.id]
        assert (message.attempt_count, message.delay_s) == (0, 0)
        assert message.group == each.integration_id


def test_an_events_bytes_are_kept_once_under_an_id_made_of_order_version_and_type(world):
    world.dispatch(make_change("completed"))

    ids = [event_id("ord_1", 2, type_) for type_ in ("order.updated", "order.completed")]
    assert sorted(world.deliveries.events) == sorted(ids)
    body = json.loads(world.deliveries.events[ids[1]])
    assert (body["id"], body["type"]) == (ids[1], "order.completed")
    assert body["data"]["order"]["title"] == "Ремонт котла"


def test_a_paused_integrations_event_is_held_and_no_message_is_sent(world):
    world.dispatch(make_change("cancelled"))

    held = [each for each in world.deliveries.rows.values() if each.integration_id == "int_2"]
    assert {each.state for each in held} == {DeliveryState.HELD}
    assert "int_2" not in {each.group for each in world.queue.sent}


def test_an_event_that_nobody_wants_is_only_kept_for_those_to_come(world):
    world.integrations.kept.clear()

    assert world.dispatch(make_change()) == [0]
    assert list(world.deliveries.events) == [event_id("ord_1", 1, "order.created")]
    assert (world.deliveries.rows, world.queue.sent) == ({}, [])


def test_a_repeated_batch_makes_no_second_row_and_no_second_message(world):
    changes = [make_change(), make_change("completed"), make_change(id="ord_2")]
    world.dispatch(*changes)
    rows, sent = dict(world.deliveries.rows), list(world.queue.sent)
    world.clock.pass_by(minutes=3)

    assert world.dispatch(*changes) == [0, 0, 0]
    assert world.deliveries.rows == rows
    assert world.queue.sent == sent


def test_a_repeat_does_not_touch_what_was_delivered_meanwhile(world):
    world.dispatch(make_change())
    for key, row in world.deliveries.rows.items():
        done = row.model_copy(update={"state": DeliveryState.DELIVERED, "attempt_count": 1})
        world.deliveries.rows[key] = done

    world.dispatch(make_change())

    assert set(world.states.values()) == {"delivered"}


def test_the_integrations_are_read_once_for_a_batch(world):
    handle = world.dispatcher().batch()
    world.integrations.kept.clear()

    assert handle(make_change()) == 3


def sendable(world):
    """Every delivery that goes out has a message, or is due within a quarter of an hour."""
    sent = {each.delivery_id for each in world.queue.sent}
    limit = NOW + timedelta(minutes=15)
    going_out = [r for r in world.deliveries.rows.values() if r.state is DeliveryState.PENDING]
    return all(row.id in sent or row.due_at <= limit for row in going_out)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_crash_between_any_two_steps_ends_in_the_same_rows_and_loses_nothing(after):
    changes = [make_change("completed"), make_change(id="ord_2")]
    unharmed = World()
    unharmed.dispatch(*changes)

    for n in itertools.count(1):
        world, crash = World(), Crash(n, after=after)
        try:
            world.dispatch(*changes, crash=crash)
        except CrashError:
            assert sendable(world), f"crash at call {n}"
            world.dispatch(*changes)
        if not crash.happened:
            break
        assert world.deliveries.rows == unharmed.deliveries.rows, f"crash at call {n}"
        assert world.deliveries.events == unharmed.deliveries.events, f"crash at call {n}"
        assert sendable(world), f"crash at call {n}"
        world.clock.pass_by(minutes=16)
        world.sweep()
        sent = {each.delivery_id for each in world.queue.sent}
        assert sent == {each.delivery_id for each in unharmed.queue.sent}, f"crash at call {n}"
    assert n > 10


def test_later_changes_of_one_order_are_events_of_their_own(world):
    world.dispatch(make_change())
    world.dispatch(make_change("scheduled"))
    world.dispatch(make_change("scheduled", title="Ремонт котла и насоса"))

    assert len(world.deliveries.events) == 2
    assert make_order().version == 1


OPEN = Breaker(state="open", opened_at=NOW, next_probe_at=NOW + timedelta(seconds=30), trips=1)


def broken(**health):
    world = Engine([make_integration("int_1"), make_integration("int_2")])
    world.healths.save(Health(integration_id="int_1", rev=1, **{"breaker": OPEN, **health}))
    return world


def held(world):
    return {
        (each.integration_id, each.state.value, each.held_because)
        for each in world.deliveries.rows.values()
    }


def test_what_an_open_breaker_would_hold_is_held_at_once_and_costs_no_message():
    world = broken(scout="dlv_other")

    world.dispatch(make_change())

    assert held(world) == {("int_1", "held", Hold.BREAKER), ("int_2", "pending", None)}
    assert [each.group for each in world.queue.sent] == ["int_2"]
    assert {each.due_at is None for each in world.deliveries.rows.values()} == {True, False}


@pytest.mark.parametrize(
    ("health", "later_s"),
    [({}, 0), ({"scout": "dlv_other"}, 30), ({"breaker": Breaker()}, 0)],
    ids=["nobody is the scout", "a probe may go", "closed"],
)
def test_what_a_worker_must_see_gets_its_message(health, later_s):
    world = broken(**health)
    world.clock.pass_by(seconds=later_s)

    world.dispatch(make_change())

    assert [each.group for each in world.queue.sent] == ["int_1", "int_2"]


def test_while_the_one_probe_is_out_newcomers_are_held():
    until = NOW + timedelta(seconds=90)
    world = broken(breaker=OPEN.probing("me", until))
    world.clock.pass_by(seconds=40)

    world.dispatch(make_change())

    assert ("int_1", "held", Hold.BREAKER) in held(world)


def test_a_breaker_is_believed_for_five_seconds():
    world = broken(scout="dlv_other")
    handle = world.dispatcher().batch()
    handle(make_change(id="ord_1"))
    world.healths.save(Health(integration_id="int_1", rev=2))

    world.clock.pass_by(seconds=4)
    handle(make_change(id="ord_2"))
    assert [each.group for each in world.queue.sent] == ["int_2", "int_2"]

    world.clock.pass_by(seconds=1)
    handle(make_change(id="ord_3"))
    assert [each.group for each in world.queue.sent] == ["int_2"] * 2 + ["int_1", "int_2"]


def test_what_the_dispatcher_held_goes_out_once_the_partner_is_there_again():
    world = OnePartner()
    world.healths.save(Health(integration_id="int_1", rev=1, breaker=OPEN))
    world.orders(1)
    world.run(1)  # it is the scout
    world.orders(5, first=1)
    assert not world.queue.sent

    world.run(120)

    assert world.states == {DeliveryState.DELIVERED}
    assert {each.attempt_count for each in world.rows} == {1}
