"""Totals per working day."""

from datetime import date, timedelta

import pytest

from analytics.patterns.working_days import holidays_differ, per_working_day, working_days


def is_weekday(day):
    return day.weekday() < 5


def test_a_flat_daily_rate_is_flat_although_months_differ():
    """Russia in 2019: May has 18 working days, April 22."""
    found = per_working_day((18 * 10, 18), (22 * 10, 22))

    assert (found.rate, found.base_rate, found.relative) == (10, 10, 0)


@pytest.mark.parametrize(("now", "base"), [((5, 0), (5, 1)), ((5, 1), (5, 0)), ((5, 1), (0, 1))])
def test_without_a_rate_to_start_from_there_is_no_change(now, base):
    assert per_working_day(now, base).relative is None


def test_days_are_counted_by_the_calendar_that_is_given():
    days = [date(2026, 11, 16) + timedelta(days=n) for n in range(7)]

    assert working_days(days, is_weekday) == 5
    assert working_days(days, lambda day: is_weekday(day) and day.day != 18) == 4


def test_holidays_are_worth_a_word_only_where_they_differ():
    assert holidays_differ((18, 31), (22, 30))
    assert not holidays_differ((21, 30), (21, 30))
    assert not holidays_differ((0, 0), (21, 30))
