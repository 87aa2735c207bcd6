"""What a period is compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.patterns.periods import Pair, Stretch, months_before, pair
from analytics.period import Period
from shared.errors import InvalidError

LATER = date(2030, 1, 1)
PRESETS = ["previous", "last_month", "year_by_date", "year_by_weekday"]
dates = st.dates(date(2015, 1, 1), date(2029, 12, 31))
asked_periods = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)), dates, st.integers(0, 399)
)


def between(first, last):
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def base_of(found):
    return found.base.first.isoformat(), found.base.last.isoformat()


@pytest.mark.parametrize(
    ("preset", "asked", "base", "remarks"),
    [
        ("previous", ("2026-05-01", "2026-05-30"), ("2026-04-01", "2026-04-30"), ()),
        ("previous", ("2026-05-04", "2026-05-10"), ("2026-04-27", "2026-05-03"), ()),
        ("last_month", ("2026-05-01", "2026-05-30"), ("2026-04-01", "2026-04-30"), ()),
        (
            "last_month",
            ("2026-03-01", "2026-03-31"),
            ("2026-02-01", "2026-02-28"),
            ("clamped", "days_differ"),
        ),
        (
            "last_month",
            ("2028-03-30", "2028-03-31"),
            ("2028-02-29", "2028-02-29"),
            ("clamped", "days_differ"),
        ),
        ("year_by_date", ("2026-05-01", "2026-05-31"), ("2025-05-01", "2025-05-31"), ()),
        (
            "year_by_date",
            ("2028-02-01", "2028-02-29"),
            ("2027-02-01", "2027-02-28"),
            ("clamped", "days_differ"),
        ),
        (
            "year_by_date",
            ("2028-02-20", "2028-03-10"),
            ("2027-02-20", "2027-03-10"),
            ("days_differ",),
        ),
        ("year_by_weekday", ("2026-05-04", "2026-05-10"), ("2025-05-05", "2025-05-11"), ()),
        # 2026 has 53 ISO weeks: a week of 2027 is compared with one whose number is one more.
        (
            "year_by_weekday",
            ("2027-05-03", "2027-05-09"),
            ("2026-05-04", "2026-05-10"),
            ("week_53",),
        ),
        (
            "last_month",
            ("2026-01-01", "2026-03-31"),
            ("2025-12-01", "2026-02-28"),
            ("clamped", "overlaps"),
        ),
    ],
)
def test_each_preset_finds_its_base(preset, asked, base, remarks):
    found = pair(between(*asked), preset, LATER)

    assert base_of(found) == base
    assert found.remarks == remarks


def test_a_chosen_period_is_the_base_as_it_is():
    found = pair(
        between("2026-05-04", "2026-05-10"),
        "custom",
        LATER,
        custom=between("2025-01-01", "2025-01-07"),
    )

    assert base_of(found) == ("2025-01-01", "2025-01-07")
    assert found.remarks == ()


def test_a_shorter_chosen_period_is_taken_whole():
    found = pair(
        between("2026-05-04", "2026-05-10"),
        "custom",
        LATER,
        custom=between("2025-01-01", "2025-01-03"),
    )

    assert base_of(found) == ("2025-01-01", "2025-01-03")
    assert found.remarks == ("days_differ",)


def test_a_longer_chosen_period_is_cut_to_as_many_days():
    found = pair(
        between("2026-05-04", "2026-05-05"),
        "custom",
        LATER,
        custom=between("2025-01-01", "2025-01-31"),
    )

    assert base_of(found) == ("2025-01-01", "2025-01-02")


@pytest.mark.parametrize(
    ("preset", "custom"), [("custom", None), ("previous", between("2025-01-01", "2025-01-03"))]
)
def test_a_chosen_period_belongs_to_custom_and_to_nothing_else(preset, custom):
    with pytest.raises(InvalidError, match="belongs to custom"):
        pair(between("2026-05-04", "2026-05-05"), preset, LATER, custom=custom)


def test_an_unfinished_period_is_compared_by_its_whole_past_days():
    found = pair(between("2026-11-01", "2026-11-30"), "last_month", date(2026, 11, 22))

    assert found.current == Stretch(date(2026, 11, 1), 21)
    assert found.base == Stretch(date(2026, 10, 1), 21)
    assert found.whole_base == between("2026-10-01", "2026-10-30")
    assert found.remarks == ("incomplete",)


def test_known_by_hours_today_counts_up_to_the_same_hour():
    found = pair(between("2026-11-22", "2026-11-22"), "previous", date(2026, 11, 22), hour=15)

    assert found.current == Stretch(date(2026, 11, 22), 0, 15)
    assert found.base == Stretch(date(2026, 11, 21), 0, 15)
    assert (found.current.partial, found.current.length) == (date(2026, 11, 22), 15 / 24)


def test_a_day_that_the_shorter_month_lacks_adds_no_hours():
    found = pair(between("2026-03-01", "2026-03-31"), "last_month", date(2026, 3, 30), hour=15)

    assert found.current == Stretch(date(2026, 3, 1), 29, 15)
    assert found.base == Stretch(date(2026, 2, 1), 28)
    assert found.remarks == ("incomplete", "clamped", "days_differ")


@pytest.mark.parametrize(
    ("today", "hour"), [(date(2026, 4, 30), 5), (date(2026, 5, 1), None), (date(2026, 5, 1), 0)]
)
def test_a_period_that_has_not_begun_is_empty(today, hour):
    found = pair(between("2026-05-01", "2026-05-30"), "previous", today, hour=hour)

    assert (found.current.length, found.base.length) == (0, 0)
    assert found.remarks == ("not_begun",)


@given(asked=asked_periods, today=dates, hour=st.none() | st.integers(0, 23))
def test_both_parts_are_as_long_unless_it_is_said(asked, today, hour):
    for preset in PRESETS:
        found = pair(asked, preset, today, hour=hour)

        assert isinstance(found, Pair)
        assert (found.current.length == found.base.length) == ("days_differ" not in found.remarks)
        assert abs(found.current.length - found.base.length) < 4
        assert all(day < today for day in found.current.days)
        assert found.base.first >= found.whole_base.first
        assert found.base.last <= found.whole_base.last or not found.base.length


@given(asked=asked_periods)
def test_by_weekday_a_monday_is_compared_with_a_monday(asked):
    found = pair(asked, "year_by_weekday", LATER + timedelta(days=400))

    assert all(
        day.weekday() == other.weekday()
        for day, other in zip(found.current.days, found.base.days, strict=True)
    )


@given(day=dates, months=st.integers(-30, 30))
def test_a_day_some_months_earlier_is_the_same_or_the_last_of_its_month(day, months):
    found = months_before(day, months)

    assert (day.year - found.year) * 12 + day.month - found.month == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1
