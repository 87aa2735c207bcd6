"""Serial mode: the events of one order go to one integration one after another."""

from datetime import timedelta

import pytest

from integrations.engine.serial import AGE_BOUND, is_overdue, queued_behind
from integrations.model import DeliveryState, Hold, IntegrationState
from shared.events import OrderChange
from tests.integrations.builders import (
    NOW,
    answered,
    make_change,
    make_delivery,
    make_event,
    make_integration,
    make_order,
)
from tests.integrations.crashes import Crash, CrashError
from tests.integrations.engine.worlds import World

SECOND = timedelta(seconds=1)


def change(version, status="scheduled"):
    before = make_order(version=version - 1, status="new") if version > 1 else None
    moved = NOW + version * SECOND
    return OrderChange(before, make_order(version=version, status=status, updated_at=moved))


def versions(world):
    return [each.event_id for each in world.partner.parcels]


class TestSerial:
    def serial(self, *outcomes):
        return World(*outcomes, serial=True, event_types=["order.created", "order.updated"])

    def test_the_events_of_an_order_go_one_after_another(self):
        world = self.serial()
        world.dispatch(*(change(n) for n in (1, 2, 3, 4)))
        assert len(world.queue.sent) == 1

        world.run(4)

        assert world.states == {DeliveryState.DELIVERED}
        assert versions(world) == [each.event_id for each in world.rows]

    def test_one_that_fails_holds_up_its_own_order_and_no_other(self):
        world = self.serial(answered(500))
        world.dispatch(change(1), change(2))
        world.run(1)
        world.now_answers(answered())
        world.dispatch(make_change(id="ord_2"))
        world.run(2)

        first, second, other = world.rows
        assert (first.state, second.state) == (DeliveryState.RETRYING, DeliveryState.HELD)
        assert second.held_because is Hold.SERIAL
        assert other.state is DeliveryState.DELIVERED
        world.run(6)
        assert world.states == {DeliveryState.DELIVERED}
        assert versions(world).index(first.event_id) < versions(world).index(second.event_id)

    def test_after_a_day_the_next_goes_ahead_marked(self):
        world = self.serial(answered(500))
        world.dispatch(change(1), change(2))
        (first, second) = world.rows
        world.run(1)
        failing = world.deliveries.rows[first.id]
        world.deliveries.rows[first.id] = failing.model_copy(
            update={"next_at": NOW + timedelta(days=9), "due_at": NOW + timedelta(days=9)}
        )
        world.now_answers(answered())

        world.clock.pass_by(hours=23)
        world.run(120, step=60)
        assert world.deliveries.rows[second.id].state is DeliveryState.HELD
        world.clock.pass_by(hours=1)
        world.run(120, step=60)

        row = world.deliveries.rows[second.id]
        assert (row.state, row.skipped_ahead) == (DeliveryState.DELIVERED, True)

    def test_the_time_before_an_integration_ran_is_no_waiting(self):
        world = self.serial(answered(500))
        world.change(state=IntegrationState.PAUSED)
        world.dispatch(change(1), change(2))
        world.clock.pass_by(days=3)
        later = world.clock()
        world.change(state=IntegrationState.ENABLED, enabled_at=later, release_from=later)

        world.run(120, step=60)

        first, second = world.rows
        assert first.attempt_count > 0
        assert (second.attempt_count, second.held_because) == (0, Hold.SERIAL)

    def test_a_lost_word_to_the_next_is_made_good_by_the_sweep(self):
        world = self.serial()
        world.dispatch(change(1), change(2))
        world.deliveries.following.clear()

        world.run(62)

        assert world.states == {DeliveryState.DELIVERED}

    def test_what_waited_in_line_goes_out_once_serial_mode_is_off(self):
        world = self.serial(answered(500))
        world.dispatch(change(1), change(2))
        world.run(1)
        world.now_answers(answered())
        world.change(serial=False)

        world.sweep()
        world.run(1)

        assert world.rows[1].state is DeliveryState.DELIVERED

    def test_one_whose_turn_comes_while_it_joins_goes_at_once(self):
        world = self.serial()
        world.dispatch(change(1))
        seen_before_it_ended = world.rows[0]
        world.run(1)
        world.deliveries.last = lambda *_: seen_before_it_ended

        world.dispatch(change(2))
        world.run(2)

        assert world.states == {DeliveryState.DELIVERED}

    def test_a_repeated_batch_joins_no_lane_twice(self):
        world = self.serial()
        changes = [change(n) for n in (1, 2, 3)]
        world.dispatch(*changes)
        rows = dict(world.deliveries.rows)

        assert world.dispatch(*changes) == [0, 0, 0]
        assert world.deliveries.rows == rows

    @pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
    def test_wherever_the_dispatcher_dies_the_order_is_kept_and_nothing_is_lost(self, after):
        n, happened = 0, True
        while happened:
            n += 1
            world, crash = self.serial(), Crash(n, after=after)
            changes = [change(1), change(2)]
            try:
                world.dispatch(*changes, crash=crash)
            except CrashError:
                world.dispatch(*changes)
            happened = crash.happened
            world.clock.pass_by(minutes=15)
            world.run(61)
            world.run(61)
            assert versions(world) == [make_event().id, world.rows[1].event_id], f"crash at {n}"
        assert n > 6


@pytest.mark.parametrize("last_is_open", [True, False])
@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.SKIPPED])
def test_only_what_would_go_out_behind_an_open_one_waits(state, last_is_open):
    last = make_delivery(
        id="dlv_0", state=DeliveryState.PENDING if last_is_open else DeliveryState.DELIVERED
    )

    placed = queued_behind(make_delivery(state=state, due_at=NOW), last)

    waits = last_is_open and state is DeliveryState.PENDING
    assert placed.after == "dlv_0"
    assert placed.held_because is (Hold.SERIAL if waits else None)
    assert (placed.state, placed.due_at) == ((DeliveryState.HELD, None) if waits else (state, NOW))


def test_after_exactly_a_day_of_waiting_it_goes_all_the_same():
    integration, delivery = make_integration(created_at=NOW - AGE_BOUND), make_delivery()
    begun = max(delivery.created_at, integration.started_at)

    assert is_overdue(delivery, integration, begun + AGE_BOUND)
    assert not is_overdue(delivery, integration, begun + AGE_BOUND - timedelta(seconds=1))
