"""Figures that are reckoned at reading."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ages import EDGES, before, quantile, steps
from analytics.derived import NO_DATA, Figure, Reading
from analytics.kpis import DERIVED
from analytics.tally import Tally

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)
HISTOGRAMS = st.dictionaries(
    st.integers(-2, 60).map(lambda age: TODAY - timedelta(days=age)), st.integers(0, 4), max_size=6
)


def day(ago: int) -> date:
    """Give the day so many days ago."""
    return TODAY - timedelta(days=ago)


def reckoned(name: str, last: date = YESTERDAY, **parts: Any) -> Figure:
    """Reckon a figure."""
    return DERIVED[name].reckon(Reading(today=TODAY, last=last, **parts))


def test_the_backlog_of_a_day_is_that_of_now_less_what_came_since() -> None:
    standing = {day(9): 4, day(0): 3}
    net = {day(3): 5, day(1): 2, day(0): -1}

    counts = [
        reckoned("backlog", day(n), open_by_created=standing, net=net).value for n in range(5)
    ]

    assert counts == [7, 8, 6, 6, 1]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30))
def test_the_backlog_of_any_day_is_what_counting_it_then_would_have_given(
    orders: list[tuple[int, int]],
) -> None:
    spans = [(max(pair), min(pair)) for pair in orders]
    standing: dict[date, int] = {}
    net: dict[date, int] = {}
    for opened, ended in spans:
        net[day(opened)] = net.get(day(opened), 0) + 1
        if ended:
            net[day(ended)] = net.get(day(ended), 0) - 1
        else:
            standing[day(opened)] = standing.get(day(opened), 0) + 1

    for ago in range(21):
        then = sum(1 for opened, ended in spans if opened >= ago and (ended < ago or not ended))
        assert reckoned("backlog", day(ago), open_by_created=standing, net=net).value == then


def test_ages_are_told_in_whole_days_and_add_up() -> None:
    standing = {day(0): 1, day(1): 2, day(3): 4, day(14): 8, day(31): 16, day(-1): 32}

    counts = [step.n for step in steps(standing, TODAY)]

    assert counts == [35, 4, 0, 8, 0, 16]


@given(HISTOGRAMS, st.floats(0.01, 1))
def test_a_quantile_of_ages_is_that_of_the_sorted_ages(days: dict[date, int], share: float) -> None:
    ages = sorted(max(0, (TODAY - each).days) for each, n in days.items() for _ in range(n))

    found = quantile(days, TODAY, share)

    assert found == (ages[max(1, -int(-share * len(ages) // 1)) - 1] if ages else None)
    assert sum(step.n for step in steps(days, TODAY)) == len(ages)


def test_steps_of_ages_leave_no_day_out() -> None:
    firsts = [first for first, _ in EDGES]

    assert firsts == [0, *(last + 1 for _, last in EDGES if last is not None)]


def test_the_age_of_the_backlog_is_its_median() -> None:
    standing = {day(2): 1, day(5): 1, day(40): 1}

    assert reckoned("backlog_age", open_by_created=standing) == Figure(5 * 86_400, 3)
    assert reckoned("backlog_age") == NO_DATA


def test_overdue_is_what_was_due_before_today() -> None:
    due = {day(3): 2, day(0): 5, day(-4): 1}
    standing = {day(9): 10}

    assert reckoned("overdue", open_by_due=due, open_by_created=standing) == Figure(2, 10)
    assert before(due, TODAY) == {day(3): 2}


@pytest.mark.parametrize("name", ["backlog_age", "overdue"])
def test_what_is_open_now_tells_nothing_of_a_period_that_ended_earlier(name: str) -> None:
    standing = {day(9): 10}

    assert reckoned(name, day(2), open_by_created=standing, open_by_due=standing) == NO_DATA
    assert reckoned(name, TODAY, open_by_created=standing, open_by_due=standing).value is not None


def test_utilisation_is_of_the_calendars_and_may_pass_one() -> None:
    totals = {"work_seconds": Tally(3, 30_000), "travel_seconds": Tally(2, 6_000)}

    busy = {"totals": totals, "available_seconds": 24_000}

    assert reckoned("utilisation", **busy) == Figure(1.25, 3)
    assert reckoned("utilisation_with_travel", **busy) == Figure(1.5, 3)


@pytest.mark.parametrize("name", ["utilisation", "utilisation_with_travel"])
@pytest.mark.parametrize("available", [None, 0])
def test_without_calendars_there_is_no_utilisation(name: str, available: int | None) -> None:
    worked = {"work_seconds": Tally(1, 60)}

    assert reckoned(name, totals=worked, available_seconds=available) == NO_DATA


def test_idle_technicians_are_utilised_by_nothing() -> None:
    assert reckoned("utilisation", available_seconds=100) == Figure(0, 0)


def test_jobs_are_counted_for_each_day_on_which_a_technician_completed_any() -> None:
    technicians = {
        day(2): {
            "tec_a": {"completed": Tally(3, 3)},
            "tec_b": {"completed": Tally(1, 1), "created": Tally(9, 9)},
            "": {"completed": Tally(5, 5)},
        },
        day(1): {"tec_a": {"created": Tally(2, 2)}, "tec_b": {"completed": Tally(2, 2)}},
    }

    assert reckoned("jobs_per_technician_day", technicians=technicians) == Figure(2, 3)
    assert reckoned("jobs_per_technician_day") == NO_DATA


def test_repeat_customers_are_a_share_of_all_who_ordered() -> None:
    assert reckoned("repeat_customer_rate", customers=8, returning=2) == Figure(0.25, 8)
    assert reckoned("repeat_customer_rate", customers=0, returning=0) == NO_DATA
    assert reckoned("repeat_customer_rate") == NO_DATA
