"""When the report is due: once a week, by the company's clock, whatever clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from analytics.report import timing
from analytics.report.model import Plan, ReportSettings

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
# With and without changes of clocks, half hours, a jump of a whole day (Apia, 2011).
ZONES = tuple(
    map(
        ZoneInfo,
        (
            "Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu",
            "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "America/Sao_Paulo", "UTC",
        ),
    )
)  # fmt: skip
WEEK = timedelta(days=7)
plans = st.builds(Plan, weekday=st.integers(0, 6), hour=st.integers(0, 23))
moments = st.integers(1_200_000_000, 1_950_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))
"""From 2008 to 2031."""


def on(**plan: int) -> ReportSettings:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    return ReportSettings(enabled=True, plan=Plan(**plan), recipients=("u",), since=since)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+00:00")


@given(plan=plans, now=moments, zone=st.sampled_from(ZONES))
def test_the_last_moment_is_past_and_the_next_is_not(
    plan: Plan, now: datetime, zone: ZoneInfo
) -> None:
    last, following = timing.latest(plan, now, zone), timing.following(plan, now, zone)

    assert last.at <= now < following
    assert timing.latest(plan, following, zone).at == following
    # A day may be left out or twice there, where a country moved over the date line.
    assert following - last.at <= WEEK + timedelta(days=1)


@given(plan=plans, now=moments, zone=st.sampled_from(ZONES))
def test_every_week_is_told_exactly_once_after_it_is_over(
    plan: Plan, now: datetime, zone: ZoneInfo
) -> None:
    slots = [timing.latest(plan, now, zone)]
    for _ in range(3):
        slots.append(timing.latest(plan, timing.following(plan, slots[-1].at, zone), zone))

    weeks = [slot.week for slot in slots]
    assert weeks == [weeks[0] + n * WEEK for n in range(4)]
    for slot in slots:
        assert slot.week.weekday() == 0
        assert slot.at >= timing.week_end(slot.week, zone)


@given(plan=plans, now=moments, zone=st.sampled_from(ZONES))
def test_the_clock_shows_the_hour_that_was_chosen_unless_clocks_skip_it(
    plan: Plan, now: datetime, zone: ZoneInfo
) -> None:
    slot = timing.latest(plan, now, zone)

    day = slot.week + WEEK + timedelta(days=plan.weekday)
    wanted = datetime.combine(day, time(plan.hour))
    there = wanted.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    shown = slot.at.astimezone(zone).replace(tzinfo=None)
    assert shown == wanted if there == wanted else shown > wanted


def test_an_hour_that_clocks_skip_is_the_moment_they_went_on_to() -> None:
    plan = Plan(weekday=6, hour=2)

    slot = timing.latest(plan, utc("2026-03-29T12:00"), BERLIN)

    assert slot.at == utc("2026-03-29T01:00")
    assert slot.week == date(2026, 3, 16)


def test_an_hour_that_comes_twice_is_the_first_of_both() -> None:
    plan = Plan(weekday=6, hour=2)

    assert timing.latest(plan, utc("2026-10-25T12:00"), BERLIN).at == utc("2026-10-25T00:00")


def test_on_monday_at_nine_the_week_before_is_due() -> None:
    now = utc("2026-11-16T06:00")

    slot = timing.due(on(weekday=0, hour=9), now, MOSCOW)

    assert slot == timing.Slot(now, date(2026, 11, 9))


def test_a_minute_before_the_hour_the_last_one_is_still_that_of_a_week_ago() -> None:
    slot = timing.due(on(weekday=0, hour=9), utc("2026-11-16T05:59"), MOSCOW)

    assert slot is not None
    assert slot.week == date(2026, 11, 2)
    assert slot.is_missed(utc("2026-11-16T05:59"))


def test_after_an_outage_the_last_one_is_sent_for_three_days() -> None:
    settings = on(weekday=0, hour=9)
    late, too_late = utc("2026-11-19T06:00"), utc("2026-11-19T06:01")

    for now, is_missed in ((late, False), (too_late, True)):
        slot = timing.due(settings, now, MOSCOW)
        assert slot is not None
        assert slot.week == date(2026, 11, 9)
        assert slot.is_missed(now) is is_missed


def test_right_after_midnight_the_last_changes_of_the_week_are_waited_for() -> None:
    settings = on(weekday=0, hour=0)

    assert timing.due(settings, utc("2026-11-15T21:04"), MOSCOW) is None
    assert timing.due(settings, utc("2026-11-15T21:05"), MOSCOW) is not None


def test_what_was_due_before_the_schedule_was_set_is_not_made_up_for() -> None:
    settings = on(weekday=0, hour=9).model_copy(update={"since": utc("2026-11-16T06:01")})

    assert timing.due(settings, utc("2026-11-16T06:10"), MOSCOW) is None
    assert timing.due(settings, utc("2026-11-23T06:10"), MOSCOW) is not None


def test_a_report_that_is_off_is_never_due() -> None:
    settings = on(weekday=0, hour=9).model_copy(update={"enabled": False})

    assert timing.due(settings, utc("2026-11-16T06:10"), MOSCOW) is None


def test_the_last_whole_week_ends_by_the_companys_midnight() -> None:
    assert timing.last_whole_week(utc("2026-11-15T20:59"), MOSCOW) == date(2026, 11, 2)
    assert timing.last_whole_week(utc("2026-11-15T21:00"), MOSCOW) == date(2026, 11, 9)
