"""Quiet hours in the company's zone."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.messages.quiet import quiet_until
from integrations.model import QuietHours

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
NIGHT = QuietHours(begins=time(21), ends=time(9))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (utc(2026, 11, 22, 17, 59), None),
        (utc(2026, 11, 22, 18, 0), utc(2026, 11, 23, 6, 0)),
        (utc(2026, 11, 22, 22, 0), utc(2026, 11, 23, 6, 0)),
        (utc(2026, 11, 22, 5, 59), utc(2026, 11, 22, 6, 0)),
        (utc(2026, 11, 22, 6, 0), None),
    ],
)
def test_the_night_ends_in_the_morning_of_the_companys_zone(now, until):
    assert quiet_until(NIGHT, now, MOSCOW) == until


def test_quiet_within_a_day_ends_on_that_day():
    lunch = QuietHours(begins=time(13), ends=time(14))

    assert quiet_until(lunch, utc(2026, 11, 22, 10, 30), MOSCOW) == utc(2026, 11, 22, 11)
    assert quiet_until(lunch, utc(2026, 11, 22, 11), MOSCOW) is None


def test_begin_and_end_alike_is_no_quiet():
    hours = QuietHours(begins=time(9), ends=time(9))

    assert quiet_until(hours, utc(2026, 11, 22, 6), MOSCOW) is None


def test_the_end_is_by_the_clock_on_the_wall_when_clocks_are_changed():
    # In that night an hour is left out: 9 o'clock comes at 7 UTC, not at 8.
    assert quiet_until(NIGHT, utc(2026, 3, 28, 22), BERLIN) == utc(2026, 3, 29, 7)


@given(
    st.times().map(lambda each: each.replace(microsecond=0)),
    st.times().map(lambda each: each.replace(microsecond=0)),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
)
def test_the_quiet_always_ends_later_and_is_over_then(begins, ends, naive):
    now, hours = naive.replace(tzinfo=UTC), QuietHours(begins=begins, ends=ends)

    until = quiet_until(hours, now, MOSCOW)

    if until is not None:
        assert now < until
        assert quiet_until(hours, until, MOSCOW) is None
