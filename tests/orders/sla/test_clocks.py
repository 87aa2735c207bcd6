"""How the clocks of an order read at a moment."""

from datetime import timedelta

import pytest

from orders.model import Status
from orders.queries import is_overdue
from shared.clock import text
from tests.orders.sla.builders import BOB, MONDAY, Life, policy
from tests.shared.worktime.builders import moscow

CALENDAR = policy(response_minutes=60, resolution_minutes=480)


@pytest.mark.parametrize(
    ("at", "state", "remaining", "exceeded"),
    [
        ("2026-11-23T09:00", "running", 480, None),
        ("2026-11-23T16:59:30", "running", 0, None),
        ("2026-11-23T17:00", "running", 0, None),
        ("2026-11-23T17:30", "breached", None, 30),
        ("2026-11-24T09:30", "breached", None, 90),
    ],
)
def test_the_clock_of_an_open_order_runs_until_it_is_breached(at, state, remaining, exceeded):
    clock = Life(CALENDAR).at(at).clocks.resolution

    assert (clock.state, clock.remaining_minutes, clock.exceeded_minutes) == (
        state,
        remaining,
        exceeded,
    )


def test_on_hold_the_clock_is_paused_and_what_remains_stays():
    life = (
        Life(CALENDAR).move("in_progress", "2026-11-23T10:00").move("on_hold", "2026-11-23T12:00")
    )

    now, later = life.clocks, life.at("2026-12-07T12:00").clocks

    assert now == later
    assert (now.state, now.resolution.remaining_minutes) == ("paused", 300)


def test_an_order_on_hold_is_not_overdue_unless_it_was_before():
    held = Life(CALENDAR).move("in_progress").move("on_hold", "2026-11-23T12:00").order
    late = Life(CALENDAR).move("in_progress").move("on_hold", "2026-11-23T17:30")
    much_later = moscow("2026-12-07T12:00")

    assert held.due_at is None
    assert late.order.due_at == moscow("2026-11-23T17:00")
    assert is_overdue({"status": "on_hold", "due_at": text(late.order.due_at)}, much_later)
    assert (late.clocks.state, late.clocks.resolution.exceeded_minutes) == ("breached", 30)


def test_an_order_put_on_hold_at_the_very_moment_when_it_is_due_is_in_time():
    held = Life(CALENDAR).move("in_progress").move("on_hold", "2026-11-23T17:00")

    assert held.order.due_at is None
    assert held.clocks.state == "paused"


@pytest.mark.parametrize(
    ("done", "state", "exceeded"),
    [("2026-11-23T17:00", "met", None), ("2026-11-23T17:20", "breached", 20)],
)
def test_a_completed_order_has_met_its_promise_or_not_for_ever(done, state, exceeded):
    life = Life(CALENDAR).move("in_progress", "2026-11-23T10:00").move("completed", done)
    clock = life.at("2027-01-20T12:00").clocks.resolution

    assert (clock.state, clock.exceeded_minutes, clock.met_at) == (state, exceeded, moscow(done))
    assert life.move("closed").clocks.resolution == clock


def test_a_technician_named_at_once_is_a_response_at_once():
    clocks = Life(CALENDAR, technician=BOB, assigned_at=MONDAY).clocks

    assert (clocks.response.state, clocks.response.met_at) == ("met", MONDAY)


def test_a_late_response_stays_late():
    life = Life(CALENDAR).move("in_progress", "2026-11-23T11:00")

    assert life.clocks.response.state == "breached"
    assert life.clocks.response.exceeded_minutes == 60
    assert life.clocks.state == "running"


@pytest.mark.parametrize(
    ("at", "states"),
    [
        ("2026-11-23T09:30", ("stopped", "stopped")),
        ("2026-11-23T12:00", ("breached", "stopped")),
        ("2026-11-23T17:30", ("breached", "breached")),
    ],
)
def test_a_cancelled_order_keeps_what_it_breached_and_the_rest_is_void(at, states):
    clocks = Life(CALENDAR).move("cancelled", at).at("2027-01-20T12:00").clocks

    assert (clocks.response.state, clocks.resolution.state) == states
    assert clocks.resolution.remaining_minutes is None


def test_a_hold_that_ends_in_a_cancellation_does_not_breach():
    life = Life(CALENDAR).move("in_progress").move("on_hold", "2026-11-23T12:00")

    assert life.move("cancelled", "2026-12-01T12:00").clocks.state == "stopped"


def test_the_minutes_of_a_clock_never_fall_below_zero():
    for hours in range(0, 24 * 14, 7):
        life = Life(CALENDAR)
        life.clock.now = MONDAY + timedelta(hours=hours)
        clock = life.clocks.resolution

        assert (clock.remaining_minutes is None) != (clock.exceeded_minutes is None)
        assert (clock.remaining_minutes or 0) >= 0
        assert (clock.exceeded_minutes or 0) >= 0
        assert life.order.status is Status.NEW
