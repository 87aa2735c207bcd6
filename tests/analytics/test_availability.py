"""When there could be work: hours of technicians and of the company."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.availability import (
    Technician,
    available_seconds,
    open_minutes_by_hour,
    open_minutes_by_weekday,
    working_days,
)
from shared.worktime.week import USUAL, OwnDay, Week, WorkCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = "Europe/Berlin"
MONDAY = date(2026, 11, 23)
DAY = [{"start": "09:00", "end": "13:00"}, {"start": "14:00", "end": "18:00"}]
HOUR = 3600


def bob(**changes: Any) -> Technician:
    whole = {"id": "tec_1", "name": "Борис Орлов", "calendar": {"weekly": {"mon": DAY}}}
    return Technician.model_validate(whole | changes)


def own_day(day: date, *hours: str) -> OwnDay:
    return OwnDay(day=day, hours=hours)


@pytest.mark.parametrize(
    ("changes", "seconds"),
    [
        ({}, 8 * HOUR),
        ({"hired_at": MONDAY, "dismissed_at": MONDAY}, 8 * HOUR),
        ({"hired_at": MONDAY + timedelta(days=1)}, 0),
        ({"dismissed_at": MONDAY - timedelta(days=1)}, 0),
        ({"active": False}, 0),
        ({"active": False, "dismissed_at": MONDAY}, 8 * HOUR),
        ({"calendar": {}}, 0),
        ({"calendar": None}, None),
        ({"calendar": None, "dismissed_at": MONDAY - timedelta(days=1)}, 0),
    ],
)
def test_a_technician_is_available_by_calendar_while_employed(changes, seconds):
    assert available_seconds(bob(**changes), MONDAY, MOSCOW) == seconds


def test_a_technicians_own_zone_decides_how_long_their_day_is():
    short = date(2026, 3, 29)  # clocks in Berlin skip an hour
    night = {"weekly": {"sun": [{"start": "00:00", "end": "06:00"}]}}

    assert available_seconds(bob(calendar=night, timezone=BERLIN), short, MOSCOW) == 5 * HOUR
    assert available_seconds(bob(calendar=night), short, MOSCOW) == 6 * HOUR


def test_working_days_leave_out_weekends_holidays_and_own_days_off():
    first, last = date(2026, 5, 1), date(2026, 5, 17)
    closed = USUAL.model_copy(update={"exceptions": (own_day(date(2026, 5, 12)),)})
    opened = USUAL.model_copy(update={"exceptions": (own_day(first, "10:00-14:00"),)})

    assert [working_days(each, first, last) for each in (USUAL, closed, opened)] == [9, 8, 10]
    assert working_days(USUAL.model_copy(update={"holidays": "none"}), first, last) == 11
    assert working_days(USUAL, last, first) == 0


def test_open_minutes_are_told_by_the_hour():
    calendar = WorkCalendar(week=Week(mon=("09:30-12:00", "12:45-13:15", "23:00-24:00")))

    by_hour = open_minutes_by_hour(calendar, MONDAY)

    assert {hour: n for hour, n in enumerate(by_hour) if n} == {
        9: 30, 10: 60, 11: 60, 12: 15, 13: 15, 23: 60,
    }  # fmt: skip
    assert open_minutes_by_hour(calendar, MONDAY + timedelta(days=1)) == (0,) * 24


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(0, 60))
def test_a_periods_minutes_by_weekday_are_those_of_its_days(first, length):
    days = [first + timedelta(days=n) for n in range(length + 1)]
    calendar = USUAL.model_copy(update={"exceptions": (own_day(first, "10:00-11:30"),)})

    grid = open_minutes_by_weekday(calendar, first, days[-1])

    assert sum(map(sum, grid)) == sum(sum(open_minutes_by_hour(calendar, day)) for day in days)
    assert all(sum(grid[day.weekday()]) >= 90 for day in days[:1])
    opened = sum(1 for day in days if any(open_minutes_by_hour(calendar, day)))
    assert working_days(calendar, first, days[-1]) == opened
