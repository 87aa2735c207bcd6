"""How one KPI moves: its trend, its breaks, what stands out, and what may come."""

from dataclasses import dataclass

from analytics.insight import promises
from analytics.insight import trend_shapes as shapes
from analytics.insight.asked import kpi_asked, slice_name
from analytics.insight.head import head
from analytics.insight.lines import line_of
from analytics.insight.looking import look
from analytics.insight.pattern_schemas import TrendsOut
from analytics.insight.ports import Pages, People
from analytics.insight.question import Question
from analytics.insight.schemas import Step
from analytics.insight.spans import read
from analytics.insight.tiles import working
from analytics.insight.trend_verdicts import forecast_words, verdicts
from analytics.model import Company
from shared.clock import Clock


@dataclass(frozen=True)
class Trends:
    """Tells the trend of one KPI: 4 reads and the pages of its days."""

    pages: Pages
    people: People
    company: Company
    clock: Clock

    def tell(self, name: str, question: Question, step: Step) -> TrendsOut:
        """Take a KPI apart; statements rest on complete and mature steps only."""
        kpi, currency = kpi_asked(name, question), self.company.currency
        now = self.clock().astimezone(self.company.zone)
        spans = read(self.pages, question, now, only=(name,))
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
