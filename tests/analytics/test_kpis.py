"""Every KPI, and a day's figures."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from analytics.kpis import KPIS
from analytics.model import DayRow, OrderRow
from analytics.period import day_span
from analytics.rollup import content_of, day_values, figures, touched_days, with_parts
from tests.analytics.builders import NOON, make_row
from tests.analytics.fakes import ZONE
from tests.analytics.strategies import worlds

TODAY = date(2026, 11, 22)
SPAN = day_span(TODAY, ZONE)
BEFORE, AFTER = SPAN.start - timedelta(milliseconds=1), SPAN.end


def values(*orders: OrderRow) -> dict[str, int]:
    return dict(figures(orders, SPAN, "RUB").values)


@pytest.mark.parametrize("name", KPIS)
def test_every_kpi_is_told_in_full(name: str) -> None:
    kpi = KPIS[name]

    assert kpi.name == name
    assert kpi.title["ru"]
    assert kpi.title["en"]
    assert kpi.definition.startswith("Defined as ")
    for part in (f"Unit: {kpi.unit}.", f"Date axis: {kpi.axis}.", "No data: 0."):
        assert part in kpi.definition


@pytest.mark.parametrize("name", KPIS)
def test_every_kpi_is_zero_without_orders(name: str) -> None:
    assert KPIS[name].compute([], SPAN) == 0


@pytest.mark.parametrize(
    ("axis", "name"),
    [("created_at", "created"), ("completed_at", "completed"), ("cancelled_at", "cancelled")],
)
def test_counts_go_by_their_own_axis_and_a_half_open_day(axis: str, name: str) -> None:
    far = NOON - timedelta(days=99)
    inside = [SPAN.start, NOON, SPAN.end - timedelta(milliseconds=1)]

    orders = [
        make_row(id=f"ord_{n}", **({"created_at": far} | {axis: at}))
        for n, at in enumerate([*inside, BEFORE, AFTER])
    ]

    assert KPIS[name].compute(orders, SPAN) == 3


def test_revenue_goes_by_the_first_completion() -> None:
    orders = [
        make_row(id="a", total=100, completed_at=NOON, last_completed_at=AFTER),
        make_row(id="b", total=30, completed_at=BEFORE, last_completed_at=NOON),
        make_row(id="c", total=5),
    ]

    assert KPIS["revenue"].compute(orders, SPAN) == 100


def test_money_of_other_currencies_is_never_added() -> None:
    orders = [
        make_row(id="a", total=100, completed_at=NOON),
        make_row(id="b", total=7, completed_at=NOON, currency="KZT"),
    ]

    assert values(*orders) == {"created": 2, "completed": 2, "cancelled": 0, "revenue": 100}


def test_statuses_count_what_was_created_that_day() -> None:
    orders = [
        make_row(id="a", status="new"),
        make_row(id="b", status="closed"),
        make_row(id="c", status="closed"),
        make_row(id="d", status="closed", created_at=BEFORE, completed_at=NOON),
    ]

    assert figures(orders, SPAN, "RUB").statuses == {"closed": 2, "new": 1}


@given(worlds())
def test_figures_of_months_add_up_to_those_of_all_orders(world: list[list[OrderRow]]) -> None:
    newest = [history[-1] for history in world]
    for day in touched_days(newest, ZONE):
        span = day_span(day, ZONE)
        halves = {"a": newest[::2], "b": newest[1::2]}
        parts = {name: figures(orders, span, "RUB") for name, orders in halves.items()}

        row = with_parts(DayRow(day=day), parts)

        assert day_values(row) == dict(figures(newest, span, "RUB").values)


def test_a_day_is_touched_by_every_stamp() -> None:
    later = {"last_completed_at": AFTER + timedelta(days=5)}
    order = make_row(created_at=BEFORE, completed_at=NOON, cancelled_at=AFTER, **later)

    assert touched_days([order, None], ZONE) == {
        date(2026, 11, 21),
        date(2026, 11, 22),
        date(2026, 11, 23),
    }


def test_a_month_that_adds_nothing_any_more_is_left_out() -> None:
    part = figures([make_row()], SPAN, "RUB")
    row = with_parts(DayRow(day=TODAY), {"2026-11": part})

    emptied = with_parts(row, {"2026-11": figures([], SPAN, "RUB")})

    assert emptied == DayRow(day=TODAY)
    assert day_values(emptied) == day_values(None)


def test_content_changes_with_every_version_and_not_with_the_order_of_rows() -> None:
    a, b = make_row(id="a"), make_row(id="b")

    def content(*orders: OrderRow) -> str:
        return content_of(with_parts(DayRow(day=TODAY), {"m": figures(orders, SPAN, "RUB")}))

    assert content(a, b) == content(b, a)
    assert content(a, b) != content(a, make_row(id="b", version=2))
