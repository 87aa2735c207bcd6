"""The minute's sweep: what is due goes out, what was lost is healed, what was held is released."""

from datetime import timedelta

import pytest

from integrations.engine.delivery import hold
from integrations.engine.sweep import Swept
from integrations.model import DeliveryState, Hold, IntegrationState
from tests.integrations.builders import (
    NOW,
    answered,
    make_change,
    make_delivery,
    make_integration,
    point,
)
from tests.integrations.crashes import Crash, CrashError
from tests.integrations.engine.worlds import Engine
from tests.integrations.fakes_channels import FakeConnector

QUARTER = timedelta(minutes=15)


class World(Engine):
    def __init__(self, *deliveries, **integration):
        super().__init__([make_integration(**integration)], deliveries)

    def sweep_for(self, minutes):
        for _ in range(minutes):
            self.sweep()
            self.clock.pass_by(minutes=1)

    @property
    def integration(self):
        return self.integrations.kept["int_1"]


def paused(delivery):
    return hold(delivery, Hold.PAUSED)


def resumed(**changes):
    return {"release_from": NOW, "enabled_at": NOW, "version": 3, **changes}


def test_what_is_due_is_sent_and_pushed_a_quarter_of_an_hour_on():
    due = make_delivery(attempt_count=2, state=DeliveryState.RETRYING, due_at=NOW)
    world = World(due)

    assert world.sweep() == Swept(sent=1, released=0)
    assert world.queue.sent == [point(due)]
    assert world.deliveries.rows[due.id].due_at == NOW + QUARTER


def test_what_is_not_yet_due_stays():
    world = World(make_delivery(due_at=NOW + timedelta(milliseconds=1)))

    assert world.sweep() == Swept(sent=0, released=0)
    assert world.queue.sent == []


def test_a_lost_message_is_healed_within_a_quarter_of_an_hour():
    world = World()
    world.dispatch(make_change())
    lost = world.queue.take()

    world.clock.pass_by(minutes=15)
    world.sweep()

    assert {each.delivery_id for each in world.queue.sent} == {each.delivery_id for each in lost}


def test_a_message_that_is_lost_again_and_again_is_sent_again_and_again():
    world = World(make_delivery())

    world.sweep_for(61)

    assert len(world.queue.sent) == 4


def test_two_sweeps_at_once_send_twice_and_the_partner_still_hears_it_once():
    delivery = make_delivery(due_at=NOW)
    world = World(delivery)
    world.deliveries.add_event(delivery.event_id, b"{}")
    (seen,) = list(world.deliveries.due(NOW))
    world.sweep()
    world.queue.send([point(delivery)])
    assert not world.deliveries.push_due(seen, NOW + QUARTER)

    world.partner = FakeConnector(answered())
    world.work()

    assert len(world.partner.parcels) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_sweep_that_dies_at_any_step_is_made_good_by_the_next(after):
    n, happened = 0, True
    while happened:
        n += 1
        due = [make_delivery(order=f"ord_{k}", due_at=NOW) for k in range(3)]
        held = paused(make_delivery(order="ord_held"))
        world, crash = World(*due, held, **resumed()), Crash(n, after=after)
        try:
            world.sweep(crash)
        except CrashError:
            world.sweep()
        happened = crash.happened
        sent = {each.delivery_id for each in world.queue.sent}
        assert sent == {each.id for each in (*due, held)}, f"crash at call {n}"
    assert n > 8


def test_after_a_resume_what_was_held_goes_out_in_the_same_sweep():
    held = [paused(make_delivery(order=f"ord_{n}")) for n in range(3)]
    world = World(*held, **resumed())

    assert world.sweep() == Swept(sent=3, released=3)
    assert {each.delivery_id for each in world.queue.sent} == {each.id for each in held}
    assert {each.state for each in world.deliveries.rows.values()} == {DeliveryState.PENDING}


def test_a_retry_that_was_held_is_released_where_it_stood():
    held = paused(make_delivery(attempt_count=4))
    world = World(held, **resumed())

    world.sweep()

    assert world.deliveries.rows[held.id].state is DeliveryState.RETRYING
    assert world.queue.sent == [point(held)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"state": IntegrationState.PAUSED},
        {"state": IntegrationState.PAUSED, "release_from": NOW},
        {"state": IntegrationState.DISABLED, "release_from": NOW},
        {"enabled_at": NOW},
    ],
)
def test_nothing_is_released_unless_the_integration_was_resumed(changes):
    held = paused(make_delivery())
    world = World(held, **changes)

    assert world.sweep() == Swept(sent=0, released=0)
    assert world.deliveries.rows[held.id] == held


def test_what_a_deleted_integration_held_ends_visibly():
    held = paused(make_delivery(attempt_count=2))
    world = World(held)
    world.integrations.remove("int_1", 1, NOW)

    assert world.sweep() == Swept(sent=0, released=0)

    ended = world.deliveries.rows[held.id]
    assert (ended.state, ended.finished_at) == (DeliveryState.FAILED, NOW)
    assert (ended.attempt_count, ended.due_at) == (2, None)


def test_other_integrations_keep_what_they_hold():
    other = paused(make_delivery("int_2"))
    world = World(other, **resumed())
    world.integrations.add(make_integration("int_2", state="paused"))

    world.sweep()

    assert world.deliveries.rows[other.id] == other


def test_the_search_for_what_is_held_ends_some_time_after_the_resume():
    world = World(paused(make_delivery()), **resumed())
    version = world.integration.version

    world.sweep_for(10)

    assert world.health().released_at == NOW
    assert world.integration.version == version


def test_the_next_resume_starts_the_search_anew():
    world = World(**resumed())
    world.sweep_for(10)
    held = paused(make_delivery())
    world.deliveries.add(held)

    world.sweep()
    assert world.deliveries.rows[held.id] == held
    world.change(release_from=world.clock())
    world.sweep()

    assert world.deliveries.rows[held.id].state is DeliveryState.PENDING


def test_what_a_slow_dispatcher_holds_after_the_resume_is_released_too():
    world = World(state=IntegrationState.PAUSED)
    dispatch = world.dispatcher().batch()
    world.change(state=IntegrationState.ENABLED, release_from=world.clock())
    world.sweep()
    world.clock.pass_by(seconds=59)

    dispatch(make_change())
    world.sweep_for(2)

    (row,) = world.deliveries.rows.values()
    assert row.state is DeliveryState.PENDING
    assert [each.delivery_id for each in world.queue.sent] == [row.id]


def test_no_more_is_released_in_a_minute_than_the_integration_is_sent():
    held = [paused(make_delivery(order=f"ord_{n}")) for n in range(25)]
    world = World(*held, **resumed(limits={"rate_per_minute": 12}))

    released = [world.sweep().released for _ in range(3)]

    assert released == [12, 12, 1]


def test_what_is_due_goes_to_the_queue_in_tens():
    world = World(*(make_delivery(order=f"ord_{n}", due_at=NOW) for n in range(23)))
    calls = []
    send = world.queue.send
    world.queue.send = lambda pointers: (calls.append(0), send(pointers))

    assert world.sweep().sent == 23
    assert len(calls) == 3
