"""What an order is promised, and what moves the promise."""

from hypothesis import given, settings
from hypothesis import strategies as st

from orders.sla.deadlines import promise
from orders.sla.promises import Promises
from tests.orders.sla.builders import FixedClock, Life, moved, new_order, policy, rules
from tests.orders.sla.fakes import FakeRules
from tests.shared.worktime.builders import MOSCOW, moscow, working

CALENDAR = policy(response_minutes=60, resolution_minutes=480)
CLOCK_ROUND = policy(works="24x7", response_minutes=60, resolution_minutes=480)
URGENT = policy(
    "urgent", priorities=("urgent",), response_minutes=30, resolution_minutes=120, works="24x7"
)


def test_a_new_order_is_promised_by_its_policy_and_due_with_it():
    order = Life(CALENDAR).order

    assert order.sla.policy == "usual"
    assert order.sla.response_due == moscow("2026-11-23T10:00")
    assert order.sla.resolution_due == moscow("2026-11-23T17:00")
    assert order.due_at == order.sla.resolution_due


def test_a_promise_of_a_saturday_begins_on_monday():
    order = Life(CALENDAR, at=moscow("2026-11-21T12:00")).order

    assert order.sla.response_due == moscow("2026-11-23T10:00")


def test_where_no_policy_holds_nothing_is_promised():
    life = Life(policy(types=("warranty",)))

    assert life.order.sla is None
    assert life.order.due_at is None
    assert life.clocks is None


def test_a_due_date_that_the_caller_gives_stays_theirs():
    given_due = moscow("2026-12-01T12:00")
    life = Life(CALENDAR, due_at=given_due)
    life.move("in_progress", "2026-11-23T10:00")
    life.move("on_hold", "2026-11-23T11:00").move("in_progress", "2026-11-23T12:00")

    assert life.order.due_at == given_due
    assert life.order.sla.resolution_due == moscow("2026-11-23T18:00")


def test_a_due_date_that_is_taken_away_follows_the_promise_again():
    life = Life(CALENDAR, due_at=moscow("2026-12-01T12:00"))

    assert life.edit(due_at=None).order.due_at == moscow("2026-11-23T17:00")


def test_a_due_date_that_is_given_later_holds():
    life = Life(CALENDAR).edit(due_at=moscow("2026-12-01T12:00"))
    life.edit(priority="high")

    assert life.order.due_at == moscow("2026-12-01T12:00")


def test_another_priority_brings_another_promise_from_the_creation_on():
    life = Life(CALENDAR, URGENT).at("2026-11-23T10:30").edit(priority="urgent")

    assert life.order.sla.policy == "urgent"
    assert life.order.due_at == moscow("2026-11-23T11:00")


def test_a_type_without_a_policy_takes_the_promise_and_its_due_date_away():
    life = Life(policy(types=("paid",))).edit(type="favour")

    assert life.order.sla is None
    assert life.order.due_at is None


def test_a_type_without_a_policy_leaves_the_caller_s_due_date():
    life = Life(policy(types=("paid",)), due_at=moscow("2026-12-01T12:00")).edit(type="favour")

    assert life.order.due_at == moscow("2026-12-01T12:00")


def test_an_order_that_is_done_keeps_its_promise_whatever_is_edited():
    life = Life(CALENDAR, URGENT).move("in_progress").move("completed", "2026-11-23T10:00")

    assert life.edit(priority="urgent").order.sla.policy == "usual"


def test_an_edit_of_anything_else_changes_neither_promise_nor_order():
    life = Life(CALENDAR)
    edited = life.order.model_copy(update={"title": "Ремонт бойлера"})

    assert life.promises.keep(life.order, edited) is edited


def test_a_hold_moves_the_resolution_by_the_working_time_held():
    life = Life(CALENDAR).move("in_progress", "2026-11-23T10:00")
    life.move("on_hold", "2026-11-23T17:00").move("in_progress", "2026-11-24T10:00")

    assert life.order.sla.resolution_due == moscow("2026-11-24T10:00")
    assert life.order.sla.response_due == moscow("2026-11-23T10:00")
    assert life.order.due_at == moscow("2026-11-24T10:00")


def test_a_hold_over_a_weekend_moves_a_round_the_clock_promise_by_all_of_it():
    life = Life(CLOCK_ROUND).move("in_progress", "2026-11-23T10:00")
    life.move("on_hold", "2026-11-23T12:00").move("in_progress", "2026-11-25T12:00")

    assert life.order.sla.resolution_due == moscow("2026-11-25T17:00")


