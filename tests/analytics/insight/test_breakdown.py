"""One KPI beside its base and by slices: what is told adds up."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.availability import Technician
from analytics.insight.question import Asked, Question
from analytics.insight.schemas import BreakdownOut
from analytics.tally import Tally
from shared.errors import InvalidError
from tests.analytics.insight.worlds import (
    TODAY,
    FakePeople,
    counted,
    days_before,
    insights,
    of_tallies,
)

NOW = (date(2026, 11, 8), date(2026, 11, 14))
BASE_DAY, DAY = date(2026, 11, 3), date(2026, 11, 10)


def asked(compare: str = "previous") -> Question:
    return Asked(*NOW, compare).question()  # type: ignore[arg-type]


def broken(kpi: str, base: dict[str, Tally], now: dict[str, Tally]) -> BreakdownOut:
    pages = {
        BASE_DAY: {value: {kpi: tally} for value, tally in base.items()},
        DAY: {value: {kpi: tally} for value, tally in now.items()},
    }
    return insights(of_tallies(pages, "type")).breakdown(kpi, "type", asked())


TALLIES = st.dictionaries(
    st.sampled_from(["", "paid", "warranty", "rework", "express"]),
    st.tuples(st.integers(1, 900), st.integers(0, 900)).map(lambda t: Tally(max(t), min(t))),
    min_size=1,
)


@settings(max_examples=40, deadline=None)
@given(TALLIES, TALLIES)
def test_rows_and_steps_of_a_count_add_up(base: dict[str, Tally], now: dict[str, Tally]) -> None:
    answer = broken("created", base, now)

    assert sum(row.figure or 0 for row in answer.rows) == sum(each.total for each in now.values())
    fall = answer.waterfall
    assert fall
    assert fall.value == sum(each.total for each in now.values())
    assert fall.base + sum(step.total for step in fall.steps) == pytest.approx(fall.value)


@settings(max_examples=40, deadline=None)
@given(TALLIES, TALLIES)
def test_steps_of_a_share_add_up_by_mix_and_rate(
    base: dict[str, Tally], now: dict[str, Tally]
) -> None:
    fall = broken("sla_compliance", base, now).waterfall

    assert fall
    whole = sum(t.total for t in now.values()) / sum(t.n for t in now.values())
    assert fall.value == pytest.approx(whole)
    assert fall.base + sum(step.total for step in fall.steps) == pytest.approx(fall.value)
    assert all(step.mix + step.rate == pytest.approx(step.total) for step in fall.steps)


def test_a_median_has_rows_and_no_steps() -> None:
    answer = broken("lead_time", {"paid": Tally(2, 9, 0, 0, {300: 2})}, {})

    assert answer.waterfall is None
    assert [row.value for row in answer.rows] == ["paid"]
    assert answer.rows[0].figure is None


def test_rows_have_shares_of_the_whole_and_the_largest_comes_first() -> None:
    answer = broken("created", {"paid": counted(5)}, {"paid": counted(10), "": counted(30)})

    assert [(row.value, row.share) for row in answer.rows] == [("", 0.75), ("paid", 0.25)]


def test_technicians_are_told_by_name() -> None:
    people = FakePeople(everyone=(Technician(id="tec_1", name="Борис Орлов"),))
    pages = {DAY: {"tec_1": {"completed": counted(3)}, "": {"completed": counted(1)}}}

    answer = insights(of_tallies(pages, "technician"), people).breakdown(
        "completed", "technician", asked()
    )

    assert [(row.name, row.figure) for row in answer.rows] == [("Борис Орлов", 3), ("", 1)]


def test_a_slice_that_only_a_day_between_the_periods_has_is_no_row() -> None:
    question = Asked(*NOW, "custom", date(2026, 10, 25), date(2026, 10, 31)).question()
    pages = {date(2026, 11, 4): {"paid": {"created": counted(9)}}}

    answer = insights(of_tallies(pages, "type")).breakdown("created", "type", question)

    assert answer.rows == []


def test_of_today_alone_slices_are_shown_and_not_compared() -> None:
    pages = {TODAY: {"paid": {"created": counted(4)}}}

    answer = insights(of_tallies(pages, "type")).breakdown(
        "created", "type", Asked(TODAY, TODAY).question()
    )

    (row,) = answer.rows
    assert (row.figure, row.base_figure, row.verdict.code) == (4, None, "running")
    assert answer.waterfall is None


def test_a_kpi_is_set_beside_its_base_day_by_day() -> None:
    days = {day: {"": {"created": counted(day.day)}} for day in days_before(21)}

    answer = insights(of_tallies(days)).compare("created", asked())

    assert answer.aligned_by == "weekday"
    assert [pair.value for pair in answer.pairs] == list(range(8, 15))
    assert [pair.base_value for pair in answer.pairs] == list(range(1, 7 + 1))
    assert {(pair.day - pair.base_day) for pair in answer.pairs if pair.base_day} == {
        timedelta(days=7)
    }


def test_the_tile_of_a_comparison_is_the_sum_of_its_days() -> None:
    days = {day: {"": {"created": counted(day.day)}} for day in days_before(21)}

    answer = insights(of_tallies(days)).compare("created", asked())

    assert answer.tile.value == sum(pair.value or 0 for pair in answer.pairs)
    assert answer.tile.base_value == sum(pair.base_value or 0 for pair in answer.pairs)


def test_a_breakdown_of_a_slice_is_refused() -> None:
    sliced = Asked(*NOW, dimension="type", value="paid").question()

    with pytest.raises(InvalidError):
        insights(of_tallies({})).breakdown("created", "type", sliced)
