"""How a KPI moves: statements rest on whole steps, and too little is said to be too little."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import process_time

import pytest

from analytics.availability import Rules
from analytics.insight.pattern_schemas import TrendsOut
from analytics.insight.question import MAX_DAYS, Asked
from analytics.insight.schemas import Step
from analytics.tally import Tally
from shared.worktime.week import USUAL, OwnDay
from tests.analytics.insight.worlds import (
    TODAY,
    Broken,
    FakePeople,
    counted,
    days_before,
    insights,
    of_tallies,
)

Level = Callable[[int], float]
World = dict[date, dict[str, dict[str, Tally]]]
LAST = TODAY - timedelta(days=1)


def world(count: int, level: Level, seed: int = 7) -> World:
    """Days whose figures lie about a level, weekends at a third of it."""
    random = Random(seed)  # noqa: S311 - a test's noise
    days = {}
    for place, day in enumerate(days_before(count)):
        usual = level(place) * (1 if day.weekday() < 5 else 1 / 3)
        days[day] = {"": {"created": counted(max(0, round(random.gauss(usual, usual / 8))))}}
    return days


def trend(
    days: World, step: Step = "week", *, first: date | None = None,
    last: date = LAST, kpi: str = "created", people: FakePeople | None = None,
) -> TrendsOut:  # fmt: skip
    question = Asked(first or min(days), last, "none").question(MAX_DAYS)
    return insights(of_tallies(days), people).trend(kpi, question, step)


def codes(answer: TrendsOut) -> list[str]:
    return [verdict.code for verdict in answer.verdicts]


def test_a_steady_rise_is_found_with_its_slope_in_words() -> None:
    answer = trend(world(364, lambda n: 40 + n / 10))

    assert answer.trend.state == "ok"
    assert (answer.trend.direction, answer.trend.steady) == ("rising", True)
    assert answer.trend.low
    assert answer.trend.slope
    assert answer.trend.high
    assert answer.trend.low < answer.trend.slope < answer.trend.high
    assert answer.trend.slope == pytest.approx((5 + 2 / 3) * 7 / 10, rel=0.2)
    assert codes(answer)[0] == "steady_rising"
    assert "рост примерно" in answer.verdicts[0].text.ru
    assert "rising by about" in answer.verdicts[0].text.en


def test_an_even_course_has_no_trend_and_no_breaks() -> None:
    answer = trend(world(364, lambda _: 60))

    assert answer.trend.direction == "none"
    assert answer.change_points == []


def test_too_few_steps_say_how_many_are_needed() -> None:
    answer = trend(world(28, lambda _: 60))

    assert answer.trend.state == "too_few"
    assert answer.trend.few
    assert (answer.trend.few.needed, answer.trend.few.have) == (8, 3)
    assert answer.trend.slope is None
    assert codes(answer)[0] == "too_few"
    assert answer.forecast.code == "too_few"


def test_a_change_of_level_is_dated_with_bounds() -> None:
    answer = trend(world(200, lambda n: 60 if n < 100 else 35), "day")

    turned = days_before(200)[100]
    (found,) = answer.change_points
    assert found.earliest <= turned <= found.latest
    assert (found.after < found.before, "level_down" in codes(answer)) == (True, True)


def test_an_unusual_day_stands_out_of_its_band() -> None:
    days = world(120, lambda _: 60)
    odd = days_before(120)[71]
    days[odd] = {"": {"created": counted(190)}}

    answer = trend(days, "day")

    assert [each.day for each in answer.anomalies] == [odd]
    assert answer.anomalies[0].value > answer.anomalies[0].high
    assert len(answer.band) == 120
    assert "odd_day" in codes(answer)


def test_holidays_and_own_days_are_no_anomalies() -> None:
    days = world(120, lambda _: 60)
    closed, holiday = date(2026, 10, 14), date(2026, 11, 4)
    for day in (closed, holiday):
        days[day] = {"": {}}
    calendar = USUAL.model_copy(update={"exceptions": (OwnDay(day=closed),)})

    told = trend(days, "day", people=FakePeople(Rules(calendar=calendar)))
    untold = trend(
        days, "day",
        people=FakePeople(Rules(calendar=USUAL.model_copy(update={"holidays": "none"}))),
    )  # fmt: skip

    assert {closed, holiday}.isdisjoint(each.day for each in told.anomalies)
    assert {closed, holiday} <= {each.day for each in untold.anomalies}


def test_today_takes_part_in_no_statement() -> None:
    days = world(120, lambda _: 60) | {TODAY: {"": {"created": counted(1)}}}

    answer = trend(days, "day", last=TODAY + timedelta(days=3))

    points = {point.day: point for point in answer.points}
    assert (points[TODAY].value, points[TODAY].complete) == (1, False)
    assert points[TODAY + timedelta(days=1)].value is None
    assert TODAY not in {each.day for each in answer.anomalies}
    assert answer.band[-1].day == LAST


def test_weeks_that_are_not_whole_take_no_part() -> None:
    days = world(100, lambda _: 60)

    answer = trend(days, "week")

    assert answer.points[0].complete is (min(days).weekday() == 0)
    assert all(point.day.weekday() == 0 for point in answer.points[1:])
    assert answer.points[-1].complete is False
    assert all(point.complete for point in answer.points[1:-1])


def test_before_the_first_record_nothing_is_known() -> None:
    days = world(100, lambda _: 60)

    answer = trend(days, "day", first=TODAY - timedelta(days=400))

    assert {point.value for point in answer.points[:300]} == {None}
    assert answer.trend.direction == "none"
    assert answer.change_points == []


def test_what_is_not_mature_is_shown_and_not_judged() -> None:
    days = {
        day: {"": {"first_time_fix": Tally(20, 18 if day < date(2026, 10, 23) else 1)}}
        for day in days_before(200)
    }

    answer = trend(days, "day", kpi="first_time_fix")

    assert [point.mature for point in answer.points].count(False) > 0
    assert answer.points[-1].value == 0.05
    assert answer.change_points == []


def test_the_season_is_taken_out_of_days() -> None:
    answer = trend(world(120, lambda _: 60), "day")

    adjusted = [point.adjusted for point in answer.points if point.adjusted is not None]
    raw = [point.value for point in answer.points if point.value is not None]
    assert max(adjusted) - min(adjusted) < (max(raw) - min(raw)) * 0.9
    assert len(adjusted) == len(answer.points)


def test_a_forecast_is_shown_only_where_it_is_better_than_last_week_again() -> None:
    answer = trend(world(364, lambda _: 60), "day")

    assert answer.forecast.shown
    assert answer.forecast.code == "better"
    assert (answer.forecast.error_ratio or 1) < 0.95
    assert [point.day for point in answer.forecast.points] == [
        TODAY + timedelta(days=n) for n in range(14)
    ]
    assert all(point.low <= point.value <= point.high for point in answer.forecast.points)


def test_a_forecast_that_is_not_better_is_not_shown() -> None:
    random = Random(3)  # noqa: S311 - a test's noise
    level, days = 60.0, {}
    for day in days_before(200):
        level = max(5.0, level + random.gauss(0, 6))
        days[day] = {"": {"created": counted(round(level))}}

    answer = trend(days, "day")

    assert answer.forecast.shown is (answer.forecast.code == "better")
    assert bool(answer.forecast.points) is answer.forecast.shown


@pytest.mark.parametrize(
    ("changed", "version", "warned"),
    [
        (None, 0, []),
        (datetime(2026, 9, 1, 9, tzinfo=UTC), 2, ["sla_changed"]),
        (datetime(2025, 1, 1, 9, tzinfo=UTC), 2, []),
        (datetime(2026, 11, 21, 22, tzinfo=UTC), 3, ["sla_changed_since"]),
        (datetime(2026, 11, 21, 22, tzinfo=UTC), 1, []),
    ],
)
def test_a_change_of_the_sla_warns_of_what_was_promised(
    changed: datetime | None, version: int, warned: list[str]
) -> None:
    days = {day: {"": {"sla_compliance": Tally(20, 18)}} for day in days_before(120)}
    people = FakePeople(Rules(version=version, updated_at=changed))

    answer = trend(days, kpi="sla_compliance", people=people)

    assert [each.code for each in answer.warnings] == warned
    assert trend(world(60, lambda _: 9), people=people).warnings == []


def test_three_years_of_days_are_read_once_and_taken_apart_in_a_second_and_a_half() -> None:
    pages = Broken(of_tallies(world(MAX_DAYS, lambda n: 50 + n / 50)))
    question = Asked(TODAY - timedelta(days=MAX_DAYS), LAST, "none").question(MAX_DAYS)
    service = insights(pages)
    service.trend("created", Asked(LAST, LAST, "none").question(), "day")
    pages.read.clear()

    begun = process_time()
    answer = service.trend("created", question, "day")

    assert pages.read == ["figures all"]
    assert answer.trend.direction == "rising"
    assert process_time() - begun < 3
