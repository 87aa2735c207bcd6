"""When one KPI is high and low: by weekday, by month, by hour of the week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from analytics.availability import (
    ByHour,
    Rules,
    open_minutes_by_hour,
    open_minutes_by_weekday,
)
from analytics.figures import Figures
from analytics.insight import season_shapes as shapes
from analytics.insight.asked import kpi_asked, slice_name
from analytics.insight.cycles import Cycles, look
from analytics.insight.head import head
from analytics.insight.lines import line_of
from analytics.insight.pattern_schemas import SeasonsOut
from analytics.insight.ports import Pages, People
from analytics.insight.question import Question
from analytics.insight.season_verdicts import verdicts
from analytics.insight.spans import HOUR, Spans, read
from analytics.insight.tiles import working
from analytics.kpi import Kpi
from analytics.model import Company
from analytics.patterns.heatmap import HeatMap, heatmap
from analytics.patterns.index import Index
from analytics.patterns.intervals import CHANCE
from analytics.patterns.too_few import TooFew
from analytics.tally import NOTHING
from shared.clock import Clock
from shared.worktime.week import WorkCalendar

MINUTES: Final = 60
HOURS: Final = 24
DAYS: Final = 7


@dataclass(frozen=True)
class Seasons:
    """Tells the seasons of one KPI: at most 7 reads and the pages of its days, by hour too."""

    pages: Pages
    people: People
    company: Company
    clock: Clock

    def tell(self, name: str, question: Question) -> SeasonsOut:
        """Take a KPI apart; only whole past days count."""
        kpi = kpi_asked(name, question)
        now = self.clock().astimezone(self.company.zone)
        spans = read(self.pages, question, now, only=(name,))
        rules = self.people.rules()
        is_working = working(rules.calendar)
        days, months = line_of(spans, kpi, "day"), line_of(spans, kpi, "month")
        cycles = look(kpi, days, months, is_working)
        week = None
        if kpi.hours and question.slice is None:
            week = self._week(kpi, spans, rules, cycles)
        return SeasonsOut(
            **head(spans, self.company, is_working, slice_name(self.people, question)),
            kpi=name,
            weekly=shapes.weekly_out(cycles),
            yearly=shapes.yearly_out(cycles),
            parts=shapes.parts_out(days, cycles),
            heatmap=shapes.heatmap_out(week) if week else None,
            verdicts=verdicts(kpi, cycles, week.found if week else None, self.company.currency),
        )

    def _week(self, kpi: Kpi, spans: Spans, rules: Rules, cycles: Cycles) -> "shapes.Week | None":
        """Compare hours of the week over whole past days, per hour that the company is open."""
        first, last = _whole(spans)
        if last < first:
            return None
        figures = self.pages.figures(spans.question.period, HOUR, (kpi.name,))[1]
        minutes = open_minutes_by_weekday(rules.calendar, first, last)
        whole = {day: each for day, each in figures.items() if first <= day <= last}
        counts = _counts(whole, kpi.name, rules.calendar, minutes)
        hours = [[each / MINUTES for each in day] for day in minutes]
        spread = cycles.weekdays.spread if isinstance(cycles.weekdays, Index) else CHANCE
        found: HeatMap | TooFew = heatmap(counts, hours, spread)
        return shapes.Week(counts, hours, found)


def _whole(spans: Spans) -> tuple[date, date]:
    """Give the first and the last whole day with records."""
    period = spans.question.period
    return min(spans.now, default=date.max), min(period.last, spans.today - timedelta(days=1))


def _counts(
    figures: Figures, kpi: str, calendar: WorkCalendar, minutes: Sequence[ByHour]
) -> Sequence[Sequence[float]]:
    """Count by weekday and hour: in an hour that is open at times, only what came when it was.

    Else what came on usual, closed Saturdays would lie in the few hours of one that was worked.
    """
    counts = [[0.0] * HOURS for _ in range(DAYS)]
    for day, by_hour in figures.items():
        weekday, is_open = day.weekday(), open_minutes_by_hour(calendar, day)
        for hour in range(HOURS):
            if is_open[hour] or not minutes[weekday][hour]:
                counts[weekday][hour] += by_hour.get(str(hour), {}).get(kpi, NOTHING).total
    return counts
