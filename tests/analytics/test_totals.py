"""What exports add up to is what the page of figures shows, to the kopeck, whatever the data."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.availability import Technician
from analytics.datasets.kpis import COUNTS
from analytics.insight.question import Question
from analytics.insight.service import Insights
from analytics.kpi import Counts
from analytics.kpis import DERIVED, KPIS
from analytics.period import Period
from analytics.rows import Row
from analytics.tally import NOTHING, Tally
from tests.analytics.office import Office
from tests.analytics.rooms import COMPANY
from tests.analytics.strategies import worlds
from tests.analytics.targets.fakes import FakeTargets
from tests.analytics.test_as_parquet import PLACES

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)
AT_WORK = Technician.model_validate(
    {
        "id": "tec_a",
        "name": "Мастер",
        "calendar": {"weekly": {"mon": [{"start": "09:00", "end": "17:00"}]}},
    }
)
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def known(world: Iterable[list[Row]]) -> Office:
    office = Office()
    office.know(*(row for history in world for row in history))
    return office


def page(office: Office, dimension: str | None = None) -> dict[str, dict[str, Tally]]:
    """Add the pages of the period up, by slice and KPI."""
    _, figures = office.rollups.figures(Period(FIRST, LAST), dimension)
    found: dict[str, dict[str, Tally]] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for day in figures.values():
        for value, tallies in day.items():
            for name, tally in tallies.items():
                found[value][name] += tally
    return found


def kopecks(amounts: Iterable[Decimal | None]) -> int:
    return int(sum((each for each in amounts if each is not None), Decimal(0)) * 100)


def ours(rows: Iterable[dict[str, Any]], name: str) -> int:
    return kopecks(row[name] for row in rows if row["currency"] == "RUB")


@QUICK
@given(worlds())
def test_kpis_in_every_manifest_are_those_of_the_page(world: list[list[Row]]) -> None:
    office = known(world)
    shown = page(office)[""]

    for kind, axes in (
        ("orders", ("completed_at", "created_at", "cancelled_at")),
        ("lines", ("completed_at", "created_at", "cancelled_at")),
        ("payments", ("paid_at",)),
        ("feedback", ("submitted_at",)),
    ):
        for axis in axes:
            export = office.made(kind, FIRST, LAST, axis=axis, format="parquet")
            for name, told in office.manifest(export)["totals"]["kpis"].items():
                tally, kpi = shown[name], KPIS[name]
                if kpi.shape in {"count", "sum"}:
                    assert (told["amount"] if kpi.unit == "money" else told) == tally.total, name
                else:
                    assert told == {"total": tally.total, "n": tally.n}, name


@QUICK
@given(worlds())
def test_the_sums_of_the_files_are_those_of_the_page(world: list[list[Row]]) -> None:
    office = known(world)
    shown = page(office)[""]
    made = {
        kind: office.table(office.made(kind, FIRST, LAST, format="parquet"))
        for kind in ("orders", "lines", "payments", "feedback", "technicians")
    }

    assert ours(made["orders"], "total") == shown["revenue"].total
    assert len(made["orders"]) == shown["completed"].total
    assert ours(made["lines"], "total") == shown["revenue_by_technician"].total
    assert ours(made["payments"], "amount") == shown["received"].total
    assert sum(row["rating"] for row in made["feedback"]) == shown["average_rating"].total
    assert ours(made["technicians"], "revenue") == shown["revenue_by_technician"].total
    assert sum(row["csat_n"] for row in made["technicians"]) == shown["csat"].n


@QUICK
@given(worlds())
def test_the_file_of_figures_is_the_page(world: list[list[Row]]) -> None:
    office = known(world)
    rows = office.table(office.made("kpis", FIRST, LAST, format="parquet"))
    shown = page(office)[""]

    assert {row["kpi"]: row["counts"] for row in rows} == {
        name: kpi.counts for each in (KPIS, DERIVED) for name, kpi in each.items()
    }
    for row in (each for each in rows if each["day"] is None and each["kpi"] in KPIS):
        value, tally = KPIS[row["kpi"]].value(shown[row["kpi"]]), shown[row["kpi"]]
        assert (row["total"], row["n"]) == (tally.total, tally.n)
        if KPIS[row["kpi"]].unit == "money":
            assert row["value"] is None
            assert (row["amount"] and kopecks([row["amount"]])) == (value and round(value))
        else:
            assert row["value"] == value


@QUICK
@given(worlds(), st.integers(-20, 60))
def test_derived_figures_in_the_file_are_those_of_the_page(
    world: list[list[Row]], later: int
) -> None:
    office = known(world)
    office.now += timedelta(days=later)
    office.people.everyone = (AT_WORK,)
    rows = office.table(office.made("kpis", FIRST, LAST, format="parquet"))
    told = {(row["kpi"], row["day"]): (row["value"], row["n"]) for row in rows}

    insights = Insights(
        office.rollups, office.people, office.rollups, COMPANY, office.clock, FakeTargets()
    )
    tiles = insights.overview(Question(Period(FIRST, LAST), None)).tiles

    for tile in (each for each in tiles if each.kpi in DERIVED):
        assert told[tile.kpi, None] == (tile.value, tile.n)
        for point in tile.series:
            assert told[tile.kpi, point.day] == (point.value, point.n)


def test_a_year_of_derived_figures_has_each_day_of_it() -> None:
    office = Office()
    first = date(2025, 12, 1)

    rows = office.table(office.made("kpis", first, LAST, format="parquet"))

    days = [row["day"] for row in rows if row["kpi"] == "backlog"]
    assert days == [*Period(first, LAST).days, None]


@QUICK
@given(worlds())
def test_totals_by_currency_and_rate_are_the_sums_of_the_lines(world: list[list[Row]]) -> None:
    office = known(world)
    export = office.made("lines", FIRST, LAST, format="parquet")
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in office.table(export):
        for place, name in enumerate(("net", "vat_amount", "total")):
            scale = 10 ** PLACES.get(row["currency"], 2)
            sums[row["currency"], row["vat"]][place] += int(row[name] * scale)

    told = {
        (each["currency"], each["vat"]): [each["net"], each["vat_amount"], each["gross"]]
        for each in office.manifest(export)["totals"]["money"]
        if each["vat"] is not None
    }

    assert told == dict(sums)


def test_the_file_of_figures_has_a_word_for_all_that_is_counted() -> None:
    assert COUNTS.keys() == {*get_args(Counts)}
