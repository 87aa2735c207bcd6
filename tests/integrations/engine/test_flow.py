"""The engine as a whole over the real use cases: breaker, limits, warnings, lanes, the end."""

from datetime import timedelta

import pytest

from integrations.engine.delivery import hold
from integrations.engine.switch import GONE, HOPELESS
from integrations.model import DeliveryState, Hold, IntegrationState, Limits
from tests.integrations.builders import (
    NOW,
    answered,
    make_delivery,
    point,
    unanswered,
)
from tests.integrations.engine.worlds import World
from tests.integrations.fakes_channels import FakeConnector

SECOND = timedelta(seconds=1)


def test_what_comes_while_the_breaker_is_open_is_held_and_burns_no_attempt():
    world = World(answered(500))
    world.orders(10)
    world.run(2)
    assert not world.health().breaker.is_closed
    tried = len(world.partner.parcels)

    world.orders(20, first=10)
    world.run(2)

    later = world.rows[10:]
    assert len(world.partner.parcels) == tried
    assert [each.attempt_count for each in later] == [0] * 20
    assert sum(each.held_because is Hold.BREAKER for each in later) >= 19


def test_when_the_partner_is_back_everything_held_goes_out_with_no_attempt_lost():
    world = World(answered(500))
    world.orders(10)
    world.run(2)
    world.orders(20, first=10)
    world.run(120)
    world.now_answers(answered())

    world.run(20 * 60)

    assert world.states == {DeliveryState.DELIVERED}
    assert world.health().breaker.is_closed
    assert max(each.attempt_count for each in world.rows) <= 4


def test_while_a_partner_is_down_for_hours_only_probes_go_out():
    world = World(answered(500), limits=Limits(rate_per_minute=6000))
    world.orders(50)
    world.run(2)
    tried = len(world.partner.parcels)

    world.run(3 * 3600, step=10)

    probes = len(world.partner.parcels) - tried
    assert 10 <= probes <= 25  # 30 s, 60 s … then four an hour, each at a sweep or a timer
    assert sum(each.attempt_count for each in world.rows) == len(world.partner.parcels)


@pytest.mark.parametrize("rate", [6, 60])
def test_a_partner_never_gets_more_in_a_minute_than_was_agreed(rate):
    world = World(limits={"rate_per_minute": rate})
    world.orders(rate * 3)

    world.run(5 * 60)

    for first in world.arrived:
        in_minute = [at for at in world.arrived if first <= at < first + timedelta(minutes=1)]
        assert len(in_minute) <= rate
    assert world.states == {DeliveryState.DELIVERED}
    assert {each.attempt_count for each in world.rows} == {1}


def test_a_backlog_comes_back_in_a_row_not_all_at_once_again_and_again():
    world = World(limits={"rate_per_minute": 60})
    world.orders(180)
    taken = 0
    lease = world.deliveries.lease

    def counted(*args):
        nonlocal taken
        taken += 1
        return lease(*args)

    world.deliveries.lease = counted
    world.run(5 * 60)

    assert world.states == {DeliveryState.DELIVERED}
    assert taken < 3 * 180


def test_a_partner_gets_no_more_at_once_than_was_agreed():
    world = World(limits={"concurrency": 2, "rate_per_minute": 6000})
    under_way, most = 0, 0

    def nested():
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        while pointers:
            world.attempts().perform(pointers.pop())
        under_way -= 1

    world.partner = FakeConnector(answered(), during=nested)
    world.orders(10)
    pointers = world.queue.take()
    world.attempts().perform(pointers.pop())

    assert most == 2
    assert {each.attempt_count for each in world.rows} <= {0, 1}
    world.partner = FakeConnector(answered())
    world.run(60)
    assert world.states == {DeliveryState.DELIVERED}


def test_a_message_too_many_does_not_jump_the_queue():
    world = World(limits={"rate_per_minute": 1})
    world.orders(2)
    world._take()
    (waiting,) = [each for each in world.rows if each.next_at]

    for _ in range(3):
        world.attempts().perform(point(waiting))

    assert len(world.partner.parcels) == 1
    assert world.deliveries.get(waiting.id) == waiting


def test_gone_disables_with_its_reason_and_holds_what_comes():
    world = World(answered(410))
    world.orders(1)
    world.run(1)

    world.orders(1, first=1)
    world.run(1)
    world.sweep()

    gone, later = world.rows
    assert world.integration.state is IntegrationState.DISABLED
    assert "410" in world.integration.disabled_reason
    assert (gone.state, later.state) == (DeliveryState.FAILED, DeliveryState.HELD)
    assert [each.kind for each in world.admins.heard] == [GONE]


def test_a_partner_may_take_an_event_and_still_want_no_more():
    world = World(answered(200, gone=True))
    world.orders(1)

    world.run(1)

    assert world.states == {DeliveryState.DELIVERED}
    assert world.integration.state is IntegrationState.DISABLED


def test_what_was_under_way_when_it_was_disabled_is_held():
    world = World(answered(410))
    world.orders(3)

    world.run(1)

    states = sorted(each.state.value for each in world.rows)
    assert states == ["failed", "held", "held"]


def test_five_days_without_a_success_disable_with_three_warnings_before():
    world = World(unanswered(), created_at=NOW - timedelta(days=30))
    for day in range(6):
        world.orders(3, first=3 * day)
        world.run(24 * 3600, step=60)

    told = [(each.kind, (each.at - NOW) // timedelta(hours=1)) for each in world.admins.heard]
    assert told == [
        ("failing_1h", 1),
        ("failing_24h", 24),
        ("failing_3d", 72),
        (HOPELESS, 120),
    ]
    assert world.integration.state is IntegrationState.DISABLED
    assert DeliveryState.HELD in world.states
    held = [each for each in world.rows if each.state is DeliveryState.HELD]
    world.now_answers(answered())
    later = world.clock()
    world.change(state=IntegrationState.ENABLED, enabled_at=later, release_from=later)
    world.run(2 * 3600, step=60)
    assert {world.deliveries.get(each.id).state for each in held} == {DeliveryState.DELIVERED}


def test_a_success_now_and_then_keeps_an_integration_alive():
    world = World(answered(500), created_at=NOW - timedelta(days=30))
    for day in range(7):
        world.orders(2, first=2 * day)
        world.now_answers(answered() if day % 2 else answered(500))
        world.run(24 * 3600, step=60)

    assert world.integration.state is IntegrationState.ENABLED


def test_a_delivery_that_no_worker_can_bring_to_an_end_ends_visibly_after_three_days():
    world = World()
    delivery = make_delivery(leased_since=NOW - timedelta(days=3))
    world.deliveries.rows[delivery.id] = delivery

    world.attempts().perform(point(delivery))

    row = world.deliveries.get(delivery.id)
    assert row.state is DeliveryState.FAILED
    assert "fault of ours" in row.ended_because


def test_what_is_held_for_one_reason_is_not_let_go_by_another():
    world = World(release_from=NOW, enabled_at=NOW)
    held = {
        because: hold(make_delivery(order=f"ord_{because}"), because)
        for because in (Hold.PAUSED, Hold.BREAKER)
    }
    for each in held.values():
        world.deliveries.add(each)
    world.healths.save(
        world.health().model_copy(
            update={
                "rev": 1,
                "breaker": world.health().breaker.model_copy(
                    update={"state": "open", "next_probe_at": NOW + timedelta(minutes=5)}
                ),
            }
        )
    )

    world.sweep()

    after = {because: world.deliveries.get(each.id).state for because, each in held.items()}
    assert after == {Hold.PAUSED: DeliveryState.PENDING, Hold.BREAKER: DeliveryState.HELD}
