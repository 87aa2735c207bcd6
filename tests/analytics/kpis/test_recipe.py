"""What docs/add-a-kpi.md says is enough: a toy KPI made by it keeps the suite's promises."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from analytics.coding import read_tally, unpacked
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, share
from analytics.kpis import KPIS
from analytics.model import Company
from analytics.rollup import day_parts, look
from analytics.rows import OrderRow
from analytics.tally import Tally
from tests.analytics.frames import CURRENCY, frame_of, plain
from tests.analytics.kpis import test_oracle, test_registry
from tests.analytics.oracle import ORACLES, Seen, Told

NAME: Final = "reopened_share"
RECIPE = Path(__file__).resolve().parents[3] / "docs" / "add-a-kpi.md"
NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def observe(frame: Frame) -> Observations:
    """Defined as orders that were reopened / orders completed for the first time in the period.

    Unit: share. Date axis: completed_at. No data: none.
    """
    return share(frame, "completed_at", frame.has("reopened_at"))


TOY: Final = Kpi(
    name=NAME,
    title={"ru": "Вернули в работу", "en": "Reopened"},
    meaning={
        "ru": "Возвращённые в работу заказы, делённые на впервые выполненные за период.",
        "en": "Orders that were reopened / orders completed for the first time.",
    },
    unit="share",
    shape="ratio",
    axis="completed_at",
    observe=observe,
    better="lower",
)


def oracle(order: OrderRow) -> Told:
    """Say it once more in plain Python."""
    if order.completed_at:
        yield Seen(order.completed_at, total=int(order.reopened_at is not None))


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do steps 2 and 3 of the recipe: a line in the registry, and one among the oracles."""
    monkeypatch.setitem(KPIS, NAME, TOY)
    monkeypatch.setitem(test_registry.ALL, NAME, TOY)
    monkeypatch.setitem(ORACLES, NAME, oracle)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(test_oracle.SOME["orders"])
def test_a_kpi_made_by_the_recipe_is_what_plain_python_says(rows: list[Any]) -> None:
    test_oracle.check(TOY, rows)
    test_oracle.check_sums(TOY, rows)


def test_a_kpi_made_by_the_recipe_keeps_the_promises_of_the_registry() -> None:
    test_oracle.test_every_kpi_has_an_oracle()
    test_oracle.test_nothing_is_no_data_and_never_a_mistake(NAME)
    test_registry.check_words(NAME)
    test_registry.test_unit_and_shape_go_together(TOY)
    test_registry.test_without_data_counts_and_sums_are_zero_and_all_else_is_none(NAME)
    test_registry.test_no_two_kpis_are_called_the_same()


def test_a_kpi_made_by_the_recipe_is_in_the_list_and_in_the_figures() -> None:
    zone = ZoneInfo("Europe/Moscow")
    frame = frame_of([plain(OrderRow, created_at=NOON, completed_at=NOON, reopened_at=NOON)])

    seen = look(frame, "orders", Company(zone=zone, currency=CURRENCY))
    figures = day_parts(frame, seen, {int(NOON.timestamp()) // 86_400}, zone)

    told = unpacked(figures["DAY#all", "2026-11-22"])
    assert read_tally(told[""][NAME]) == Tally(n=1, total=1)
    test_registry.test_the_page_tells_of_every_kpi_in_both_languages(NAME)


def test_the_recipe_names_files_that_there_are() -> None:
    root = RECIPE.parents[1]
    named = re.findall(r"`((?:tests|docs|functions)/[\w/.-]+\.\w+)`", RECIPE.read_text())

    assert named
    assert [each for each in named if not (root / each).exists()] == []
