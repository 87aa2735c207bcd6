"""KPIs see the same in the columns of the lake as in rows that were put into columns by hand."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from analytics.kpis import KPIS
from analytics.lake.columns import frame_of_rows
from tests.analytics.frames import told
from tests.analytics.kpis.test_oracle import SOME, of_kind


def check(kind: Any, rows: list[Any]) -> None:
    """Compare what every KPI of a kind sees in both."""
    stored = [replace(row, version=1) for row in rows]
    columns = frame_of_rows(kind, stored)

    for kpi in of_kind(kind):
        assert [*told(kpi, stored, columns)] == [*told(kpi, stored)], kpi.name


@settings(max_examples=40)
@given(SOME["orders"])
def test_orders_of_the_lake_are_seen_as_they_are(rows: list[Any]) -> None:
    check("orders", rows)


@settings(max_examples=40)
@given(SOME["answers"])
def test_answers_of_the_lake_are_seen_as_they_are(rows: list[Any]) -> None:
    check("answers", rows)


@settings(max_examples=40)
@given(SOME["asks"])
def test_requests_of_the_lake_are_seen_as_they_are(rows: list[Any]) -> None:
    check("asks", rows)


def test_an_empty_table_shows_nothing() -> None:
    for kpi in KPIS.values():
        assert not kpi.seen(frame_of_rows(kpi.kind, []), "RUB").rows.size
