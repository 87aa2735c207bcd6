"""Figures that are reckoned at reading, step by step: compared, and with their trend."""

from datetime import date, datetime, timedelta

import pytest

from analytics.availability import Technician
from analytics.figures import Snapshot
from analytics.insight.catalogue import catalogue
from analytics.insight.question import MAX_DAYS, Asked, Question
from analytics.kpis import DERIVED
from analytics.period import Period
from analytics.tally import Tally
from shared.errors import InvalidError
from shared.hours import Calendar
from tests.analytics.fakes import FakeRollups
from tests.analytics.insight.worlds import (
    TODAY,
    FakePeople,
    counted,
    days_before,
    insights,
    of_tallies,
    put,
)

EIGHT_HOURS = Calendar.model_validate(
    {
        "weekly": {
            day: [{"start": "09:00", "end": "17:00"}] for day in ("mon", "tue", "wed", "thu", "fri")
        }
    }
)
PEOPLE = FakePeople(everyone=(Technician(id="tec_1", name="Ольга", calendar=EIGHT_HOURS),))
DAYS = 140
LAST = TODAY - timedelta(days=1)


class Backlogged(FakeRollups):
    """Pages under which one more order is open each week."""

    def snapshots(self, period: Period) -> list[Snapshot]:
        return [
            Snapshot(day, _open(day), (_open(day), 0, 0, 0, 0, 0), _open(day) // 2, 2.0)
            for day in period.days
        ]


def _open(day: date) -> int:
    return max(0, 40 + (day - TODAY).days // 7)


def worked() -> FakeRollups:
    """Two technicians; the hours of one grow from one half to the whole of their day."""
    days = days_before(DAYS)
    made = of_tallies({day: {"": {"created": counted(3)}} for day in days})
    rollups = Backlogged(kept=made.kept, known=made.known)
    loads = {
        day: {
            "tec_1": {
                "work_seconds": Tally(1, 14_400 + place * 100),
                "completed": counted(2 + place // 70),
            },
            "tec_2": {"work_seconds": Tally(1, 3600), "completed": counted(1)},
        }
        for place, day in enumerate(days)
        if day.weekday() < 5
    }
    put(rollups, loads, "technician")
    return rollups


def asked(days: int, **part: str) -> Question:
    first = LAST - timedelta(days=days - 1)
    return Asked(first, LAST, **part).question(MAX_DAYS)  # type: ignore[arg-type]


def test_load_is_compared_step_by_step_as_time_over_time() -> None:
    answer = insights(worked(), PEOPLE).compare("utilisation", asked(28))

    tile = answer.tile
    assert tile.value is not None
    assert tile.base_value is not None
    assert 0.9 < tile.value < 1.1
    assert tile.base_value < tile.value
    assert tile.verdict.code == "steady_change"
    assert len(answer.pairs) == 28
    monday = next(each for each in answer.pairs if each.day.weekday() == 0)
    sunday = next(each for each in answer.pairs if each.day.weekday() == 6)
    assert monday.n == 8 * 3600
    assert (sunday.value, sunday.n) == (None, 0)


def test_load_of_less_than_ten_days_of_work_is_too_little_and_told_in_hours() -> None:
    half = Calendar.model_validate(
        {
            "weekly": {
                day: [{"start": "09:00", "end": "12:30"}]
                for day in ("mon", "tue", "wed", "thu", "fri")
            }
        }
    )
    part_time = FakePeople(everyone=(Technician(id="tec_1", name="Ольга", calendar=half),))

    tile = insights(worked(), part_time).compare("utilisation", asked(28)).tile

    assert tile.n == 20 * 3.5 * 3600
    assert tile.verdict.code == "too_few"
    assert "нужно 80\u00a0часов по графику в каждом периоде, есть 70." in tile.verdict.text.ru
    assert "80\u00a0available hours needed in each period, 70 there." in tile.verdict.text.en


def test_load_of_a_year_is_told_by_the_overview_too() -> None:
    answer = insights(worked(), PEOPLE).overview(Asked(LAST - timedelta(days=364), LAST).question())

    assert "utilisation" in {tile.kpi for tile in answer.tiles}
    assert answer.problems == []


def test_jobs_of_one_technician_are_compared() -> None:
    question = asked(28, dimension="technician", value="tec_2")

    answer = insights(worked(), PEOPLE).compare("jobs_per_technician_day", question)

    assert (answer.tile.value, answer.tile.base_value) == (1, 1)
    assert answer.tile.verdict.code == "no_change"


def test_what_is_open_is_told_as_of_the_end_of_each_step() -> None:
    answer = insights(worked(), PEOPLE).compare("backlog", asked(84))

    assert answer.tile.value == _open(LAST)
    assert answer.tile.base_value == _open(LAST - timedelta(days=84))
    assert [each.value for each in answer.pairs] == [
        _open(LAST - timedelta(days=77 - 7 * n)) for n in range(12)
    ]


def test_load_has_a_trend_and_so_has_what_is_open() -> None:
    room = insights(worked(), PEOPLE)

    load = room.trend("utilisation", asked(DAYS), "week")
    backlog = room.trend("backlog", asked(DAYS), "week")

    assert load.trend.direction == "rising"
    assert backlog.trend.direction == "rising"
    whole = [each for each in backlog.points if each.complete]
    assert whole[-1].value == _open(whole[-1].day + timedelta(days=6))
    assert load.verdicts[0].tone == "good"
    assert backlog.verdicts[0].tone == "bad"


def test_the_trend_of_one_technician_is_their_own() -> None:
    question = asked(DAYS, dimension="technician", value="tec_2")

    answer = insights(worked(), PEOPLE).trend("jobs_per_technician_day", question, "week")

    assert {each.value for each in answer.points if each.complete} == {1.0}


def test_before_the_first_record_nothing_is_known() -> None:
    answer = insights(worked(), PEOPLE).trend("backlog", asked(DAYS + 30), "day")

    assert [each.value for each in answer.points[:30]] == [None] * 30
    assert answer.points[30].value == _open(LAST - timedelta(days=DAYS - 1))


def test_without_any_record_there_is_no_trend() -> None:
    answer = insights(FakeRollups(), PEOPLE).trend("utilisation", asked(DAYS), "week")

    assert answer.trend.state == "too_few"


@pytest.mark.parametrize("name", [kpi.name for kpi in DERIVED.values() if kpi.course is None])
def test_what_no_day_tells_is_refused_in_words(name: str) -> None:
    with pytest.raises(InvalidError, match="not known day by day"):
        insights(worked(), PEOPLE).compare(name, asked(28))


def test_a_slice_that_is_not_kept_is_refused_in_words() -> None:
    room, rule = insights(worked(), PEOPLE), "must be one of technician for utilisation"

    with pytest.raises(InvalidError, match=rule):
        room.trend("utilisation", asked(28, dimension="zone", value="x"), "week")
    with pytest.raises(InvalidError, match=rule):
        room.breakdown("utilisation", "zone", asked(28))
    with pytest.raises(InvalidError, match="not known day by day"):
        room.breakdown("backlog_median_age", "zone", asked(28))


def test_what_is_reckoned_has_no_seasons() -> None:
    with pytest.raises(InvalidError, match="no seasons"):
        insights(worked(), PEOPLE).season("utilisation", asked(DAYS))


def test_load_by_technician_is_told_of_each_and_what_made_the_change() -> None:
    everyone = (*PEOPLE.everyone, Technician(id="tec_3", name="Пётр", calendar=EIGHT_HOURS))

    answer = insights(worked(), FakePeople(everyone=everyone)).breakdown(
        "utilisation", "technician", asked(28)
    )

    assert [(row.value, row.name) for row in answer.rows] == [("tec_1", "Ольга"), ("tec_3", "Пётр")]
    assert answer.rows[1].figure == 0
    assert answer.rows[0].share is None
    fall = answer.waterfall
    assert fall
    assert fall.value == pytest.approx((answer.rows[0].figure or 0) / 2)
    assert fall.base + sum(step.total for step in fall.steps) == pytest.approx(fall.value)


def test_the_list_says_which_have_a_course() -> None:
    told = {each.name: each.course for each in catalogue().items}

    assert told["completed"]
    assert told["utilisation"]
    assert told["backlog"]
    assert not told["repeat_customer_rate"]


def test_the_list_says_what_is_counted() -> None:
    told = {each.name: each.counts for each in catalogue().items}

    assert told["completed"] == "orders"
    assert told["utilisation"] == "available_seconds"
    assert told["jobs_per_technician_day"] == "technician_days"
    assert told["repeat_customer_rate"] == "customers"


def test_a_day_that_runs_is_not_over() -> None:
    at = datetime(2026, 11, 20, 9, tzinfo=insights(worked()).company.zone)
    question = Asked(date(2026, 11, 16), date(2026, 11, 20)).question()

    answer = insights(worked(), PEOPLE, at=at).compare("utilisation", question)

    assert [each.complete for each in answer.pairs] == [True] * 4 + [False]
