"""When a KPI is high and low: per open day and hour, and never from too little."""

from datetime import date, timedelta
from math import cos, pi
from random import Random

import pytest

from analytics.availability import Rules
from analytics.insight.pattern_schemas import SeasonsOut
from analytics.insight.question import MAX_DAYS, Asked
from analytics.tally import Tally
from shared.worktime.week import USUAL, OwnDay
from tests.analytics.fakes import FakeRollups
from tests.analytics.insight.worlds import (
    TODAY,
    Broken,
    FakePeople,
    counted,
    days_before,
    insights,
    of_tallies,
    put,
)

LAST = TODAY - timedelta(days=1)
WEEK = (60, 40, 40, 40, 40, 0, 0)
EVERY_DAY = FakePeople(
    Rules(
        calendar=USUAL.model_copy(
            update={
                "holidays": "none",
                "week": USUAL.week.model_copy(
                    update={"sat": ("09:00-18:00",), "sun": ("09:00-18:00",)}
                ),
            }
        )
    )
)


def world(count: int, *, yearly: float = 0, even: bool = False) -> FakeRollups:
    """Days with busy Mondays and, for a yearly season, busy winters; hours from 9 to 18."""
    random, days, hours = Random(11), {}, {}  # noqa: S311 - a test's noise
    for day in days_before(count):
        wave = 1 + yearly * cos(2 * pi * day.timetuple().tm_yday / 365)
        usual = (45 if even else WEEK[day.weekday()]) * wave
        number = max(0, round(random.gauss(usual, usual / 10)))
        days[day] = {"": {"created": counted(number)}}
        hours[day] = {
            str(hour): {"created": counted(number // 9 * (3 if hour in {10, 11} else 1))}
            for hour in range(9, 18)
        }
    rollups = of_tallies(days)
    put(rollups, hours, "hour")
    return rollups


def season(rollups: FakeRollups, *, kpi: str = "created", people: FakePeople | None = None,
           first: date | None = None) -> SeasonsOut:  # fmt: skip
    question = Asked(first or TODAY - timedelta(days=360), LAST, "none").question(MAX_DAYS)
    return insights(rollups, people).season(kpi, question)


def codes(answer: SeasonsOut) -> list[str]:
    return [verdict.code for verdict in answer.verdicts]


def test_weekdays_are_told_per_open_day_with_bounds() -> None:
    answer = season(world(200))

    assert answer.weekly.state == "ok"
    assert answer.weekly.level in {"clear", "strong"}
    monday, tuesday, *_ = answer.weekly.index
    assert [each.bucket for each in answer.weekly.index] == [0, 1, 2, 3, 4]
    assert monday.low
    assert monday.low > 1 > (tuesday.high or 2)
    assert "weekdays_differ" in codes(answer)
    assert any("понедельник" in verdict.text.ru for verdict in answer.verdicts)


def test_even_weekdays_have_no_peak() -> None:
    answer = season(world(200, even=True), people=EVERY_DAY)

    assert answer.weekly.p
    assert answer.weekly.p > 0.01
    assert "season_none" in codes(answer)


def test_days_add_up_from_their_parts() -> None:
    parts = season(world(200)).parts

    assert parts
    for observed, trend, wave, rest in zip(
        parts.observed, parts.trend, parts.season, parts.rest, strict=True
    ):
        assert observed == pytest.approx(trend + wave + (rest or 0), abs=0.01)
    assert len(parts.days) == 200


def test_hours_are_told_per_open_hour_and_peaks_are_named() -> None:
    answer = season(world(200))

    assert answer.heatmap
    cells = {(cell.weekday, cell.hour): cell for cell in answer.heatmap.cells}
    assert len(cells) == 7 * 24
    assert cells[0, 10].index
    assert cells[0, 10].index > 1.5
    assert (cells[5, 10].hours, cells[5, 10].index) == (0, None)
    assert cells[0, 10].per_hour == pytest.approx(cells[0, 10].count / cells[0, 10].hours)
    assert answer.heatmap.peak
    assert (answer.heatmap.peak.weekday, answer.heatmap.peak.first) == (0, 10)
    assert answer.heatmap.peak.times > 1


def test_what_came_on_closed_saturdays_is_not_laid_upon_the_one_that_was_worked() -> None:
    rollups, worked = world(200), TODAY - timedelta(days=8)
    saturdays = [day for day in days_before(200) if day.weekday() == 5]
    put(rollups, {day: {"10": {"created": counted(4)}} for day in saturdays}, "hour")
    calendar = USUAL.model_copy(
        update={"exceptions": (OwnDay(day=worked, hours=("09:00-18:00",)),)}
    )

    answer = season(rollups, people=FakePeople(Rules(calendar=calendar)))

    assert answer.heatmap
    (cell,) = [each for each in answer.heatmap.cells if (each.weekday, each.hour) == (5, 10)]
    assert worked.weekday() == 5
    assert (cell.count, cell.hours) == (4, 1)


def test_counts_of_the_heatmap_are_those_of_whole_days_only() -> None:
    rollups = world(100)
    put(rollups, {TODAY: {"10": {"created": counted(500)}}}, "hour")

    question = Asked(TODAY - timedelta(days=90), TODAY, "none").question(MAX_DAYS)
    answer = insights(rollups).season("created", question)

    assert answer.heatmap
    assert all(cell.count == 0 for cell in answer.heatmap.cells if cell.weekday == 6)


def test_what_is_not_kept_by_hour_has_no_heatmap() -> None:
    assert season(world(100), kpi="revenue").heatmap is None


def test_too_little_is_said_to_be_too_little() -> None:
    answer = season(world(10))

    assert answer.weekly.state == "too_few"
    assert answer.weekly.few
    assert answer.weekly.few.needed == 14
    assert answer.yearly.state == "too_few"
    assert answer.parts is None
    assert "too_few" in codes(answer)


def test_months_need_two_years_and_then_name_the_season() -> None:
    short = season(world(500, yearly=0.5), first=TODAY - timedelta(days=500))
    long = season(world(MAX_DAYS, yearly=0.5), first=TODAY - timedelta(days=MAX_DAYS))

    assert short.yearly.state == "too_few"
    assert short.yearly.few
    assert short.yearly.few.needed == 24
    assert long.yearly.level in {"clear", "strong"}
    by_month = {each.bucket: each.index or 0 for each in long.yearly.index}
    assert by_month[1] > 1.2
    assert by_month[7] < 0.8
    assert "months_differ" in codes(long)


def test_a_share_is_told_by_weekday_without_bounds() -> None:
    days = {
        day: {"": {"sla_compliance": Tally(20, 10 if day.weekday() == 0 else 18)}}
        for day in days_before(100)
    }

    answer = season(of_tallies(days), kpi="sla_compliance")

    monday, tuesday, *_ = answer.weekly.index
    assert monday.index
    assert tuesday.index
    assert monday.index < 0.7
    assert tuesday.index > 1
    assert monday.low is None


def test_three_years_of_days_and_hours_are_read_once_each() -> None:
    pages = Broken(world(MAX_DAYS))
    question = Asked(TODAY - timedelta(days=MAX_DAYS), LAST, "none").question(MAX_DAYS)

    insights(pages).season("created", question)

    assert pages.read == ["figures all", "figures hour"]
