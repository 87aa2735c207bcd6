"""Working time adds up, goes forward only, and is the same whether added or measured."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.worktime.production_calendar import KNOWN_UNTIL
from shared.worktime.spans import around_the_clock, company_time
from tests.shared.worktime.builders import calendar, moscow, own_day, week, working

BERLIN = ZoneInfo("Europe/Berlin")
CAIRO = ZoneInfo("Africa/Cairo")
ALWAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ("00:00-24:00",))


def time_of(day: str) -> str:
    return f"{day}T00:00"


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23T09:00", 60, "2026-11-23T10:00"),
        ("2026-11-23T09:00", 540, "2026-11-23T18:00"),
        ("2026-11-23T09:00", 541, "2026-11-24T09:01"),
        ("2026-11-23T17:30", 60, "2026-11-24T09:30"),
        ("2026-11-27T17:30", 60, "2026-11-30T09:30"),
        ("2026-11-22T12:00", 1, "2026-11-23T09:01"),
        ("2026-11-23T03:00", 30, "2026-11-23T09:30"),
        ("2026-11-23T20:00", 0, "2026-11-23T20:00"),
    ],
)
def test_working_time_is_added_over_nights_and_weekends(start, minutes, end):
    assert working().add_working_time(moscow(start), minutes) == moscow(end)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-23T09:00", "2026-11-23T18:00", 540),
        ("2026-11-20T17:00", "2026-11-23T10:00", 120),
        ("2026-11-21T00:00", "2026-11-22T23:59", 0),
        ("2026-11-23T18:00", "2026-11-23T09:00", 0),
        ("2026-11-23T09:00:00", "2026-11-23T09:00:59", 0),
    ],
)
def test_working_minutes_are_whole_and_never_negative(start, end, minutes):
    assert working().working_minutes(moscow(start), moscow(end)) == minutes


def test_a_lunch_break_is_no_working_time():
    split = working(week=week(mon=("09:00-13:00", "14:00-18:00")))

    assert split.add_working_time(moscow("2026-11-23T12:30"), 60) == moscow("2026-11-23T14:30")


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2026-01-09", False),
        ("2026-03-09", False),
        ("2026-11-04", False),
        ("2026-12-31", False),
        ("2027-02-20", True),
        ("2027-02-22", False),
        ("2027-11-05", False),
        ("2026-11-03", True),
    ],
)
def test_days_that_the_government_moved_are_known(day, is_open):
    begins = moscow(time_of(day))

    worked = working().working_minutes(begins, begins + timedelta(days=1))

    assert worked == (540 if is_open else 0)


def test_a_working_saturday_has_the_hours_of_friday_unless_it_has_its_own():
    begins = moscow("2027-02-20T00:00")
    friday = working(week=week(mon=("09:00-18:00",), fri=("09:00-17:00",)))
    saturday = working(week=week(fri=("09:00-17:00",), sat=("10:00-14:00",)))

    assert friday.working_minutes(begins, begins + timedelta(days=1)) == 480
    assert saturday.working_minutes(begins, begins + timedelta(days=1)) == 240


def test_beyond_the_known_years_the_days_named_by_law_are_off():
    year = KNOWN_UNTIL + 10
    for day in (date(year, 1, 1), date(year, 5, 9), date(year, 11, 4)):
        begins = moscow(time_of(day.isoformat()))

        assert working(week=week(**ALWAYS)).working_minutes(begins, begins + timedelta(days=1)) == 0


def test_a_company_may_work_on_holidays():
    begins = moscow("2026-01-01T00:00")

    worked = working(holidays="none").working_minutes(begins, begins + timedelta(days=1))

    assert worked == 540


def test_an_own_day_overrides_week_and_holiday():
    open_ = own_day("2026-11-04", "10:00-12:00")
    closed = own_day("2026-11-23")
    time = working(open_, closed)

    assert time.working_minutes(moscow("2026-11-04T00:00"), moscow("2026-11-05T00:00")) == 120
    assert time.working_minutes(moscow("2026-11-23T00:00"), moscow("2026-11-24T00:00")) == 0


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (BERLIN, datetime(2026, 3, 29, tzinfo=BERLIN), 23),
        (BERLIN, datetime(2026, 10, 25, tzinfo=BERLIN), 25),
        (BERLIN, datetime(2026, 10, 26, tzinfo=BERLIN), 24),
        (CAIRO, datetime(2026, 4, 24, 1, tzinfo=CAIRO), 23),
        (CAIRO, datetime(2026, 10, 29, tzinfo=CAIRO), 25),
    ],
)
def test_a_day_on_which_the_clocks_change_has_the_hours_it_has(zone, day, hours):
    time = company_time(calendar(week=week(**ALWAYS), holidays="none"), zone)
    after = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)

    assert time.working_minutes(day.astimezone(UTC), after.astimezone(UTC)) == hours * 60


def test_opening_hours_follow_the_wall_clock_over_a_change():
    time = company_time(calendar(holidays="none"), BERLIN)
    friday = datetime(2026, 3, 27, 17, 30, tzinfo=BERLIN)

    assert time.add_working_time(friday, 60) == datetime(2026, 3, 30, 9, 30, tzinfo=BERLIN)


def test_a_shift_within_the_hour_that_the_clock_skips_is_counted_once():
    split = week(sun=("01:00-02:30", "03:00-05:00"))
    time = company_time(calendar(week=split, holidays="none"), BERLIN)
    begins = datetime(2026, 3, 29, tzinfo=BERLIN)

    assert time.working_minutes(begins, begins + timedelta(hours=12)) == 180


def test_around_the_clock_every_minute_counts():
    time = around_the_clock()
    start = moscow("2026-11-21T23:30")

    assert time.add_working_time(start, 90) == moscow("2026-11-22T01:00")
    assert time.working_minutes(start, moscow("2026-11-22T01:00")) == 90


def test_a_shift_that_the_skipped_hour_swallows_adds_nothing():
    first, swallowed = "01:00-02:30", "02:30-03:00"
    begins = datetime(2026, 3, 29, tzinfo=BERLIN)

    alone, both = (
        company_time(calendar(week=week(sun=hours), holidays="none"), BERLIN)
        for hours in ((first,), (first, swallowed))
    )

    ends = begins + timedelta(hours=12)
    assert both.between(begins, ends) == alone.between(begins, ends)


@pytest.mark.parametrize("time", [company_time(calendar(week=week()), BERLIN), around_the_clock()])
def test_time_that_never_comes_is_an_error_and_no_endless_search(time):
    with pytest.raises(OverflowError):
        time.add_working_time(datetime(9999, 12, 1, tzinfo=UTC), 31 * 24 * 60)


SIX_YEARS_S = 6 * 366 * 86_400
MOMENTS = st.integers(0, SIX_YEARS_S).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
MINUTES = st.integers(0, 10_000)
HALF_HOURS = st.lists(st.integers(0, 48), unique=True, max_size=6).map(sorted)


def text_of(half_hours: int) -> str:
    return f"{half_hours // 2:02}:{half_hours % 2 * 30:02}"


@st.composite
def times(draw):
    days = {
        name: tuple(
            f"{text_of(a)}-{text_of(b)}" for a, b in zip(ends[::2], ends[1::2], strict=False)
        )
        for name in ("mon", "tue", "wed", "thu", "fri", "sat")
        if (ends := draw(HALF_HOURS))
    }
    made = calendar(
        own_day("2026-03-29", "01:00-02:30", "02:30-04:00"),
        week=week(sun=("12:00-20:00",), **days),
        holidays=draw(st.sampled_from(["RU", "none"])),
    )
    return company_time(made, draw(st.sampled_from([ZoneInfo("Europe/Moscow"), BERLIN, CAIRO])))


@settings(max_examples=60, deadline=None)
@given(times(), MOMENTS, MINUTES)
def test_measuring_gives_back_what_was_added(time, start, minutes):
    assert time.working_minutes(start, time.add_working_time(start, minutes)) == minutes


@settings(max_examples=60, deadline=None)
@given(times(), MOMENTS, MINUTES, MINUTES)
def test_adding_twice_is_adding_the_sum(time, start, first, second):
    at_once = time.add_working_time(start, first + second)

    assert time.add_working_time(time.add_working_time(start, first), second) == at_once


@settings(max_examples=60, deadline=None)
@given(times(), st.lists(MOMENTS, min_size=3, max_size=3).map(sorted))
def test_time_between_adds_up_over_any_moment_between(time, moments):
    first, middle, last = moments

    parts = time.between(first, middle) + time.between(middle, last)

    assert parts == time.between(first, last)
    assert timedelta() <= parts <= last - first


@settings(max_examples=60, deadline=None)
@given(times(), MOMENTS, MOMENTS, MINUTES)
def test_who_starts_later_is_never_done_earlier(time, one, other, minutes):
    early, late = sorted((one, other))

    assert time.add_working_time(early, minutes) <= time.add_working_time(late, minutes)


@settings(max_examples=60, deadline=None)
@given(times(), MOMENTS, st.integers(1, 10_000))
def test_time_ends_within_the_company_s_hours(time, start, minutes):
    end = time.add_working_time(start, minutes)

    assert time.between(end - timedelta(seconds=1), end) == timedelta(seconds=1)
