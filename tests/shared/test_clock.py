from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import cut, local_day, moment, now, text

ZONES = st.builds(lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-720, 840))
MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - the zone is drawn beside it
    max_value=datetime(2199, 12, 30),  # noqa: DTZ001
    timezones=ZONES,
)


@given(MOMENTS)
def test_a_moment_comes_back_cut_to_milliseconds(at):
    assert moment(text(at)) == cut(at)


@given(MOMENTS, MOMENTS)
def test_moments_sort_as_text_as_they_sort_in_time(one, other):
    first, second = cut(one), cut(other)

    assert (text(first) < text(second)) == (first < second)


@given(MOMENTS)
def test_a_cut_moment_is_the_same_in_storage(at):
    assert cut(cut(at)) == cut(at)
    assert timedelta(0) <= at - cut(at) < timedelta(milliseconds=1)
    assert cut(at).tzinfo is UTC


def test_a_moment_is_written_in_utc_with_milliseconds():
    at = datetime(2026, 11, 22, 11, 0, 0, 1999, tzinfo=ZoneInfo("Europe/Moscow"))

    assert text(at) == "2026-11-22T08:00:00.001Z"


def test_the_present_is_told_in_utc_and_cut():
    before = datetime.now(UTC)

    present = now()

    assert before - timedelta(milliseconds=1) <= present <= datetime.now(UTC)
    assert present == cut(present)


@pytest.mark.parametrize(
    ("utc", "zone", "day"),
    [
        ("2026-11-21T20:59:59.999Z", "Europe/Moscow", date(2026, 11, 21)),
        ("2026-11-21T21:00:00.000Z", "Europe/Moscow", date(2026, 11, 22)),
        ("2026-03-29T00:30:00.000Z", "Europe/Berlin", date(2026, 3, 29)),
        ("2026-10-25T22:59:59.999Z", "Europe/Berlin", date(2026, 10, 25)),
        ("2026-10-25T23:00:00.000Z", "Europe/Berlin", date(2026, 10, 26)),
        ("2026-01-01T04:00:00.000Z", "America/New_York", date(2025, 12, 31)),
    ],
)
def test_a_day_is_the_companys_own(utc, zone, day):
    assert local_day(moment(utc), ZoneInfo(zone)) == day
