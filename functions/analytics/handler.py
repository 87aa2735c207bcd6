"""HTTP edge of the analytics room: figures and exports."""

from analytics import history
from analytics.drill import routes as drill_routes
from analytics.edge import api
from analytics.insight import routes as insight_routes
from analytics.report import routes as report_routes
from analytics.shipping import routes as shipping_routes
from analytics.targets import routes as target_routes

SUB_ROOMS = (
    insight_routes, drill_routes, report_routes, shipping_routes, target_routes, history,
)  # fmt: skip
"""Importing a sub-room's routes registers them."""

lambda_handler = api.handle
