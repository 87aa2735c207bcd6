"""HTTP edge of the analytics room: figures and exports."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from analytics import wiring
from analytics.drill import routes as drill_routes
from analytics.edge import LocalDay, api
from analytics.insight import routes as insight_routes
from analytics.model import Company
from analytics.report import routes as report_routes
from analytics.schemas import DaysOut
from analytics.service import AnalyticsService
from analytics.shipping import routes as shipping_routes

Figures = Annotated[AnalyticsService, Depends(wiring.analytics)]
Ours = Annotated[Company, Depends(wiring.company)]
From = Annotated[LocalDay, Query(alias="from")]
To = Annotated[LocalDay, Query(alias="to")]
SUB_ROOMS = (insight_routes, drill_routes, report_routes, shipping_routes)
"""Importing a sub-room's routes registers them."""


@api.serve("GET", "/v1/analytics/days", permission="analytics:read")
def list_days(first: From, last: To, figures: Figures, ours: Ours) -> DaysOut:
    """Give the KPIs of every local day of a period, both ends included."""
    return DaysOut.of(figures.days(first, last), ours.zone.key, ours.currency)


lambda_handler = api.handle
