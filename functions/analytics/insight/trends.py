"""How one KPI moves: its trend, its breaks, what stands out, and what may come."""

from dataclasses import dataclass, replace
from typing import Final

from analytics.insight import derived, promises
from analytics.insight import trend_shapes as shapes
from analytics.insight.asked import course_asked, slice_name
from analytics.insight.head import head
from analytics.insight.lines import line_of
from analytics.insight.looking import look
from analytics.insight.measures import AnyKpi
from analytics.insight.pattern_schemas import TrendsOut
from analytics.insight.ports import Pages, People
from analytics.insight.question import Question
from analytics.insight.schemas import Step
from analytics.insight.sources import sources_of
from analytics.insight.spans import Spans, read
from analytics.insight.tiles import working
from analytics.insight.trend_verdicts import forecast_words, verdicts
from analytics.kpi import Kpi
from analytics.model import Company
from shared.clock import Clock

FIRST: Final = "created"
"""What tells since when there are records."""


@dataclass(frozen=True)
class Trends:
    """Tells the trend of one KPI: 4 reads and the pages of its days."""

    pages: Pages
    people: People
    company: Company
    clock: Clock

    def tell(self, name: str, question: Question, step: Step) -> TrendsOut:
        """Take a KPI apart; statements rest on complete and mature steps only."""
        kpi, currency = course_asked(name, question), self.company.currency
        spans = self._read(kpi, question)
        rules = self.people.rules()
        found = look(kpi, line_of(spans, kpi, step), step, rules)
        name_of_slice = slice_name(self.people, question)
        told = head(spans, self.company, working(rules.calendar), name_of_slice)
        return TrendsOut(
            **{**told, "step": step},
            kpi=name,
            points=shapes.points_out(found),
            trend=shapes.trend_out(found),
            change_points=shapes.breaks_out(found),
            anomalies=shapes.odd_out(found),
            band=shapes.band_out(found),
            forecast=shapes.forecast_out(found, forecast_words(kpi, found, currency)),
            verdicts=verdicts(kpi, found, currency, spans.today),
            warnings=promises.warnings(name, question.period, rules, self.company.zone),
        )

    def _read(self, kpi: AnyKpi, question: Question) -> Spans:
        """Read the days; those of a derived KPI are reckoned, from the first record on."""
        now = self.clock().astimezone(self.company.zone)
        if isinstance(kpi, Kpi):
            return read(self.pages, question, now, only=(kpi.name,))
        spans = read(self.pages, replace(question, slice=None), now, only=(FIRST,))
        spans = replace(spans, question=question)
        sources = sources_of(kpi, spans, self.pages, self.people, self.company.zone)
        tally, begun = derived.daily(kpi, spans.today, sources), min(spans.now, default=spans.today)
        days = [day for day in question.period.days if begun <= day <= spans.today]
        told = {day: {question.key: {kpi.name: tally(day)}} for day in days if spans.now}
        return replace(spans, now=told)
