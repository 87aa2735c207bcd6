"""The overview: every KPI of a period, judged together, in one bounded answer."""

from datetime import date, timedelta
from typing import Any

import pytest

from analytics.availability import Technician
from analytics.clients import ClientMonth, Clients
from analytics.insight.question import Asked, Question
from analytics.insight.schemas import KpiOverviewOut, TileOut
from analytics.kpi import DIMENSIONS
from analytics.kpis import DERIVED, KPIS
from analytics.tally import Tally
from shared.errors import UnavailableError
from shared.hours import Calendar
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import FakeRollups
from tests.analytics.insight.worlds import (
    TODAY,
    Broken,
    FakePeople,
    counted,
    days_before,
    insights,
    of_rows,
    of_tallies,
    put,
)

MONTH = (date(2026, 11, 1), date(2026, 11, 30))
WEEKLY = {"weekly": {d: [{"start": "09:00", "end": "17:00"}] for d in ("mon", "tue", "wed")}}
LOAD = {"utilisation", "utilisation_with_travel", "jobs_per_technician_day"}
OF_OPEN = {"backlog", "overdue", "backlog_age", "backlog_median_age"}


def asked(first: date, last: date, compare: Any = "previous", **parts: Any) -> Question:
    return Asked(first, last, compare, **parts).question()


def tile(answer: KpiOverviewOut, kpi: str) -> TileOut:
    (found,) = (each for each in answer.tiles if each.kpi == kpi)
    return found


def growing() -> FakeRollups:
    """20 orders a day in October, 40 in November; today 7 so far."""
    days = {day: {"": {"created": counted(40 if day.month == 11 else 20)}}
            for day in days_before(82)}  # fmt: skip
    return of_tallies(days | {TODAY: {"": {"created": counted(7)}}})


def test_a_period_that_runs_is_compared_as_far_as_it_is_over() -> None:
    answer = insights(growing()).overview(asked(*MONTH, "last_month"))

    created = tile(answer, "created")
    assert (created.value, created.base_value) == (21 * 40, 21 * 20)
    assert created.change
    assert created.change.relative == 1
    assert created.verdict.code == "steady_change"
    assert created.verdict.tone in {"neutral", "good"}
    assert "840" in created.verdict.text.ru
    assert answer.period.complete_to == date(2026, 11, 21)
    assert [note.code for note in answer.notes] == ["incomplete"]


def test_a_series_shows_today_so_far_as_incomplete_and_days_to_come_as_nothing() -> None:
    answer = insights(growing()).overview(asked(*MONTH, "last_month"))

    series = {point.day: point for point in tile(answer, "created").series}
    assert (series[date(2026, 11, 21)].value, series[date(2026, 11, 21)].complete) == (40, True)
    assert (series[TODAY].value, series[TODAY].complete) == (7, False)
    assert series[date(2026, 11, 23)].value is None
    assert len(tile(answer, "created").base_series) == 30


def test_of_today_alone_hours_are_compared_where_they_are_kept() -> None:
    rollups = growing()
    yesterday = TODAY - timedelta(days=1)
    of_hours = {str(hour): {"created": counted(1)} for hour in range(24)}
    put(rollups, {TODAY: dict(list(of_hours.items())[:7]), yesterday: of_hours}, "hour")

    answer = insights(rollups).overview(asked(TODAY, TODAY))

    created, revenue = tile(answer, "created"), tile(answer, "revenue")
    assert (created.value, created.base_value) == (7, 12)
    assert created.verdict.code in {"maybe_chance", "no_change"}
    assert revenue.value == 0
    assert revenue.verdict.code == "running"
    assert [note.code for note in answer.notes] == ["incomplete"]


def test_of_today_in_the_first_hour_there_is_what_has_come_so_far() -> None:
    midnight = NOON.replace(hour=21, minute=10) - timedelta(days=1)

    answer = insights(growing(), at=midnight).overview(asked(TODAY, TODAY))

    created = tile(answer, "created")
    assert (created.value, created.base_value) == (7, None)
    assert created.verdict.code == "running"
    assert "сегодня пока 7" in created.verdict.text.ru
    assert [note.code for note in answer.notes] == ["incomplete"]


