"""HTTP edge of the analytics room: figures and exports."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request, Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from analytics import wiring
from analytics.drill import routes as drill_routes
from analytics.edge import LocalDay, api
from analytics.exporting import ExportService
from analytics.insight import routes as insight_routes
from analytics.model import Company
from analytics.report import routes as report_routes
from analytics.schemas import DaysOut, ExportIn, ExportOut, ExportsOut
from analytics.service import AnalyticsService
from shared.cursor import read_after, write_after
from shared.http import CurrentActor, IdempotencyKey, lead_to
from shared.signing import Seal

Figures = Annotated[AnalyticsService, Depends(wiring.analytics)]
Exports = Annotated[ExportService, Depends(wiring.exports)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
Ours = Annotated[Company, Depends(wiring.company)]
From = Annotated[LocalDay, Query(alias="from")]
To = Annotated[LocalDay, Query(alias="to")]
Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]
LIST = "exports"
SUB_ROOMS = (insight_routes, drill_routes)
"""Importing a sub-room's routes registers them."""


@api.serve("GET", "/v1/analytics/days", permission="analytics:read")
def list_days(first: From, last: To, figures: Figures, ours: Ours) -> DaysOut:
    """Give the KPIs of every local day of a period, both ends included."""
    return DaysOut.of(figures.days(first, last), ours.zone.key, ours.currency)


@api.serve("POST", "/v1/exports", permission="exports:write", status=202)
def create_export(
    body: ExportIn, exports: Exports, actor: CurrentActor, key: IdempotencyKey
) -> ExportOut:
    """Ask for an export; its files are there when its state is done."""
    return ExportOut.of(exports.create(body.wish(), actor.id, key))


@api.serve("GET", "/v1/exports", permission="exports:read")
def list_exports(
    exports: Exports, seal: Cursors, limit: Limit = 50, cursor: str | None = None
) -> ExportsOut:
    """List exports newest first."""
    page = exports.list(limit=limit, after=read_after(seal, LIST, cursor))
    items = [ExportOut.of(export) for export in page.items]
    following = write_after(seal, LIST, page.after)
    return ExportsOut(items=items, next_cursor=following)


@api.serve("GET", "/v1/exports/<export_id>", permission="exports:read")
def get_export(export_id: Id, exports: Exports) -> ExportOut:
    """Read one export."""
    return ExportOut.of(exports.get(export_id))


@api.serve("GET", "/v1/exports/<export_id>/files/<name>", permission="exports:read", status=302)
def get_file(export_id: Id, name: str, exports: Exports, request: Request) -> Response[str]:
    """Lead to a file of a complete export by a link that lives for ten minutes."""
    return lead_to(request, exports.link(export_id, name))


lambda_handler = api.handle
