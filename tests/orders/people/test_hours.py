from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from orders.people.workload import load_of
from shared.hours import Calendar, Span, days_of, minutes_of, whole_day
from tests.orders.people.builders import technician

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
DAY = {"start": "09:00", "end": "13:00"}, {"start": "14:00", "end": "18:00"}
CALENDAR = {
    "weekly": {"mon": DAY, "tue": DAY},
    "exceptions": [{"date": "2026-11-24"}, {"date": "2026-11-29", "shifts": [DAY[0]]}],
}


def at(hour, minute=0, day=23):
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW).astimezone(UTC)


def test_a_week_and_its_exceptions_give_the_minutes_of_a_day():
    calendar = Calendar.model_validate(CALENDAR)
    week = days_of(MONDAY, MONDAY + timedelta(days=6))

    assert [minutes_of(calendar, day, MOSCOW) for day in week] == [480, 0, 0, 0, 0, 0, 240]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_on_which_clocks_change_has_the_hours_it_has(day, hours):
    whole = Calendar.model_validate({"weekly": {"sun": [{"start": "00:00", "end": "24:00"}]}})

    assert minutes_of(whole, day, BERLIN) == hours * 60
    assert whole_day(day, BERLIN).end - whole_day(day, BERLIN).start == timedelta(hours=hours)


@pytest.mark.parametrize(
    "calendar",
    [
        {"weekly": {"mon": [{"start": "18:00", "end": "09:00"}]}},
        {"weekly": {"mon": [{"start": "24:00", "end": "24:00"}]}},
        {"weekly": {"mon": [{"start": "9:00", "end": "18:00"}]}},
        {
            "weekly": {
                "mon": [{"start": "09:00", "end": "13:00"}, {"start": "12:00", "end": "18:00"}]
            }
        },
        {"weekly": {"someday": []}},
        {"exceptions": [{"date": "2026-11-24"}, {"date": "2026-11-24"}]},
        {"exceptions": [{"date": "2026-02-30"}]},
    ],
)
def test_a_calendar_that_cannot_be_is_refused(calendar):
    with pytest.raises(ValidationError):
        Calendar.model_validate(calendar)


def test_an_order_over_midnight_counts_on_both_days_with_the_minutes_of_each():
    night = Span(at(23), at(2, day=24))
    loads = [load_of(MONDAY + timedelta(days=n), technician(), [night], MOSCOW) for n in range(3)]

    assert [(load.orders, load.scheduled_minutes) for load in loads] == [(1, 60), (1, 120), (0, 0)]


def test_without_a_calendar_nobody_says_how_much_is_free():
    load = load_of(MONDAY, technician(), [Span(at(9), at(10))], MOSCOW)

    assert (load.available_minutes, load.free_minutes, load.scheduled_minutes) == (None, None, 60)


def test_an_overbooked_day_has_nothing_free():
    busy = technician(calendar=Calendar.model_validate(CALENDAR))
    load = load_of(MONDAY, busy, [Span(at(8), at(20))], MOSCOW)

    assert (load.available_minutes, load.scheduled_minutes, load.free_minutes) == (480, 720, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"active": False},
        {"hired_at": MONDAY + timedelta(days=1)},
        {"dismissed_at": MONDAY - timedelta(days=1)},
    ],
)
def test_who_does_not_work_here_on_that_day_is_not_available(fields):
    person = technician(calendar=Calendar.model_validate(CALENDAR), **fields)

    assert load_of(MONDAY, person, [], MOSCOW).available_minutes == 0
