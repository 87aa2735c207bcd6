"""The minute's sweep: what is due goes out, what was lost is healed, what was held is released."""

from datetime import timedelta

import pytest

from integrations.engine.attempt import Attempts
from integrations.engine.delivery import hold
from integrations.engine.dispatch import Dispatcher
from integrations.engine.sweep import Sweeper, Swept
from integrations.model import DeliveryState, IntegrationState
from integrations.ports import Pointer
from tests.integrations.builders import (
    NOW,
    FixedClock,
    answered,
    make_change,
    make_delivery,
    make_integration,
)
from tests.integrations.fakes import (
    Crash,
    CrashError,
    FakeConnector,
    FakeDeliveries,
    FakeIntegrations,
    FakeQueue,
    FakeVault,
)

QUARTER = timedelta(minutes=15)


class World:
    def __init__(self, *deliveries, **integration):
        self.clock = FixedClock()
        self.integrations = FakeIntegrations(make_integration(**integration))
        self.deliveries = FakeDeliveries(*deliveries)
        self.queue = FakeQueue()

    @property
    def ports(self):
        return (self.integrations, self.deliveries, self.queue)

    def sweep(self, crash=None):
        ports = tuple(map(crash.over, self.ports)) if crash else self.ports
        return Sweeper(*ports, clock=self.clock).sweep()

    def sweep_for(self, minutes):
        for _ in range(minutes):
            self.sweep()
            self.clock.pass_by(minutes=1)

    @property
    def integration(self):
        return self.integrations.kept["int_1"]


def resumed(**changes):
    return {"releases_held": True, "version": 3, **changes}


def test_what_is_due_is_sent_and_pushed_a_quarter_of_an_hour_on():
    due = make_delivery(attempt_count=2, state=DeliveryState.RETRYING, due_at=NOW)
    world = World(due)

    assert world.sweep() == Swept(sent=1, released=0)
    assert world.queue.sent == [Pointer(due.id, 2, "int_1")]
    assert world.deliveries.rows[due.id].due_at == NOW + QUARTER


def test_what_is_not_yet_due_stays():
    world = World(make_delivery(due_at=NOW + timedelta(milliseconds=1)))

    assert world.sweep() == Swept(sent=0, released=0)
    assert world.queue.sent == []


def test_a_lost_message_is_healed_within_a_quarter_of_an_hour():
    world = World()
    Dispatcher(*world.ports, clock=world.clock).batch()(make_change())
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
    world.queue.send([Pointer(seen.delivery_id, seen.attempt_count, "int_1")])
    assert not world.deliveries.push_due(seen, NOW + QUARTER)

    partner = FakeConnector(answered())
    worker = Attempts(
        *world.ports, FakeVault(), {"webhook": partner}, clock=world.clock, spread=lambda: 0
    )
    for pointer in world.queue.take():
        worker.perform(pointer)

    assert len(partner.parcels) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_sweep_that_dies_at_any_step_is_made_good_by_the_next(after):
    n, happened = 0, True
    while happened:
        n += 1
        due = [make_delivery(order=f"ord_{k}", due_at=NOW) for k in range(3)]
        held = hold(make_delivery(order="ord_held"))
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
    held = [hold(make_delivery(order=f"ord_{n}")) for n in range(3)]
    world = World(*held, **resumed())

    assert world.sweep() == Swept(sent=3, released=3)
    assert {each.delivery_id for each in world.queue.sent} == {each.id for each in held}
    assert {each.state for each in world.deliveries.rows.values()} == {DeliveryState.PENDING}


def test_a_retry_that_was_held_is_released_where_it_stood():
    held = hold(make_delivery(attempt_count=4))
    world = World(held, **resumed())

    world.sweep()

    assert world.deliveries.rows[held.id].state is DeliveryState.RETRYING
    assert world.queue.sent == [Pointer(held.id, 4, "int_1")]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"state": IntegrationState.PAUSED},
        {"state": IntegrationState.PAUSED, "releases_held": True},
        {"state": IntegrationState.DISABLED, "releases_held": True},
    ],
)
def test_nothing_is_released_unless_the_integration_was_resumed(changes):
    held = hold(make_delivery())
    world = World(held, **changes)

    assert world.sweep() == Swept(sent=0, released=0)
    assert world.deliveries.rows[held.id] == held


def test_what_a_deleted_integration_held_ends_visibly():
    held = hold(make_delivery(attempt_count=2))
    world = World(held)
    world.integrations.remove("int_1", 1, NOW)

    assert world.sweep() == Swept(sent=0, released=0)

    ended = world.deliveries.rows[held.id]
    assert (ended.state, ended.finished_at) == (DeliveryState.FAILED, NOW)
    assert (ended.attempt_count, ended.due_at) == (2, None)


def test_other_integrations_keep_what_they_hold():
    other = hold(make_delivery("int_2"))
    world = World(other, **resumed())
    world.integrations.add(make_integration("int_2", state="paused"))

    world.sweep()

    assert world.deliveries.rows[other.id] == other


def test_the_search_for_what_is_held_ends_some_time_after_the_resume():
    world = World(hold(make_delivery()), **resumed())

    world.sweep_for(10)

    assert not world.integration.releases_held
    assert world.integration.state is IntegrationState.ENABLED


def test_what_a_slow_dispatcher_holds_after_the_resume_is_released_too():
    world = World(state=IntegrationState.PAUSED)
    dispatch = Dispatcher(*world.ports, clock=world.clock).batch()
    world.integrations.save(
        make_integration(version=2, releases_held=True, updated_at=world.clock())
    )
    world.sweep()
    world.clock.pass_by(seconds=59)

    dispatch(make_change())
    world.sweep_for(2)

    (row,) = world.deliveries.rows.values()
    assert row.state is DeliveryState.PENDING
    assert [each.delivery_id for each in world.queue.sent] == [row.id]


def test_somebody_who_edits_at_the_same_moment_wins_and_the_sweep_goes_on():
    world = World(make_delivery(due_at=NOW), **resumed(updated_at=NOW - timedelta(hours=1)))

    class Hasty(FakeIntegrations):
        def save(self, integration):
            self.kept["int_1"] = make_integration(version=9, releases_held=True)
            super().save(integration)

    world.integrations = Hasty(world.integration)

    assert world.sweep() == Swept(sent=1, released=0)
    assert world.integration.version == 9
