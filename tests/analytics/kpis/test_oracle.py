"""Every KPI over columns sees what it sees row by row in plain Python."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.tally import NOTHING, Tally, bin_of
from tests.analytics.frames import by_day, ms, tallies, told, whole
from tests.analytics.oracle import ORACLES, Seen
from tests.analytics.some_rows import answers, asks, orders

BERLIN = ZoneInfo("Europe/Berlin")
ROWS = {"orders": orders(), "answers": answers(), "asks": asks()}
SOME = {kind: st.lists(row, max_size=6) for kind, row in ROWS.items()}
# What is drawn by a dimension; of the others there is nothing that could differ.
COLUMNS = {"technician": "technician_id", "zone": "zone", "type": "type"}


def of_kind(kind: str) -> list[Kpi]:
    """Give the KPIs of a kind of rows."""
    return [kpi for kpi in KPIS.values() if kpi.kind == kind]


def expected(kpi: Kpi, rows: Sequence[Any]) -> Iterator[tuple[Any, Seen, str | None]]:
    """Say what the KPI should see."""
    for row in rows:
        for seen in ORACLES[kpi.name](row):
            yield row, seen, row.technician_id if seen.who == "" else seen.who


def days(kpi: Kpi, rows: Sequence[Any]) -> dict[date, Tally]:
    """Say what the KPI should add up to on each local day."""
    sums: dict[date, Tally] = defaultdict(Tally)
    for _, seen, _ in expected(kpi, rows):
        bins = {bin_of(seen.total): 1} if kpi.shape == "quantile" else {}
        day = seen.at.astimezone(BERLIN).date()
        sums[day] += Tally(seen.n, seen.total, seen.total**2, seen.pending, bins)
    return dict(sums)


def check(kpi: Kpi, rows: Sequence[Any]) -> None:
    """Compare what is seen, day by day and one by one."""
    seen = Counter((ms(s.at), s.total, s.n, s.pending, who) for _, s, who in expected(kpi, rows))

    assert Counter(each[1:] for each in told(kpi, rows)) == seen, kpi.name
    assert by_day(kpi, rows, BERLIN) == days(kpi, rows), kpi.name


def check_sums(kpi: Kpi, rows: Sequence[Any]) -> None:
    """Compare what slices and halves come to with the whole."""
    total = whole(kpi, rows)

    assert whole(kpi, rows[:2]) + whole(kpi, rows[2:]) == total, kpi.name
    for name in COLUMNS.keys() & set(kpi.dimensions):
        sliced = tallies(
            kpi,
            rows,
            lambda r, _, who, n=name: who if n == "technician" else getattr(r, COLUMNS[n]),
        )
        assert sum(sliced.values(), NOTHING) == total, (kpi.name, name)


def test_every_kpi_has_an_oracle() -> None:
    assert ORACLES.keys() == KPIS.keys()


@settings(max_examples=120)
@given(SOME["orders"])
def test_kpis_of_orders_are_what_plain_python_says(rows: list[Any]) -> None:
    for kpi in of_kind("orders"):
        check(kpi, rows)


@settings(max_examples=60)
@given(SOME["answers"])
def test_kpis_of_answers_are_what_plain_python_says(rows: list[Any]) -> None:
    for kpi in of_kind("answers"):
        check(kpi, rows)


@settings(max_examples=60)
@given(SOME["asks"])
def test_kpis_of_requests_are_what_plain_python_says(rows: list[Any]) -> None:
    for kpi in of_kind("asks"):
        check(kpi, rows)


@settings(max_examples=25)
@given(st.tuples(*SOME.values()))
def test_slices_and_halves_add_up_to_the_whole(some: tuple[list[Any], ...]) -> None:
    for kind, rows in zip(SOME, some, strict=True):
        for kpi in of_kind(kind):
            check_sums(kpi, rows)


@settings(max_examples=40)
@given(SOME["orders"])
def test_lines_credited_to_technicians_are_the_revenue(rows: list[Any]) -> None:
    shared = whole(KPIS["revenue_by_technician"], rows)

    assert shared.total == whole(KPIS["revenue"], rows).total


@settings(max_examples=40)
@given(SOME["orders"])
def test_completed_open_and_cancelled_orders_are_all_that_were_created(rows: list[Any]) -> None:
    left = [row for row in rows if row.status not in {"completed", "closed"} or row.completed_at]
    cancelled = [r for r in left if r.status == "cancelled" and not r.completed_at and r.created_at]
    done, still = whole(KPIS["completion_rate"], left), whole(KPIS["open_share"], left)

    assert done.total + still.total + len(cancelled) == done.n


@pytest.mark.parametrize("name", KPIS)
def test_nothing_is_no_data_and_never_a_mistake(name: str) -> None:
    kpi = KPIS[name]

    assert whole(kpi, []) == NOTHING
    assert kpi.value(NOTHING) == (0 if kpi.shape in {"count", "sum"} else None)
