"""What the routes ask; each answer is computed by a part that is loaded when first asked for.

numpy stands behind all of them: who asks for exports only, or for the list of KPIs, does not wait
for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.dataset import Reckoned
from analytics.insight.pattern_schemas import CustomerFiguresOut, SeasonsOut, TrendsOut
from analytics.insight.ports import Customers, Pages, People, Targets
from analytics.insight.question import Question
from analytics.insight.schemas import BreakdownOut, CompareOut, KpiOverviewOut, Step
from analytics.kpi import Dimension
from analytics.model import Company
from analytics.period import Period
from shared.clock import Clock


@dataclass(frozen=True)
class Insights:
    """Answers questions about figures."""

    pages: Pages
    people: People
    clients: Customers
    company: Company
    clock: Clock
    goals: Targets

    def overview(self, question: Question) -> KpiOverviewOut:
        """Give every KPI of a period against another, and what is open."""
        from analytics.insight.overview import Overview

        parts = (self.pages, self.people, self.clients, self.company, self.clock, self.goals)
        return Overview(*parts).overview(question)

    def compare(self, kpi: str, question: Question) -> CompareOut:
        """Give one KPI and its base, step by step."""
        from analytics.insight.breakdown import Compared

        return Compared(self.pages, self.people, self.company, self.clock).series(kpi, question)

    def breakdown(self, kpi: str, dimension: Dimension, question: Question) -> BreakdownOut:
        """Give one KPI by slices, and what each adds to the change."""
        from analytics.insight.breakdown import Compared

        made = Compared(self.pages, self.people, self.company, self.clock)
        return made.breakdown(kpi, dimension, question)

    def trend(self, kpi: str, question: Question, step: Step) -> TrendsOut:
        """Tell how one KPI moves."""
        from analytics.insight.trends import Trends

        return Trends(self.pages, self.people, self.company, self.clock).tell(kpi, question, step)

    def season(self, kpi: str, question: Question) -> SeasonsOut:
        """Tell when one KPI is high and low."""
        from analytics.insight.seasons import Seasons

        return Seasons(self.pages, self.people, self.company, self.clock).tell(kpi, question)

    def reckoned(self, period: Period) -> Sequence[Reckoned]:
        """Give the derived KPIs of each day of a period and of the whole, for a file."""
        from analytics.insight.reckoned import reckoned

        parts = (self.pages, self.people, self.clients, self.company)
        return list(reckoned(*parts, period, self.clock()))

    def customers(self, period: Period) -> CustomerFiguresOut:
        """Tell who comes again."""
        from analytics.insight.customers import customers

        return customers(self.clients.clients(), period)
