"""Whatever step a worker or a sweep dies at: nothing is lost, and all goes on."""

import itertools
from datetime import timedelta

import pytest

from integrations.engine.breaker import Breaker
from integrations.engine.delivery import hold
from integrations.engine.health import Health
from integrations.model import DeliveryState, Hold, IntegrationState
from tests.integrations.builders import NOW, answered, make_delivery, point, unanswered
from tests.integrations.crashes import Crash, CrashError
from tests.integrations.engine.worlds import World

SIDES = pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
OPEN = Breaker(state="open", opened_at=NOW, next_probe_at=NOW + timedelta(seconds=30), trips=1)


def deaths(make, act, after):
    """Worlds in which `act` died at its first step, at its second, and so on."""
    for n in itertools.count(1):
        world = make()
        crash = Crash(n, after=after)
        try:
            act(world, crash)
        except CrashError:
            yield n, crash.step, world
        if not crash.happened:
            assert n > 3
            return


def limited():
    world = World(limits={"rate_per_minute": 1})
    world.orders(2)
    world.attempts().perform(world.queue.sent.pop(0))
    return world


def broken():
    world = World()
    world.healths.save(Health(integration_id="int_1", rev=1, breaker=OPEN))
    world.orders(1)
    return world


def held_by_breaker():
    world = broken()
    world.healths.save(world.health().model_copy(update={"rev": 2, "scout": "dlv_other"}))
    return world


def take_one(world, crash):
    world.attempts(crash).perform(world.queue.take()[0])


@SIDES
@pytest.mark.parametrize("make", [limited, broken, held_by_breaker])
def test_a_delivery_that_was_to_wait_or_be_held_is_delivered_all_the_same(make, after):
    for n, step, world in deaths(make, take_one, after):
        world.run(20 * 60, step=10)

        assert world.states == {DeliveryState.DELIVERED}, f"{n}: {step}"
        assert {each.attempt_count for each in world.rows} == {1}
        assert len(world.partner.parcels) == len(world.rows)


@SIDES
def test_a_partner_who_wants_no_more_is_disabled_at_the_latest_by_the_next_event(after):
    def gone():
        world = World(answered(410))
        world.orders(1)
        return world

    for n, step, world in deaths(gone, take_one, after):
        world.run(20 * 60, step=10)
        world.orders(1, first=1)
        world.run(60)

        assert world.integration.state is IntegrationState.DISABLED, f"{n}: {step}"
        assert [each.kind for each in world.admins.heard] == ["disabled_gone"]


@SIDES
def test_the_next_of_an_order_goes_whatever_the_worker_before_it_died_at(after):
    def serial():
        world = World(serial=True)
        first, second = make_delivery(id="dlv_1"), make_delivery(id="dlv_2")
        world.deliveries.join(first)
        behind = hold(second, Hold.SERIAL).model_copy(update={"after": "dlv_1"})
        world.deliveries.join(behind)
        world.deliveries.add_event(first.event_id, b"{}")
        return world

    def act(world, crash):
        world.queue.send([point(world.rows[0])])
        take_one(world, crash)

    for n, step, world in deaths(serial, act, after):
        world.run(20 * 60, step=10)

        assert world.states == {DeliveryState.DELIVERED}, f"{n}: {step}"
        assert len(world.partner.parcels) <= 3


@SIDES
def test_a_sweep_that_dies_while_it_wakes_warns_and_disables_is_made_good_by_the_next(after):
    def failing():
        world = World(unanswered(), created_at=NOW - timedelta(days=30), release_from=NOW)
        for n, because in enumerate(Hold):
            world.deliveries.add(hold(make_delivery(order=f"ord_{n}"), because))
        world.healths.save(
            Health(
                integration_id="int_1",
                rev=1,
                failing_since=NOW - timedelta(hours=30),
                last_failure_at=NOW,
                failures_in_row=9,
            )
        )
        return world

    for n, step, world in deaths(failing, lambda world, crash: world.sweep(crash), after):
        world.sweep()

        assert len(world.admins.heard) == 1, f"{n}: {step}"
        assert {each.state for each in world.rows} == {DeliveryState.PENDING}
        assert {each.delivery_id for each in world.queue.sent} == {each.id for each in world.rows}
