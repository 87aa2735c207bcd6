"""Routes of the figures: what there is, the overview, one KPI compared and taken apart."""

from dataclasses import dataclass, replace
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from analytics import wiring
from analytics.edge import LocalDay, api
from analytics.insight.catalogue import catalogue
from analytics.insight.pattern_schemas import CustomerFiguresOut, SeasonsOut, TrendsOut
from analytics.insight.question import MAX_DAYS, Asked, Compare, Question
from analytics.insight.schemas import BreakdownOut, CompareOut, KpiOverviewOut, KpisOut, Step
from analytics.insight.service import Insights
from analytics.kpi import Dimension
from shared.gathered import gathered

Told = Annotated[Insights, Depends(wiring.insights)]
Name = Annotated[str, Query(max_length=64)]


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A period and what to compare it with, of the whole company."""

    first: Annotated[LocalDay, Query(alias="from")]
    last: Annotated[LocalDay, Query(alias="to")]
    compare: Compare = "previous"
    base_first: Annotated[LocalDay | None, Query(alias="base_from")] = None
    base_last: Annotated[LocalDay | None, Query(alias="base_to")] = None

    @property
    def asked(self) -> Asked:
        """Say it in the room's words."""
        return Asked(self.first, self.last, self.compare, self.base_first, self.base_last)


@dataclass(frozen=True, kw_only=True)
class Parameters(Whole):
    """The same of a part of the company."""

    dimension: Dimension | None = None
    value: Annotated[str, Query(max_length=64)] | None = None

    @property
    def asked(self) -> Asked:
        """Say it in the room's words."""
        return replace(super().asked, dimension=self.dimension, value=self.value)


@api.serve("GET", "/v1/analytics/kpis", permission="analytics:read")
def list_kpis() -> KpisOut:
    """Tell which KPIs there are and how each is defined."""
    return catalogue()


@api.serve("GET", "/v1/analytics/overview", permission="analytics:read")
@gathered("parameters", Parameters)
def get_overview(*, insights: Told, parameters: Parameters) -> KpiOverviewOut:
    """Give every KPI of a period against another, and what is open, in one answer."""
    return insights.overview(parameters.asked.question())


@api.serve("GET", "/v1/analytics/compare", permission="analytics:read")
@gathered("parameters", Parameters)
def compare_kpi(*, insights: Told, kpi: Name, parameters: Parameters) -> CompareOut:
    """Give one KPI step by step, beside the period it is compared with."""
    return insights.compare(kpi, parameters.asked.question())


@api.serve("GET", "/v1/analytics/breakdown", permission="analytics:read")
@gathered("whole", Whole)
def break_down(*, insights: Told, kpi: Name, dimension: Dimension, whole: Whole) -> BreakdownOut:
    """Give one KPI by slices, and what each of them adds to the change."""
    return insights.breakdown(kpi, dimension, whole.asked.question())


@dataclass(frozen=True, kw_only=True)
class Long:
    """A period of up to three years, and a part of the company; nothing to compare with."""

    first: Annotated[LocalDay, Query(alias="from")]
    last: Annotated[LocalDay, Query(alias="to")]
    dimension: Dimension | None = None
    value: Annotated[str, Query(max_length=64)] | None = None

    @property
    def question(self) -> Question:
        """Check it."""
        asked = Asked(
            self.first, self.last, "none", dimension=self.dimension, value=self.value
        )  # fmt: skip
        return asked.question(MAX_DAYS)


@api.serve("GET", "/v1/analytics/trend", permission="analytics:read")
@gathered("long", Long)
def tell_trend(*, insights: Told, kpi: Name, long: Long, step: Step = "week") -> TrendsOut:
    """Tell how one KPI moves: trend, changes of level, unusual days, and what may come."""
    return insights.trend(kpi, long.question, step)


@api.serve("GET", "/v1/analytics/season", permission="analytics:read")
@gathered("long", Long)
def tell_season(*, insights: Told, kpi: Name, long: Long) -> SeasonsOut:
    """Tell when one KPI is high and low: by weekday, by month, by hour of the week."""
    return insights.season(kpi, long.question)


@api.serve("GET", "/v1/analytics/customers", permission="analytics:read")
def tell_customers(
    *,
    insights: Told,
    first: Annotated[LocalDay, Query(alias="from")],
    last: Annotated[LocalDay, Query(alias="to")],
) -> CustomerFiguresOut:
    """Tell who comes again: new and returning customers by month, and their cohorts."""
    return insights.customers(Asked(first, last, "none").question(MAX_DAYS).period)
