from datetime import timedelta
from itertools import product

import pytest

from orders.lifecycle import CLOCK_SKEW, REOPEN_DAYS, move
from orders.model import Order, Status
from shared.errors import ConflictError, InvalidError
from tests.orders.builders import BOB, EVERYTHING, NOW, new_order, order_in, wish_to

# As the company's rules are written, not as the code has them.
MAY_FOLLOW = {
    "new": ["scheduled", "in_progress", "cancelled"],
    "scheduled": ["new", "en_route", "in_progress", "cancelled"],
    "en_route": ["in_progress", "cancelled"],
    "in_progress": ["on_hold", "completed", "cancelled"],
    "on_hold": ["in_progress", "scheduled", "cancelled"],
    "completed": ["in_progress", "closed"],
    "closed": [],
    "cancelled": [],
}
LEGAL = [(before, after) for before, states in MAY_FOLLOW.items() for after in states]
ILLEGAL = [pair for pair in product(MAY_FOLLOW, MAY_FOLLOW) if pair not in LEGAL]
LATER = NOW + timedelta(minutes=30)


def moved(order: Order, *states: str, at=NOW, **changes) -> Order:
    for state in states:
        order = move(order, wish_to(state, at, **changes))
    return order


def refused_field(order: Order, to: str, **changes) -> str:
    with pytest.raises(InvalidError) as refused:
        move(order, wish_to(to, **changes))
    (broken,) = refused.value.errors
    return broken.field


def test_every_state_has_its_rules_written():
    assert set(MAY_FOLLOW) == {str(status) for status in Status}


@pytest.mark.parametrize(("before", "after"), LEGAL)
def test_a_legal_move_is_made_and_written_down(before, after):
    order = order_in(before)

    then = move(order, wish_to(after, LATER))

    assert (then.status, then.version, then.updated_at) == (after, order.version + 1, LATER)
    assert then.history[:-1] == order.history
    entry = then.history[-1]
    assert (entry.action, entry.from_status, entry.to_status) == ("move", before, after)
    assert (entry.at, entry.recorded_at, entry.version) == (LATER, LATER, then.version)
    assert entry.actor.id == "alice"


@pytest.mark.parametrize(("before", "after"), ILLEGAL)
def test_an_illegal_move_is_a_conflict_that_names_the_legal_ones(before, after):
    order = order_in(before)

    with pytest.raises(ConflictError) as refused:
        move(order, wish_to(after))

    assert refused.value.extra == {"current_status": before, "allowed": MAY_FOLLOW[before]}


@pytest.mark.parametrize("status", MAY_FOLLOW)
def test_an_order_knows_what_may_follow(status):
    order = order_in(status)

    assert list(order.allowed_moves) == MAY_FOLLOW[status]
    assert order.is_open == (status not in {"completed", "closed", "cancelled"})


@pytest.mark.parametrize(
    ("before", "after", "missing", "field"),
    [
        ("new", "scheduled", "technician", "technician_id"),
        ("new", "scheduled", "scheduled_start", "scheduled_start"),
        ("new", "scheduled", "scheduled_end", "scheduled_end"),
        ("new", "in_progress", "technician", "technician_id"),
        ("new", "cancelled", "reason", "reason"),
        ("new", "cancelled", "cancelled_by", "cancelled_by"),
        ("scheduled", "new", "reason", "reason"),
        ("en_route", "cancelled", "reason", "reason"),
        ("in_progress", "on_hold", "hold_reason", "hold_reason"),
        ("in_progress", "completed", "outcome", "outcome"),
        ("on_hold", "cancelled", "cancelled_by", "cancelled_by"),
        ("completed", "in_progress", "reason", "reason"),
    ],
)
def test_a_guard_that_is_not_met_names_the_field(before, after, missing, field):
    assert refused_field(order_in(before), after, **{missing: None}) == field


@pytest.mark.parametrize(("before", "after"), LEGAL)
def test_a_move_asks_for_nothing_but_its_guard(before, after):
    needed = {
        ("new", "scheduled"): ("technician", "scheduled_start", "scheduled_end"),
        ("new", "in_progress"): ("technician",),
        ("scheduled", "new"): ("reason",),
        ("in_progress", "on_hold"): ("hold_reason",),
        ("in_progress", "completed"): ("outcome",),
        ("on_hold", "scheduled"): ("scheduled_start", "scheduled_end"),
        ("completed", "in_progress"): ("reason",),
    }
    by_target = {"cancelled": ("reason", "cancelled_by")}
    wanted = needed.get((before, after), by_target.get(after, ()))
    rest = {name: None for name in EVERYTHING if name not in wanted}

    assert moved(order_in(before), after, **rest).status == after


@pytest.mark.parametrize("minutes", [0, -30])
def test_a_visit_ends_after_it_begins(minutes):
    end = EVERYTHING["scheduled_start"] + timedelta(minutes=minutes)

    assert refused_field(order_in("new"), "scheduled", scheduled_end=end) == "scheduled_end"


def test_what_the_order_has_already_need_not_be_told_again():
    known = {name: EVERYTHING[name] for name in ("technician", "scheduled_start", "scheduled_end")}

    assert moved(new_order(**known), "scheduled", **dict.fromkeys(known)).technician == BOB


