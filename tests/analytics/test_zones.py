"""Local days and hours of many moments at once are those of each by itself."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.zones import day_of, local_days, local_hours, number_of
from shared.clock import local_day

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MS = timedelta(milliseconds=1)
ZONES = (
    "UTC", "Europe/Moscow", "America/New_York", "Asia/Kathmandu", "Pacific/Apia",
    "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo",
)  # fmt: skip
MOMENTS = st.datetimes(datetime(2005, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def columns(moments: list[datetime]) -> np.ndarray:
    return np.array([(at - EPOCH) // MS for at in moments], np.int64)


@pytest.mark.parametrize("name", ZONES)
@settings(max_examples=30, deadline=None)
@given(moments=st.lists(MOMENTS, min_size=1, max_size=20))
def test_days_and_hours_are_those_of_each_moment(name: str, moments: list[datetime]) -> None:
    zone = ZoneInfo(name)

    days = local_days(columns(moments), zone).tolist()
    hours = local_hours(columns(moments), zone).tolist()

    cut = [EPOCH + (at - EPOCH) // MS * MS for at in moments]
    assert [day_of(day) for day in days] == [local_day(at, zone) for at in cut]
    assert hours == [at.astimezone(zone).hour for at in cut]


@pytest.mark.parametrize("name", ZONES)
def test_days_are_right_around_every_change_of_clocks(name: str) -> None:
    zone = ZoneInfo(name)
    starts = [datetime(2011, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(366 * 24)]
    turns = [b for a, b in pairwise(starts) if _offset(a, zone) != _offset(b, zone)]
    moments = [turn + n * MS for turn in turns for n in range(-3_700_000, 3_700_000, 99_999)]
    moments += [turn + n * MS for turn in turns for n in (-1, 0, 1)]

    days = local_days(columns(moments), zone).tolist()

    assert [day_of(day) for day in days] == [local_day(at, zone) for at in moments]


def test_apia_had_no_30th_of_december_2011() -> None:
    zone = ZoneInfo("Pacific/Apia")
    moments = [datetime(2011, 12, 30, 9, 59, tzinfo=UTC), datetime(2011, 12, 30, 10, tzinfo=UTC)]

    days = [day_of(day) for day in local_days(columns(moments), zone).tolist()]

    assert days == [date(2011, 12, 29), date(2011, 12, 31)]


def test_no_moments_have_no_days() -> None:
    assert local_days(columns([]), ZoneInfo("Europe/Moscow")).size == 0


def test_days_before_1970_are_numbered_too() -> None:
    assert day_of(number_of(date(1969, 12, 31))) == date(1969, 12, 31)
    assert number_of(date(1970, 1, 1)) == 0


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
