"""Routes of exports and of their schedules."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request, Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from analytics import wiring
from analytics.edge import api
from analytics.exporting import ExportService, Range
from analytics.model import Company
from analytics.shipping.planning import Planning
from analytics.shipping.schemas import (
    ExportCatalogueOut,
    ExportIn,
    ExportOut,
    ExportScheduleIn,
    ExportScheduleOut,
    ExportSchedulesOut,
    ExportsOut,
    ExportWholeOut,
)
from shared.cursor import read_after, write_after
from shared.http import AskedAtVersion, AskedBy, CurrentActor, IdempotencyKey, lead_to
from shared.observe import logger
from shared.signing import Seal

Exports = Annotated[ExportService, Depends(wiring.exports)]
Plans = Annotated[Planning, Depends(wiring.planning)]
There = Annotated[Range, Depends(wiring.range_)]
Ours = Annotated[Company, Depends(wiring.company)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]
LIST = "exports"


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


@api.serve("GET", "/v1/exports/catalogue", permission="exports:read")
def get_catalogue(there: There) -> ExportCatalogueOut:
    """Tell which data sets there are, by which moments they go, and in which formats."""
    return ExportCatalogueOut.of(there)


@api.serve("GET", "/v1/exports/schedules", permission="exports:read")
def list_schedules(plans: Plans, ours: Ours) -> ExportSchedulesOut:
    """List all schedules; hours are those of the company's zone."""
    items = [ExportScheduleOut.of(each, plans.next_at(each)) for each in plans.all()]
    return ExportSchedulesOut(zone=ours.zone.key, items=items)


@api.serve("POST", "/v1/exports/schedules", permission="exports:write", status=201)
def create_schedule(body: ExportScheduleIn, plans: Plans, asked: AskedBy) -> ExportScheduleOut:
    """Make a schedule; its first export is that of the period in which it is made."""
    made = plans.create(body.fields(plans.range_), asked)
    return ExportScheduleOut.of(made, plans.next_at(made))


@api.serve("GET", "/v1/exports/schedules/<schedule_id>", permission="exports:read")
def get_schedule(schedule_id: Id, plans: Plans) -> ExportScheduleOut:
    """Read one schedule."""
    found = plans.get(schedule_id)
    return ExportScheduleOut.of(found, plans.next_at(found))


@api.serve("PUT", "/v1/exports/schedules/<schedule_id>", permission="exports:write")
def replace_schedule(
    schedule_id: Id, body: ExportScheduleIn, plans: Plans, asked: AskedAtVersion
) -> ExportScheduleOut:
    """Change a schedule; If-Match names the version that was read."""
    changed = plans.replace(schedule_id, body.fields(plans.range_), asked)
    return ExportScheduleOut.of(changed, plans.next_at(changed))


@api.serve("DELETE", "/v1/exports/schedules/<schedule_id>", permission="exports:write", status=204)
def delete_schedule(schedule_id: Id, plans: Plans, asked: AskedAtVersion) -> Response[str]:
    """Delete a schedule; the files that it made stay."""
    plans.delete(schedule_id, asked)
    return Response(status_code=204)


@api.serve("GET", "/v1/exports/<export_id>", permission="exports:read")
def get_export(export_id: Id, exports: Exports) -> ExportWholeOut:
    """Read one export, and who was given links to its files."""
    return ExportWholeOut.with_links(exports.get(export_id), exports.links(export_id))


@api.serve("POST", "/v1/exports/<export_id>/cancel", permission="exports:write")
def cancel_export(export_id: Id, exports: Exports) -> ExportOut:
    """Cancel an export that has not ended; of what was written nothing stays."""
    return ExportOut.of(exports.cancel(export_id))


@api.serve("GET", "/v1/exports/<export_id>/files/<name>", permission="exports:read", status=302)
def get_file(
    export_id: Id, name: str, exports: Exports, actor: CurrentActor, request: Request
) -> Response[str]:
    """Lead to a file of an export by a link that lives for ten minutes; it is kept who got it."""
    link = exports.link(export_id, name, actor.id)
    logger().info("export.link_given", extra={"export_id": export_id, "file": name})
    return lead_to(request, link)
