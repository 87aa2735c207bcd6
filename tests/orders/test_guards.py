"""What a move or an edit is refused for, word by word, and that what was said with it is kept."""

from datetime import timedelta

import pytest

from orders.lifecycle import CLOCK_SKEW, check_edit, move
from orders.model import Order
from shared.errors import ConflictError, FieldError, InvalidError
from tests.orders.builders import BOB, EVERYTHING, NOW, order_in, wish_to

HOUR = timedelta(hours=1)
WINDOW = {"scheduled_start": NOW + HOUR, "scheduled_end": NOW + 2 * HOUR}


def broken_rule(act) -> FieldError:
    with pytest.raises(InvalidError) as refused:
        act()
    (broken,) = refused.value.errors
    return broken


@pytest.mark.parametrize(
    ("before", "after", "field", "rule"),
    [
        ("new", "scheduled", "scheduled_start", "is needed to be scheduled"),
        ("new", "scheduled", "scheduled_end", "is needed to be scheduled"),
        ("scheduled", "new", "reason", "is needed to take an order off the schedule"),
        ("new", "cancelled", "reason", "is needed to cancel an order"),
        ("new", "cancelled", "cancelled_by", "must be customer or company"),
        ("in_progress", "on_hold", "hold_reason",
         "must be one of parts, customer, approval, other"),
        ("in_progress", "completed", "outcome",
         "must be one of resolved, partly, not_resolved"),
        ("completed", "in_progress", "reason", "is needed to reopen an order"),
    ],
)  # fmt: skip
def test_a_guard_that_is_not_met_tells_its_rule(before, after, field, rule):
    wish = wish_to(after, **{field: None})

    assert broken_rule(lambda: move(order_in(before), wish)) == FieldError(field, None, rule)


def test_a_technician_is_asked_for_by_the_state_that_needs_one():
    wish = wish_to("in_progress", technician=None)

    rule = "is needed to become in_progress"
    broken = broken_rule(lambda: move(order_in("new"), wish))
    assert broken == FieldError("technician_id", None, rule)


def test_a_moment_that_is_refused_is_told_back():
    order, early, late = order_in("in_progress"), NOW - 9 * HOUR, NOW + CLOCK_SKEW + HOUR

    before = broken_rule(lambda: move(order, wish_to("completed", occurred_at=early)))
    ahead = broken_rule(lambda: move(order, wish_to("completed", occurred_at=late)))

    rule = f"must not precede the event before it, at {order.last_at.isoformat()}"
    assert before == FieldError("occurred_at", early.isoformat(), rule)
    assert ahead == FieldError("occurred_at", late.isoformat(), "is in the future")


def test_a_visit_that_ends_before_it_begins_is_told_back():
    wish = wish_to("scheduled", scheduled_start=NOW + HOUR, scheduled_end=NOW)

    broken = broken_rule(lambda: move(order_in("new"), wish))

    rule = "must be after scheduled_start"
    assert broken == FieldError("scheduled_end", NOW.isoformat(), rule)


def test_too_late_a_reopening_says_what_may_be_done_instead():
    done = order_in("completed")
    wish = wish_to("in_progress", NOW + timedelta(days=30), reopen_days=3)

    with pytest.raises(ConflictError) as refused:
        move(done, wish)

    rule = "an order can be reopened within 3 days; make a new one with rework_of"
    assert refused.value.detail == rule
    assert refused.value.extra == {"current_status": "completed", "allowed": ["closed"]}


def test_who_cancelled_and_why_and_when_is_kept():
    gone = move(order_in("new"), wish_to("cancelled", NOW + HOUR))

    told = (gone.cancel_reason, gone.cancelled_by, gone.cancelled_at)
    assert told == (EVERYTHING["reason"], EVERYTHING["cancelled_by"], NOW + HOUR)


def test_why_it_waits_and_what_came_of_it_are_kept():
    held = move(order_in("in_progress"), wish_to("on_hold", NOW + HOUR))
    done = move(order_in("in_progress"), wish_to("completed", NOW + HOUR))

    assert (held.hold_reason, held.hold_since) == (EVERYTHING["hold_reason"], NOW + HOUR)
    assert (done.outcome, done.last_completed_at) == (EVERYTHING["outcome"], NOW + HOUR)


def test_what_a_move_off_hold_needs_is_kept_beside_what_the_hold_took():
    gone = move(order_in("on_hold"), wish_to("cancelled", NOW + HOUR))
    planned = move(order_in("on_hold"), wish_to("scheduled", NOW + HOUR, **WINDOW))

    assert (gone.cancelled_by, gone.hold_seconds) == (EVERYTHING["cancelled_by"], 3600)
    assert (planned.scheduled_start, planned.hold_seconds) == (WINDOW["scheduled_start"], 3600)


def test_an_illegal_move_says_which_it_was():
    with pytest.raises(ConflictError) as refused:
        move(order_in("new"), wish_to("completed"))

    assert refused.value.detail == "an order that is new can't become completed"


def test_an_empty_reason_is_told_back_as_it_was_given():
    broken = broken_rule(lambda: move(order_in("new"), wish_to("cancelled", reason="")))

    assert broken == FieldError("reason", "", "is needed to cancel an order")


def test_the_visit_is_kept_and_who_makes_it():
    planned = move(order_in("new"), wish_to("scheduled", **WINDOW))

    assert (planned.scheduled_start, planned.scheduled_end) == tuple(WINDOW.values())
    assert planned.technician == EVERYTHING["technician"]


def edited(order: Order, **new) -> FieldError:
    return broken_rule(lambda: check_edit(order, new))


@pytest.mark.parametrize(
    ("status", "name", "field"),
    [
        ("scheduled", "technician", "technician_id"),
        ("scheduled", "scheduled_start", "scheduled_start"),
        ("scheduled", "scheduled_end", "scheduled_end"),
        ("en_route", "technician", "technician_id"),
        ("in_progress", "technician", "technician_id"),
    ],
)
def test_an_edit_takes_away_nothing_that_the_state_has_asked_for(status, name, field):
    broken = edited(order_in(status), **{name: None})

    assert broken == FieldError(field, None, f"is needed while the order is {status}")


def test_an_edit_may_change_what_it_may_not_take_away():
    check_edit(order_in("scheduled"), {"technician": BOB, **WINDOW})
    check_edit(order_in("new"), {"technician": None, "scheduled_start": None})
    check_edit(order_in("in_progress"), {"scheduled_start": None, "scheduled_end": None})
    check_edit(order_in("scheduled"), {})


def test_an_edit_leaves_a_visit_that_ends_after_it_begins():
    order = move(order_in("new"), wish_to("scheduled", **WINDOW))

    assert edited(order, scheduled_end=NOW).field == "scheduled_end"
    assert edited(order, scheduled_start=NOW + 3 * HOUR).field == "scheduled_end"