def test_a_hold_that_ends_on_the_schedule_counts_alike():
    life = Life(CALENDAR).move("in_progress", "2026-11-23T10:00")
    life.move("on_hold", "2026-11-23T11:00").move("scheduled", "2026-11-23T12:00")

    assert life.order.sla.resolution_due == moscow("2026-11-23T18:00")


def test_the_clock_stands_from_completion_to_reopening():
    life = Life(CALENDAR).move("in_progress", "2026-11-23T10:00")
    life.move("completed", "2026-11-23T16:00").move("in_progress", "2026-11-25T16:00")

    assert life.order.sla.resolution_due == moscow("2026-11-25T17:00")
    assert life.clocks.resolution.remaining_minutes == 60


def test_closing_moves_nothing():
    life = Life(CALENDAR).move("in_progress").move("completed", "2026-11-23T10:00")
    before = life.order.sla

    assert life.move("closed", "2026-12-23T10:00").order.sla == before


def test_a_priority_changed_after_a_hold_still_counts_the_hold():
    life = Life(CALENDAR, URGENT).move("in_progress", "2026-11-23T09:10")
    life.move("on_hold", "2026-11-23T09:30").move("in_progress", "2026-11-23T10:30")

    assert life.edit(priority="urgent").order.due_at == moscow("2026-11-23T12:00")


STEPS = st.lists(
    st.tuples(st.sampled_from(["hold", "done"]), *[st.integers(1, 3000)] * 2), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_moving_a_promise_step_by_step_gives_what_reckoning_it_anew_gives(steps):
    life = Life(CALENDAR).move("in_progress")
    for kind, run_minutes, stood_minutes in steps:
        life.clock.pass_by(minutes=run_minutes)
        life.move("on_hold" if kind == "hold" else "completed")
        life.clock.pass_by(minutes=stood_minutes)
        life.move("in_progress")

    assert life.order.sla == promise(life.order, CALENDAR, working(), due_given=False)


def test_a_move_told_late_counts_from_when_it_happened():
    life = Life(CALENDAR).move("in_progress").move("on_hold", "2026-11-23T10:00")
    told = moscow("2026-11-23T15:00")
    after = moved(life.order, "in_progress", told, occurred_at=moscow("2026-11-23T11:00"))

    kept = life.promises.keep(life.order, after)

    assert kept.sla.resolution_due == moscow("2026-11-23T18:00")


def keeper_over(store, clock=None):
    return Promises(store, zone=MOSCOW, clock=clock or FixedClock())


def test_promises_are_made_by_the_present_rules_and_shown_by_recent_ones():
    clock, store = FixedClock(), FakeRules(rules(CALENDAR))
    keeper = keeper_over(store, clock)

    order = keeper.keep(None, new_order())
    keeper.clocks(order)
    assert store.reads == 1
    keeper.keep(None, new_order())
    assert store.reads == 2
    clock.pass_by(minutes=2)
    keeper.clocks(order)
    assert store.reads == 3


def test_rules_that_were_read_a_minute_ago_are_read_again():
    clock, store = FixedClock(), FakeRules(rules(CALENDAR))
    keeper = keeper_over(store, clock)
    order = keeper.keep(None, new_order())

    clock.pass_by(seconds=60)
    keeper.clocks(order)

    assert store.reads == 2


def test_a_round_the_clock_promise_is_shown_without_the_calendar():
    store = FakeRules(rules(CLOCK_ROUND))
    order = keeper_over(store).keep(None, new_order())

    assert keeper_over(store).clocks(order).state == "running"
    assert store.reads == 1


def test_nothing_is_promised_before_anybody_has_written_rules():
    assert keeper_over(FakeRules()).keep(None, new_order()).sla is None


def test_an_order_without_a_promise_may_be_edited_and_held():
    life = Life(policy(types=("warranty",))).edit(title="Ремонт бойлера").move("in_progress")

    assert life.move("on_hold").move("in_progress").order.sla is None


def test_what_is_promised_for_a_type_goes_before_what_is_promised_for_all():
    life = Life(policy(), policy("warm", types=("warranty",)), type="warranty")

    assert life.order.sla.policy == "warm"
    assert life.edit(type="paid").order.sla.policy == "usual"


def test_a_promise_round_the_clock_runs_and_stands_by_night():
    life = Life(CLOCK_ROUND, at=moscow("2026-11-23T20:00"))
    assert life.order.due_at == moscow("2026-11-24T04:00")

    life.move("in_progress").move("on_hold", "2026-11-23T21:00")
    life.move("in_progress", "2026-11-23T23:00")

    assert life.order.due_at == moscow("2026-11-24T06:00")
