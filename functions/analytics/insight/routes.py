"""Routes of the figures: what there is, the overview, one KPI compared and taken apart."""

from dataclasses import dataclass
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from analytics import wiring
from analytics.edge import LocalDay, api
from analytics.insight.breakdown import Compared
from analytics.insight.catalogue import catalogue
from analytics.insight.overview import Overview
from analytics.insight.question import Asked, Compare
from analytics.insight.schemas import BreakdownOut, CompareOut, KpiOverviewOut, KpisOut
from analytics.kpi import Dimension
from shared.gathered import gathered

Overviews = Annotated[Overview, Depends(wiring.overview)]
Comparing = Annotated[Compared, Depends(wiring.compared)]
Name = Annotated[str, Query(max_length=64)]


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """A period, what to compare it with, and a part of the company."""

    first: Annotated[LocalDay, Query(alias="from")]
    last: Annotated[LocalDay, Query(alias="to")]
    compare: Compare = "previous"
    base_first: Annotated[LocalDay | None, Query(alias="base_from")] = None
    base_last: Annotated[LocalDay | None, Query(alias="base_to")] = None
    dimension: Dimension | None = None
    value: Annotated[str, Query(max_length=64)] | None = None

    @property
    def asked(self) -> Asked:
        """Say it in the room's words."""
        return Asked(
            self.first, self.last, self.compare, self.base_first, self.base_last,
            self.dimension, self.value,
        )  # fmt: skip


@api.serve("GET", "/v1/analytics/kpis", permission="analytics:read")
def list_kpis() -> KpisOut:
    """Tell which KPIs there are and how each is defined."""
    return catalogue()


@api.serve("GET", "/v1/analytics/overview", permission="analytics:read")
@gathered("parameters", Parameters)
def get_overview(*, overviews: Overviews, parameters: Parameters) -> KpiOverviewOut:
    """Give every KPI of a period against another, and what is open, in one answer."""
    return overviews.overview(parameters.asked.question())


@api.serve("GET", "/v1/analytics/compare", permission="analytics:read")
@gathered("parameters", Parameters)
def compare_kpi(*, comparing: Comparing, kpi: Name, parameters: Parameters) -> CompareOut:
    """Give one KPI step by step, beside the period it is compared with."""
    return comparing.series(kpi, parameters.asked.question())


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


@api.serve("GET", "/v1/analytics/breakdown", permission="analytics:read")
@gathered("whole", Whole)
def break_down(
    *, comparing: Comparing, kpi: Name, dimension: Dimension, whole: Whole
) -> BreakdownOut:
    """Give one KPI by slices, and what each of them adds to the change."""
    return comparing.breakdown(kpi, dimension, whole.asked.question())
