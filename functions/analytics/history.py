"""Routes of the record of changes to the room's settings: targets, and the weekly report."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends
from aws_lambda_powertools.event_handler.openapi.params import Query

from analytics import wiring
from analytics.edge import api
from analytics.report import service as report
from analytics.targets import service as targets
from shared.audit import Audit
from shared.audit_page import AuditOut, audit_page
from shared.signing import Seal

Record = Annotated[Audit, Depends(wiring.record)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
Limit = Annotated[int, Query(ge=1, le=200)]


@api.serve("GET", "/v1/analytics/targets/audit", permission="audit:read")
def list_target_changes(
    record: Record, seal: Cursors, limit: Limit = 50, cursor: str | None = None
) -> AuditOut:
    """List who set which targets from what to what, newest first."""
    return audit_page(record, seal, targets.SUBJECT, limit=limit, cursor=cursor)


@api.serve("GET", "/v1/analytics/report/audit", permission="audit:read")
def list_report_changes(
    record: Record, seal: Cursors, limit: Limit = 50, cursor: str | None = None
) -> AuditOut:
    """List who changed the settings of the weekly report, newest first; users are named by id."""
    return audit_page(record, seal, report.SUBJECT, limit=limit, cursor=cursor)
