"""From the overview of a week to the report: figures, and how they are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from analytics.insight.measures import AnyKpi, figure_of
from analytics.insight.question import Question
from analytics.insight.schemas import ChangeOut, TileOut
from analytics.insight.tiles import TONGUES
from analytics.kpis import DERIVED, KPIS
from analytics.period import Period
from analytics.report.model import Content
from analytics.report.ports import Overviews
from analytics.words import dates, numbers, units
from analytics.words.plural import Tongue
from analytics.words.units import Figure
from shared.report import ReportLine, Said, WeeklyReport

Number = float | int
YEAR: Final = timedelta(weeks=52)
WEEK: Final = timedelta(days=7)
NO_DATA: Final = Said(ru="нет данных", en="no data")


@dataclass(frozen=True)
class Composer:
    """Makes reports: two overviews each."""

    overviews: Overviews
    public_url: str

    def report(self, report_id: str, monday: date, content: Content) -> WeeklyReport:
        """Tell a week, which begins on a Monday, against the one before and that of a year ago."""
        week = Period(monday, monday + WEEK - timedelta(days=1))
        before = self.overviews.overview(Question(week, "previous"))
        year_ago = self.overviews.overview(Question(week, "year_by_weekday"))
        tiles = {tile.kpi: tile for tile in before.tiles}
        years = {tile.kpi: tile for tile in year_ago.tiles}
        has_year = any(tile.base_n for tile in years.values())
        lines = [
            _line(tiles[name], years.get(name) if has_year else None, before.currency, content)
            for name in content.kpis
            if name in tiles
        ]
        return WeeklyReport(
            id=report_id,
            week=_iso(monday),
            first=week.first,
            last=week.last,
            currency=before.currency,
            period=_days(week.first, week.last),
            base_period=_days(week.first - WEEK, week.last - WEEK),
            year_period=_days(week.first - YEAR, week.last - YEAR) if has_year else None,
            lines=tuple(lines),
            link=self._link(week),
        )

    def _link(self, week: Period) -> str:
        if not self.public_url:
            return ""
        return f"{self.public_url.rstrip('/')}/overview?from={week.first}&to={week.last}"


def _line(tile: TileOut, year: TileOut | None, currency: str, content: Content) -> ReportLine:
    kpi = _kpi(tile.kpi)
    figure = figure_of(kpi, currency)
    said = tile.verdict.text
    has_words = content.sentences and bool(said.ru)
    return ReportLine(
        kpi=tile.kpi,
        title=Said.model_validate(dict(kpi.title)),
        figure=tile.value,
        n=tile.n,
        base_figure=tile.base_value,
        year_figure=year.base_value if year else None,
        value=_written(tile.value, figure),
        base=_written(tile.base_value, figure),
        year=_written(year.base_value, figure) if year else None,
        change=_changed(tile.change, figure),
        tone=tile.verdict.tone,
        verdict=Said(ru=said.ru, en=said.en) if has_words else None,
    )


def _kpi(name: str) -> AnyKpi:
    known: Mapping[str, AnyKpi] = {**KPIS, **DERIVED}
    return known[name]


def _written(value: Number | None, figure: Figure) -> Said:
    if value is None:
        return NO_DATA
    return _said({t: units.amount(float(value), figure, t).text(t) for t in TONGUES})


def _changed(change: ChangeOut | None, figure: Figure) -> Said | None:
    if change is None or change.absolute is None:
        return None
    if change.effect == "relative" and change.relative is not None:
        relative = change.relative
        return _said({t: numbers.change(relative, t) for t in TONGUES})
    size = float(change.absolute)
    return _said({t: units.difference(size, figure, t).signed(t) for t in TONGUES})


def _days(first: date, last: date) -> Said:
    return _said({t: dates.days(first, last, t) for t in TONGUES})


def _said(words: Mapping[Tongue, str]) -> Said:
    return Said(ru=words["ru"], en=words["en"])


def _iso(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"
