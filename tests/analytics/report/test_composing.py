"""From the overview of a week to the lines of the report."""

from datetime import date, timedelta
from typing import Any

import pytest

from analytics.insight.question import Question
from analytics.insight.schemas import (
    ChangeOut,
    KpiOverviewOut,
    SpanOut,
    TileOut,
    VerdictOut,
    WordsOut,
)
from analytics.report.composing import NO_DATA, Composer
from analytics.report.model import Content
from shared.report import Said, WeeklyReport

MONDAY = date(2026, 11, 9)


def change(effect: str = "relative", absolute: float = 20, **parts: Any) -> ChangeOut:
    none = dict.fromkeys(("relative", "points", "low", "high", "p", "adjusted_p"))
    return ChangeOut(effect=effect, absolute=absolute, **none | parts)


def tile(kpi: str, value: float | None, base: float | None, **parts: Any) -> TileOut:
    fields: dict[str, Any] = {
        "kpi": kpi,
        "value": value,
        "n": 120,
        "base_value": base,
        "base_n": 100,
        "verdict": VerdictOut(code="change", tone="good", text=WordsOut(ru="Больше.", en="More.")),
        "notes": [],
        "series": [],
        "base_series": [],
        "change": None,
    }
    none = dict.fromkeys(("per_working_day", "base_per_working_day", "mean", "p90"))
    return TileOut(**none | fields | parts)


class Overviews:
    """Gives the same tiles for each comparison, and remembers what was asked."""

    def __init__(self, *tiles: TileOut, year: tuple[TileOut, ...] = ()) -> None:
        self.tiles = {"previous": tiles, "year_by_weekday": year}
        self.asked: list[Question] = []

    def overview(self, question: Question) -> KpiOverviewOut:
        self.asked.append(question)
        first, last = question.period.first, question.period.last
        return KpiOverviewOut(
            zone="Europe/Moscow",
            currency="RUB",
            watermark=None,
            as_of=last,
            step="day",
            period=SpanOut(first=first, last=last, days=7, working_days=5),
            base=None,
            slice=None,
            notes=[],
            tiles=list(self.tiles[str(question.preset)]),
            backlog=None,
            problems=[],
        )


def made(overviews: Overviews, *kpis: str, **content: Any) -> WeeklyReport:
    composer = Composer(overviews, "https://naryad.example/")
    return composer.report("rep_1", MONDAY, Content(kpis=kpis, **content))


def test_a_week_is_asked_for_against_the_one_before_and_that_of_a_year_ago() -> None:
    overviews = Overviews()

    report = made(overviews)

    assert [each.preset for each in overviews.asked] == ["previous", "year_by_weekday"]
    for each in overviews.asked:
        assert (each.period.first, each.period.last) == (MONDAY, MONDAY + timedelta(days=6))
    assert (report.week, report.first, report.last) == ("2026-W46", MONDAY, date(2026, 11, 15))
    assert report.period.en == "9\u201315\u00a0November\u00a02026"
    assert report.base_period.ru == "2\u20138\u00a0ноября\u00a02026\u00a0года"
    assert report.link == "https://naryad.example/overview?from=2026-11-09&to=2026-11-15"


def test_the_lines_come_in_the_order_that_was_chosen() -> None:
    tiles = [tile("created", 120, 100), tile("revenue", 5, 4), tile("csat", 0.5, 0.4)]

    report = made(Overviews(*tiles), "csat", "created")

    assert [each.kpi for each in report.lines] == ["csat", "created"]


@pytest.mark.parametrize(
    ("given", "value", "changed"),
    [
        (
            tile("created", 120, 100, change=change(relative=0.2)),
            Said(ru="120\u00a0заказов", en="120\u00a0orders"),
            Said(ru="+20\u00a0%", en="+20%"),
        ),
        (
            tile("revenue", 1_250_000_00, 10, change=change(absolute=50_000_00)),
            Said(ru="1\u00a0250\u00a0000\u00a0рублей", en="1,250,000\u00a0roubles"),
            Said(ru="+50\u00a0000\u00a0рублей", en="+50,000\u00a0roubles"),
        ),
        (
            tile("csat", 0.852, 0.9, change=change("points", -0.048, points=-4.8)),
            Said(ru="85,2\u00a0%", en="85.2%"),
            Said(
                ru="\u22124,8\u00a0процентного пункта", en="\u22124.8\u00a0percentage points"
            ),
        ),
        (tile("lead_time", 9000, None), Said(ru="2,5\u00a0часа", en="2.5\u00a0hours"), None),
    ],
)  # fmt: skip
def test_figures_are_written_with_their_units(
    given: TileOut, value: Said, changed: Said | None
) -> None:
    (line,) = made(Overviews(given), given.kpi).lines

    assert (line.value, line.change) == (value, changed)
    assert (line.figure, line.base_figure, line.n) == (given.value, given.base_value, 120)


def test_no_data_is_said_and_is_not_nought() -> None:
    (line,) = made(Overviews(tile("csat", None, 0.0)), "csat").lines

    assert line.value == NO_DATA
    assert line.base == Said(ru="0\u00a0%", en="0%")


def test_last_year_is_told_where_there_are_figures_of_it() -> None:
    now = tile("created", 120, 100)

    there = made(Overviews(now, year=(tile("created", 120, 90),)), "created")
    nothing = made(Overviews(now, year=(tile("created", 120, 0, base_n=0),)), "created")

    assert there.lines[0].year == Said(ru="90\u00a0заказов", en="90\u00a0orders")
    assert there.year_period is not None
    assert there.year_period.en == "10\u201316\u00a0November\u00a02025"
    assert (nothing.lines[0].year, nothing.year_period) == (None, None)


def test_sentences_are_told_where_they_are_wanted() -> None:
    given = Overviews(tile("created", 120, 100))

    assert made(given, "created").lines[0].verdict == Said(ru="Больше.", en="More.")
    assert made(given, "created", sentences=False).lines[0].verdict is None


def test_without_known_pages_there_is_no_link() -> None:
    report = Composer(Overviews(), "").report("rep_1", MONDAY, Content(kpis=()))

    assert report.link == ""
