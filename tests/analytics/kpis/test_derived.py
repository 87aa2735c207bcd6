"""Figures that are reckoned at reading."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ages import quantile
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


@given(HISTOGRAMS, st.floats(0.01, 1))
def test_a_quantile_of_ages_is_that_of_the_sorted_ages(days: dict[date, int], share: float) -> None:
    ages = sorted(max(0, (TODAY - each).days) for each, n in days.items() for _ in range(n))

    found = quantile(days, TODAY, share)

    assert found == (ages[max(1, -int(-share * len(ages) // 1)) - 1] if ages else None)


def test_what_was_open_at_the_end_of_the_period_is_told_with_how_much_it_is_of() -> None:
    then = {"open": 8, "overdue": 2, "mean_age_days": 2.5}

    assert reckoned("backlog", **then) == Figure(8, 8)
    assert reckoned("overdue", **then) == Figure(2, 8)
    assert reckoned("backlog_age", **then) == Figure(2.5 * 86_400, 8)


@pytest.mark.parametrize("name", ["backlog", "overdue", "backlog_age", "backlog_median_age"])
def test_what_is_not_known_of_a_day_is_no_data(name: str) -> None:
    assert reckoned(name) == NO_DATA


def test_nothing_open_is_known_to_be_nothing_and_has_no_age() -> None:
    nothing = {"open": 0, "overdue": 0, "mean_age_days": None}

    assert reckoned("backlog", **nothing) == Figure(0, 0)
    assert reckoned("overdue", **nothing) == Figure(0, 0)
    assert reckoned("backlog_age", **nothing) == NO_DATA


def test_an_age_is_told_only_where_both_it_and_how_many_are_known() -> None:
    assert reckoned("backlog_age", open=3, mean_age_days=None) == NO_DATA
    assert reckoned("backlog_age", open=0, mean_age_days=2.5) == NO_DATA


def test_the_median_age_is_of_what_is_open_now() -> None:
    standing = {day(2): 1, day(5): 1, day(40): 1}

    for last in (TODAY, YESTERDAY):
        told = reckoned("backlog_median_age", last, open_by_created=standing)
        assert told == Figure(5 * 86_400, 3)
    assert reckoned("backlog_median_age", day(2), open_by_created=standing) == NO_DATA


def test_utilisation_is_of_the_calendars_and_may_pass_one() -> None:
    busy = {"work_seconds": Tally(3, 20_000), "travel_seconds": Tally(2, 6_000)}
    technicians = {
        day(2): {"tec_a": busy, "tec_idle": {}},
        day(1): {"tec_a": {"work_seconds": Tally(1, 10_000)}},
    }

    worked = {"technicians": technicians, "available": {"tec_a": 20_000, "tec_idle": 4_000}}

    assert reckoned("utilisation", **worked) == Figure(1.25, 24_000)
    assert reckoned("utilisation_with_travel", **worked) == Figure(1.5, 24_000)


@pytest.mark.parametrize("name", ["utilisation", "utilisation_with_travel"])
def test_whoever_has_no_known_calendar_is_on_neither_side_of_utilisation(name: str) -> None:
    technicians = {
        day(1): {
            "tec_a": {"work_seconds": Tally(1, 50)},
            "tec_b": {"work_seconds": Tally(1, 70), "travel_seconds": Tally(1, 7)},
        }
    }

    told = reckoned(name, technicians=technicians, available={"tec_a": 100})

    assert told == Figure(0.5, 100)


@pytest.mark.parametrize("name", ["utilisation", "utilisation_with_travel"])
@pytest.mark.parametrize("available", [{}, {"tec_a": 0}])
def test_without_calendars_there_is_no_utilisation(name: str, available: dict[str, int]) -> None:
    technicians = {day(1): {"tec_a": {"work_seconds": Tally(1, 60)}}}

    assert reckoned(name, technicians=technicians, available=available) == NO_DATA


def test_idle_technicians_are_utilised_by_nothing() -> None:
    assert reckoned("utilisation", available={"tec_a": 100}) == Figure(0, 100)


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