def test_a_period_to_come_has_no_figures_and_says_so() -> None:
    answer = insights(growing()).overview(asked(date(2027, 1, 1), date(2027, 1, 31)))

    assert [note.code for note in answer.notes] == ["not_begun"]
    assert {each.value for each in answer.tiles} == {None}
    assert answer.backlog is None


def test_without_a_comparison_there_are_values_alone() -> None:
    answer = insights(growing()).overview(asked(date(2026, 11, 1), date(2026, 11, 10), "none"))

    assert answer.base is None
    assert tile(answer, "created").value == 400
    assert tile(answer, "created").change is None
    assert {each.verdict.code for each in answer.tiles} == {"none"}


@pytest.mark.parametrize(
    ("compare", "base"),
    [
        ("previous", (date(2026, 10, 22), date(2026, 10, 31))),
        ("last_month", (date(2026, 10, 1), date(2026, 10, 10))),
        ("year_by_date", (date(2025, 11, 1), date(2025, 11, 10))),
        ("year_by_weekday", (date(2025, 11, 2), date(2025, 11, 11))),
    ],
)
def test_each_preset_names_its_base(compare: str, base: tuple[date, date]) -> None:
    answer = insights(growing()).overview(asked(date(2026, 11, 1), date(2026, 11, 10), compare))

    assert answer.base
    assert (answer.base.first, answer.base.last) == base


def test_a_base_may_be_chosen_and_its_length_is_noted() -> None:
    base = {"base_first": date(2026, 9, 5), "base_last": date(2026, 9, 9)}

    answer = insights(growing()).overview(
        asked(date(2026, 11, 1), date(2026, 11, 10), "custom", **base)
    )

    assert answer.base
    assert (answer.base.days, answer.period.days) == (5, 10)
    assert "days_differ" in [note.code for note in answer.notes]


def test_figures_are_judged_together_not_one_by_one() -> None:
    """Of many figures some differ by chance: each is as sure as all of them let it be."""
    now, base = days_before(14), days_before(28)[:14]
    names = [name for name, kpi in KPIS.items() if kpi.shape == "count"]
    days = {day: {"": dict.fromkeys(names, counted(20))} for day in base}
    days |= {day: {"": {**dict.fromkeys(names, counted(20)), "created": counted(24)}}
             for day in now}  # fmt: skip

    answer = insights(of_tallies(days)).overview(asked(now[0], now[-1]))

    changes = [each.change for each in answer.tiles if each.change and each.change.p is not None]
    assert len(changes) >= len(names)
    assert all((change.adjusted_p or 0) >= (change.p or 0) for change in changes)
    created = tile(answer, "created").change
    assert created
    assert (created.adjusted_p or 0) > 2 * (created.p or 0)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_slice_shows_the_kpis_that_are_kept_for_it(dimension: Any) -> None:
    day = date(2026, 11, 10)
    rollups = of_tallies({day: {"x": {"created": counted(3)}, "y": {"created": counted(5)}}},
                         dimension)  # fmt: skip

    answer = insights(rollups).overview(asked(day, day, dimension=dimension, value="x"))

    assert tile(answer, "created").value == 3
    kept = {name for name, kpi in KPIS.items() if dimension in kpi.dimensions}
    told = kept | OF_OPEN | LOAD if dimension == "technician" else kept | OF_OPEN
    assert {each.kpi for each in answer.tiles} == told
    assert answer.slice
    assert (answer.slice.dimension, answer.slice.name) == (dimension, "x")
    assert answer.backlog
    assert (answer.backlog.open, answer.backlog.ages, answer.backlog.by_status) == (0, [], [])


def test_a_technician_is_called_by_name() -> None:
    people = FakePeople(everyone=(Technician(id="tec_1", name="Борис Орлов"),))

    answer = insights(growing(), people).overview(
        asked(*MONTH, dimension="technician", value="tec_1")
    )

    assert answer.slice
    assert answer.slice.name == "Борис Орлов"