@pytest.mark.parametrize(
    ("before", "after", "stamps"),
    [
        ("new", "scheduled", {"assigned_at", "first_scheduled_at"}),
        ("scheduled", "en_route", {"en_route_at"}),
        ("scheduled", "in_progress", {"started_at"}),
        ("in_progress", "on_hold", {"hold_since"}),
        ("in_progress", "completed", {"completed_at", "last_completed_at"}),
        ("completed", "closed", {"closed_at"}),
        ("completed", "in_progress", {"first_reopened_at", "reopened_at"}),
        ("new", "cancelled", {"cancelled_at"}),
    ],
)
def test_a_move_stamps_its_moment_and_no_other(before, after, stamps):
    order = order_in(before)

    then = moved(order, after, at=LATER)

    names = [n for n in Order.model_fields if n.endswith("_at") or n == "hold_since"]
    changed = {name for name in names if getattr(then, name) != getattr(order, name)}
    assert changed - {"updated_at"} == stamps
    assert {getattr(then, name) for name in stamps} == {LATER}


def test_an_order_off_the_schedule_has_nobody_and_no_visit():
    order = moved(order_in("scheduled"), "new")

    assert (order.technician, order.scheduled_start, order.scheduled_end) == (None, None, None)
    assert order.assigned_at == NOW


def test_the_first_completion_is_never_overwritten():
    order = order_in("completed")
    again = moved(order, "in_progress", "completed", at=LATER)

    assert (again.completed_at, again.last_completed_at) == (NOW, LATER)
    assert again.reopen_count == 1


def test_a_second_start_keeps_the_first_stamp():
    order = moved(order_in("on_hold"), "in_progress", at=LATER)

    assert order.started_at == NOW


def test_a_reopened_order_has_no_outcome():
    assert moved(order_in("completed"), "in_progress").outcome is None


def test_an_order_can_be_reopened_within_fourteen_days_and_not_after():
    done, last = order_in("completed"), NOW + timedelta(days=REOPEN_DAYS)

    assert moved(done, "in_progress", at=last).reopen_count == 1
    with pytest.raises(ConflictError) as refused:
        moved(done, "in_progress", at=last + timedelta(seconds=1))
    assert refused.value.extra["allowed"] == ["closed"]


def test_the_days_to_reopen_count_from_the_last_completion():
    ten = timedelta(days=10)
    order = moved(order_in("completed"), "in_progress", "completed", at=NOW + ten)

    assert moved(order, "in_progress", at=NOW + 2 * ten).reopen_count == 2


@pytest.mark.parametrize("after", ["in_progress", "scheduled", "cancelled"])
def test_every_way_off_hold_counts_the_seconds(after):
    order = moved(order_in("on_hold"), after, at=LATER)

    assert (order.hold_seconds, order.hold_since, order.hold_reason) == (1800, None, None)


def test_holds_add_up():
    order = order_in("on_hold")
    for minutes in (10, 20, 30, 40):
        to = "in_progress" if order.status == "on_hold" else "on_hold"
        order = moved(order, to, at=NOW + timedelta(minutes=minutes))

    assert order.hold_seconds == 20 * 60


def test_why_is_kept_in_the_history():
    held = moved(order_in("in_progress"), "on_hold", reason=None)
    named = moved(order_in("in_progress"), "on_hold", reason="ждём насос")

    assert held.history[-1].reason == "parts"
    assert named.history[-1].reason == "ждём насос"


def test_a_late_report_keeps_both_moments():
    order = moved(order_in("scheduled"), "en_route", at=LATER, occurred_at=NOW)

    assert (order.en_route_at, order.updated_at) == (NOW, LATER)
    assert (order.history[-1].at, order.history[-1].recorded_at) == (NOW, LATER)


def test_a_late_report_may_not_precede_the_move_before_it():
    order = moved(order_in("scheduled"), "en_route", at=LATER)

    before = LATER - timedelta(seconds=1)
    assert refused_field(order, "in_progress", occurred_at=before) == "occurred_at"
    assert moved(order, "in_progress", at=LATER, occurred_at=LATER).started_at == LATER


def test_a_late_report_may_precede_an_edit():
    order = order_in("scheduled")
    edited = order.history[-1].model_copy(
        update={"action": "edit", "at": LATER, "recorded_at": LATER, "version": 3}
    )
    order = order.changed(edited, title="Другое")

    told = moved(order, "en_route", at=LATER, occurred_at=NOW + timedelta(minutes=5))

    assert told.en_route_at == NOW + timedelta(minutes=5)


def test_a_report_from_the_future_is_refused_beyond_what_clocks_differ_by():
    order = order_in("scheduled")

    assert moved(order, "en_route", occurred_at=NOW + CLOCK_SKEW).status == "en_route"
    beyond = NOW + CLOCK_SKEW + timedelta(seconds=1)
    assert refused_field(order, "en_route", occurred_at=beyond) == "occurred_at"


def test_history_never_runs_backwards_when_a_clock_was_ahead():
    ahead = NOW + timedelta(minutes=4)
    order = moved(order_in("scheduled"), "en_route", occurred_at=ahead)

    then = moved(order, "in_progress", at=NOW + timedelta(minutes=1))

    assert then.started_at == ahead
    assert then.history[-1].recorded_at == NOW + timedelta(minutes=1)
