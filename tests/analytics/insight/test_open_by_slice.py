"""What was open, by slices: at the end of any day, compared, and what made the change."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.insight.question import MAX_DAYS, Asked
from analytics.insight.service import Insights
from analytics.kpi import DIMENSIONS
from analytics.rows import OrderRow
from tests.analytics.builders import NOON, make_row
from tests.analytics.insight.worlds import TODAY, insights, of_rows

LAST = TODAY - timedelta(days=1)
WEEK = Asked(LAST - timedelta(days=6), LAST)
LEVELS = ("backlog", "overdue", "backlog_age")


def order(number: int, born: int, until: int | None, **fields: Any) -> OrderRow:
    """An order made so many days ago, and done so many days ago unless it is open."""
    row = make_row(type="paid", due_at=None)
    done = {} if until is None else {"status": "completed", "completed_at": _ago(until)}
    made = {"id": f"ord_{number}", "created_at": _ago(born), "updated_at": _ago(until or 0)}
    return replace(row, **{"status": "new", **made, **done, **fields})


def _ago(days: int) -> datetime:
    return NOON - timedelta(days=days)


def world() -> Insights:
    """Anna's pile grows from 1 to 4, that of nobody falls from 2 to 1."""
    anna: dict[str, Any] = {"technician_id": "tec_a", "zone": "north"}
    return insights(
        of_rows(
            [
                order(1, 30, None, **anna, due_at=_ago(20)),
                *(order(10 + n, 4, None, **anna, due_at=_ago(2)) for n in range(3)),
                order(2, 20, None, technician_id=None, zone="south"),
                order(3, 10, 3, technician_id=None, zone="south"),
                order(4, 5, 5, technician_id="tec_quick", zone="south"),
            ]
        )
    )


def test_the_backlog_of_each_slice_is_told_at_both_ends_and_adds_up() -> None:
    answer = world().breakdown("backlog", "technician", WEEK.question())

    shown = [(row.value, row.figure, row.base_figure, row.share) for row in answer.rows]
    assert shown == [("tec_a", 4, 1, 0.8), ("", 1, 2, 0.2)]
    fall = answer.waterfall
    assert fall
    assert (fall.base, fall.value) == (3, 5)
    assert {step.value: step.total for step in fall.steps} == {"tec_a": 3, "": -1}


def test_the_overdue_and_the_mean_age_of_each_slice_are_told_too() -> None:
    room = world()

    late = room.breakdown("overdue", "zone", WEEK.question())
    age = room.breakdown("backlog_age", "zone", WEEK.question())

    assert [(row.value, row.figure, row.base_figure) for row in late.rows] == [("north", 4, 1)]
    days = {row.value: (row.figure or 0) / 86_400 for row in age.rows}
    assert days == {"north": (29 + 3 * 3) / 4, "south": 19}
    assert age.waterfall
    assert age.waterfall.value == pytest.approx((29 + 3 * 3 + 19) / 5 * 86_400)


def test_the_overview_of_a_slice_tells_what_was_open_of_it() -> None:
    answer = world().overview(
        Asked(WEEK.first, WEEK.last, dimension="technician", value="tec_a").question()
    )

    told = {tile.kpi: (tile.value, tile.base_value) for tile in answer.tiles}
    assert (told["backlog"], told["overdue"]) == ((4, 1), (4, 1))
    assert told["backlog_median_age"] == (4 * 86_400, None)
    assert "repeat_customer_rate" not in told
    assert answer.backlog
    assert (answer.backlog.open, answer.backlog.overdue) == (4, 4)
    assert answer.problems == []


def test_a_slice_without_orders_has_nothing_open() -> None:
    question = Asked(WEEK.first, WEEK.last, dimension="zone", value="nowhere").question()

    answer = world().compare("backlog", question)

    assert (answer.tile.value, answer.tile.base_value) == (0, 0)


def test_the_trend_of_a_slice_is_of_what_was_open_of_it() -> None:
    question = Asked(
        LAST - timedelta(days=9), LAST, compare="none", dimension="zone", value="north"
    ).question(MAX_DAYS)

    answer = world().trend("backlog", question, "day")

    assert [each.value for each in answer.points] == [1] * 6 + [4] * 4


def test_a_level_is_not_told_as_so_much_a_week() -> None:
    rows = [order(n, 7 * (40 - n), None) for n in range(40)]
    rows += [order(100 + n, 7 * 8, None) for n in range(60)]
    question = Asked(LAST - timedelta(days=7 * 40), LAST, compare="none").question(MAX_DAYS)

    answer = insights(of_rows(rows)).trend("backlog", question, "week")

    told = [each.text for each in answer.verdicts]
    assert answer.change_points
    assert any("уровень вырос" in each.ru for each in told)
    assert not [each.ru for each in told if "заказов в неделю" in each.ru]
    assert not [each.en for each in told if "orders a week" in each.en and "level" in each.en]


ORDERS = st.lists(
    st.tuples(
        st.integers(1, 40), st.integers(0, 40), st.sampled_from(["tec_a", "tec_b", None]),
        st.sampled_from(["paid", "warranty"]), st.sampled_from(["north", None]), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(ORDERS, st.sampled_from(DIMENSIONS), st.integers(1, 20))
def test_slices_add_up_to_the_whole_on_any_day(
    drawn: list[tuple[int, int, str | None, str, str | None, bool]], dimension: Any, back: int
) -> None:
    rows = [
        order(
            number, max(born, done), None if is_open else min(born, done), technician_id=technician,
            type=type_, zone=zone, due_at=_ago(done),
        )
        for number, (born, done, technician, type_, zone, is_open) in enumerate(drawn)
    ]  # fmt: skip
    room, last = insights(of_rows(rows)), TODAY - timedelta(days=back)
    question = Asked(last - timedelta(days=4), last).question()

    for name in LEVELS:
        whole, parts = room.compare(name, question).tile, room.breakdown(name, dimension, question)
        assert sum(row.n for row in parts.rows) == whole.n
        assert sum(row.base_n for row in parts.rows) == whole.base_n
        if parts.waterfall:
            assert parts.waterfall.value == pytest.approx(whole.value or 0)
            assert parts.waterfall.base == pytest.approx(whole.base_value or 0)
