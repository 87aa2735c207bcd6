"""Local days: half-open, and right where clocks are put back or forward."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.period import MAX_DAYS, Period, Span, day_span, month_of, period
from shared.clock import local_day
from shared.errors import InvalidError

# Clocks change at night, at midnight, by half an hour, or a whole day is left out (Apia, 2011).
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Moscow",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Africa/Cairo",
        "America/Havana",
        "Atlantic/Azores",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Almaty",
    )
]
moments = st.datetimes(datetime(2009, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)


@given(at=moments, zone=st.sampled_from(ZONES))
def test_a_moment_lies_in_the_span_of_its_local_day_and_in_no_other(
    at: datetime, zone: ZoneInfo
) -> None:
    day = local_day(at, zone)

    around = [day + timedelta(days=n) for n in range(-2, 3)]

    assert [each for each in around if day_span(each, zone).holds(at)] == [day]


@given(first=st.dates(date(2009, 1, 1), date(2030, 1, 1)), zone=st.sampled_from(ZONES))
def test_days_follow_each_other_without_gap(first: date, zone: ZoneInfo) -> None:
    assert day_span(first, zone).end == day_span(first + timedelta(days=1), zone).start


def test_days_are_shorter_or_longer_when_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring, autumn = day_span(date(2026, 3, 29), berlin), day_span(date(2026, 10, 25), berlin)

    assert spring.end - spring.start == timedelta(hours=23)
    assert autumn.end - autumn.start == timedelta(hours=25)


def test_a_day_that_a_zone_left_out_is_empty() -> None:
    missing = day_span(date(2011, 12, 30), ZoneInfo("Pacific/Apia"))

    assert missing.start == missing.end


def test_a_span_holds_its_start_and_not_its_end() -> None:
    span = Span(datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))

    assert span.holds(span.start)
    assert not span.holds(span.end)
    assert not span.holds(None)


def test_months_are_those_of_the_zone() -> None:
    at = datetime(2026, 10, 31, 21, 0, tzinfo=UTC)

    assert month_of(at, ZoneInfo("Europe/Moscow")) == "2026-11"
    assert month_of(at, ZoneInfo("Europe/London")) == "2026-10"


def test_a_period_has_both_its_ends() -> None:
    chosen = Period(date(2026, 2, 27), date(2026, 3, 1))

    assert [day.day for day in chosen.days] == [27, 28, 1]


def test_a_period_may_have_400_days_and_not_one_more() -> None:
    first = date(2026, 1, 1)

    assert len(period(first, first + timedelta(days=MAX_DAYS - 1)).days) == 400
    with pytest.raises(InvalidError) as refused:
        period(first, first + timedelta(days=MAX_DAYS))
    assert refused.value.errors[0].field == "to"


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidError, match="must not be before from"):
        period(date(2026, 1, 2), date(2026, 1, 1))
