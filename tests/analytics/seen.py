"""What readers see of roll-ups, against the plain rows that they came of."""

from datetime import date

import pytest

from analytics.figures import figures
from analytics.kpi import DIMENSIONS
from analytics.model import Page
from analytics.paging import PAGES
from analytics.period import Period
from analytics.ports import Rollups
from analytics.rollup import CUTS
from analytics.rows import Row
from tests.analytics.fakes import ZONE
from tests.analytics.recount import Figures, counted, newest, open_at, open_in_slices, standing_of

PERIOD = Period(date(2026, 10, 1), date(2027, 4, 30))


def shown(rollups: Rollups, cut: str) -> Figures:
    """What readers see of a dimension, slices without figures left out."""
    found = figures(rollups.all_pages(f"DAY#{cut}"))
    full = {day: {v: dict(t) for v, t in cuts.items() if t} for day, cuts in found.items()}
    return {day: cuts for day, cuts in full.items() if cuts}


def everything(rollups: Rollups) -> list[Page]:
    return [page for about in PAGES for page in rollups.all_pages(about) if page.parts]


def check(rollups: Rollups, world: list[list[Row]]) -> None:
    """Compare all that readers see with the plain rows."""
    rows = newest(world)
    assert {cut: shown(rollups, cut) for cut in CUTS} == counted(rows, ZONE, CUTS)
    assert {v: o.count for v, o in rollups.standing().get("status", {}).items()} == standing_of(
        rows, ZONE
    )
    seen = rollups.snapshots(PERIOD)
    expected = open_at(rows, PERIOD, ZONE)
    assert [(each.open, each.overdue) for each in seen] == [each[:2] for each in expected]
    ages = [each[2] for each in expected]
    assert [each.mean_age for each in seen] == pytest.approx(ages)
    for dimension in DIMENSIONS:
        _check_slices(rollups, rows, dimension)


def _check_slices(rollups: Rollups, rows: list[Row], dimension: str) -> None:
    expected = open_in_slices(rows, dimension, PERIOD, ZONE)
    assert set(rollups.sliced_snapshots(PERIOD, dimension)) <= set(expected)
    if expected:
        seen = rollups.sliced_snapshots(PERIOD, dimension, sorted(expected))
        assert {
            value: [(each.open, each.overdue, each.mean_age) for each in days]
            for value, days in seen.items()
        } == {
            value: [(count, late, pytest.approx(age)) for count, late, age in days]
            for value, days in expected.items()
        }
