"""Routes by which people look after a connection to 1C; 1C itself comes in by onec_handler."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from integrations.edge import Cursors, Id, Limit, api
from integrations.onec import wiring
from integrations.onec.schemas import (
    OnecAsideOut,
    OnecOut,
    OnecPreviewOut,
    OnecSessionOut,
    OnecSessionsOut,
)
from integrations.onec.service import OnecService
from shared.cursor import read_cursor, write_cursor

Service = Annotated[OnecService, Depends(wiring.service)]
Number = Annotated[str, Path(max_length=20)]
BASE = "/v1/integrations/<integration_id>/onec"


@api.serve("GET", BASE, permission="integrations:read")
def get_onec(integration_id: Id, service: Service) -> OnecOut:
    """Tell how a connection to 1C stands: what is typed into 1C, how far it is, what hinders it."""
    return OnecOut.of(service.overview(integration_id))


@api.serve("POST", f"{BASE}/restart", permission="integrations:write", status=204)
def restart_onec(integration_id: Id, service: Service) -> Response[str]:
    """Offer 1C every order again, from the first; repeated, it is no change."""
    service.restart(integration_id)
    return Response(status_code=204)


@api.serve("GET", f"{BASE}/sessions", permission="integrations:read")
def list_onec_sessions(
    integration_id: Id,
    service: Service,
    cursors: Cursors,
    limit: Limit = 20,
    cursor: Annotated[str | None, Query(max_length=2000)] = None,
) -> OnecSessionsOut:
    """List exchanges, newest first."""
    name = f"onec-sessions {integration_id}"
    before = (read_cursor(cursors, name, cursor) or {}).get("before")
    found = service.sessions(integration_id, limit=limit + 1, before=before)
    items = [OnecSessionOut.of(each) for each in found[:limit]]
    position = {"before": items[-1].id} if len(found) > limit else None
    return OnecSessionsOut(items=items, next_cursor=write_cursor(cursors, name, position))


@api.serve("POST", f"{BASE}/aside/<order_id>/retry", permission="integrations:write")
def retry_onec_order(integration_id: Id, order_id: Id, service: Service) -> OnecAsideOut:
    """Try an order that was put aside once more with the next batch; repeated, no change."""
    return OnecAsideOut.of(service.retry_order(integration_id, order_id))


@api.serve("POST", f"{BASE}/refused/<number>/retry", permission="integrations:write", status=204)
def retry_onec_state(integration_id: Id, number: Number, service: Service) -> Response[str]:
    """Try a move that was refused once more."""
    service.retry_state(integration_id, number)
    return Response(status_code=204)


@api.serve("GET", f"{BASE}/preview/<number>", permission="integrations:write")
def preview_onec_order(integration_id: Id, number: Number, service: Service) -> OnecPreviewOut:
    """Show one order as 1C would get it."""
    return OnecPreviewOut.of(service.preview(integration_id, number))