@pytest.mark.parametrize(
    ("lost", "part"),
    [
        ("snapshots", "backlog"),
        ("standing", "backlog"),
        ("figures technician", "technicians"),
        ("clients", "customers"),
    ],
)
def test_a_part_out_of_reach_is_told_and_the_rest_is_there(lost: str, part: str) -> None:
    answer = insights(Broken(growing(), {lost})).overview(asked(*MONTH, "last_month"))

    assert tile(answer, "created").value == 840
    assert [problem.part for problem in answer.problems] == [part]
    assert answer.problems[0].detail


def test_people_out_of_reach_are_told_once() -> None:
    class Nobody(FakePeople):
        def technicians(self) -> tuple[Technician, ...]:
            raise UnavailableError("the store is busy; try again")

    answer = insights(growing(), Nobody()).overview(asked(*MONTH, "last_month"))

    assert [problem.part for problem in answer.problems] == ["technicians"]
    assert tile(answer, "created").value == 840


def test_open_orders_are_told_as_of_the_last_whole_day() -> None:
    rows = [
        make_row(
            id=f"ord_{n}", created_at=NOON - timedelta(days=n), due_at=NOON - timedelta(days=1)
        )
        for n in range(1, 5)
    ]

    answer = insights(of_rows(rows)).overview(asked(*MONTH, "last_month"))

    assert answer.backlog
    assert (answer.backlog.at, answer.backlog.open) == (date(2026, 11, 21), 4)
    assert answer.backlog.overdue == 4
    assert [(each.value, each.n) for each in answer.backlog.by_status] == [("new", 4)]
    assert sum(age.n for age in answer.backlog.ages) == 4
    assert tile(answer, "backlog").value == 4
    assert tile(answer, "overdue").value == 4
    assert tile(answer, "backlog_age").value == 1.5 * 86_400
    assert tile(answer, "backlog_median_age").value is not None


def test_what_was_open_in_the_past_has_no_statuses_any_more() -> None:
    answer = insights(of_rows([make_row(created_at=NOON - timedelta(days=9))])).overview(
        asked(date(2026, 11, 12), date(2026, 11, 15))
    )

    assert answer.backlog
    assert (answer.backlog.open, answer.backlog.by_status) == (1, [])
    assert tile(answer, "backlog").value == 1
    assert tile(answer, "backlog_median_age").value is None


def test_load_is_that_of_technicians_whose_calendar_is_known() -> None:
    monday = date(2026, 11, 16)
    calendar = Calendar.model_validate(WEEKLY)
    people = FakePeople(
        everyone=(
            Technician(id="tec_1", name="", calendar=calendar),
            Technician(id="tec_2", name=""),
        )
    )
    rollups = of_tallies({monday: {"": {"created": counted(1)}}})
    worked = {"work_seconds": Tally(2, 4 * 3600), "completed": counted(2)}
    put(rollups, {monday: {"tec_1": worked, "tec_2": worked, "": worked}}, "technician")

    answer = insights(rollups, people).overview(asked(monday, monday))

    assert tile(answer, "utilisation").value == 0.5
    assert tile(answer, "jobs_per_technician_day").value == 2


def test_customers_who_came_again_are_told_from_the_nightly_count() -> None:
    rollups = growing()
    months = tuple(
        ClientMonth(month=month, new=1, returning=1, orders=2, customers=200, repeated=repeated)
        for month, repeated in (("2026-09", 40), ("2026-10", 80))
    )
    page = Clients(watermark=NOON, state=1, months=months, cohorts=()).page()
    rollups.known[page.key] = page

    answer = insights(rollups).overview(asked(*MONTH, "last_month"))

    repeats = tile(answer, "repeat_customer_rate")
    assert (repeats.value, repeats.base_value, repeats.n) == (0.4, 0.2, 200)
    assert repeats.verdict.code == "steady_change"


def test_a_long_period_is_shown_by_sevens() -> None:
    answer = insights(growing()).overview(asked(date(2026, 1, 1), date(2026, 11, 30)))

    assert answer.step == "week"
    created = tile(answer, "created").series
    assert (created[1].day - created[0].day).days == 7
    assert len({len(each.series) for each in answer.tiles if each.series}) == 1
    assert answer.problems == []
    assert {each.kpi for each in answer.tiles} == {*KPIS, *DERIVED}
