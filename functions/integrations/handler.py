"""HTTP edge of the integrations room: integrations, the delivery log, events, who am I."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from integrations import wiring
from integrations.catalogue import catalogue
from integrations.model import DeliveryState
from integrations.schemas import (
    DeliveriesOut,
    DeliveryDetail,
    DeliveryOut,
    EventTypeOut,
    EventTypesOut,
    IntegrationCreate,
    IntegrationCreated,
    IntegrationEdit,
    IntegrationOut,
    IntegrationsOut,
    MeOut,
)
from integrations.service import IntegrationService, LogService
from shared.cursor import read_cursor, write_cursor
from shared.http import Api, CurrentActor, GivenVersion, RequiredVersion
from shared.signing import Seal

api = Api("integrations")
Service = Annotated[IntegrationService, Depends(wiring.integrations)]
Log = Annotated[LogService, Depends(wiring.log)]
Cursors = Annotated[Seal, Depends(wiring.seal)]
Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]
LIST = "deliveries"


@api.serve("POST", "/v1/integrations", permission="integrations:write", status=201)
def create_integration(body: IntegrationCreate, service: Service) -> IntegrationCreated:
    """Create an integration; its signing secret is in this answer and nowhere else."""
    made = service.create(body.kind, body.name, body.event_types, body.settings)
    shown = IntegrationOut.of(made.integration).model_dump()
    return IntegrationCreated(**shown, secret=made.secret)


@api.serve("GET", "/v1/integrations", permission="integrations:read")
def list_integrations(service: Service) -> IntegrationsOut:
    """List all integrations, oldest first."""
    return IntegrationsOut(items=[IntegrationOut.of(each) for each in service.all()])


@api.serve("GET", "/v1/integrations/<integration_id>", permission="integrations:read")
def get_integration(integration_id: Id, service: Service) -> IntegrationOut:
    """Read one integration."""
    return IntegrationOut.of(service.get(integration_id))


@api.serve("PATCH", "/v1/integrations/<integration_id>", permission="integrations:write")
def edit_integration(
    integration_id: Id, body: IntegrationEdit, version: RequiredVersion, service: Service
) -> IntegrationOut:
    """Change an integration; resuming it releases what was held."""
    return IntegrationOut.of(service.edit(integration_id, version, body.fields()))


@api.serve(
    "DELETE", "/v1/integrations/<integration_id>", permission="integrations:write", status=204
)
def delete_integration(
    integration_id: Id, version: GivenVersion, service: Service
) -> Response[str]:
    """Delete an integration; its open deliveries end visibly in the log."""
    service.delete(integration_id, version)
    return Response(status_code=204)


@api.serve("GET", "/v1/deliveries", permission="integrations:read")
def list_deliveries(
    log: Log,
    seal: Cursors,
    integration_id: Annotated[str, Query(max_length=64)] | None = None,
    state: DeliveryState | None = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> DeliveriesOut:
    """List deliveries newest first, of one integration or of all."""
    position = read_cursor(seal, LIST, cursor)
    after = position["after"] if position else None
    page = log.newest(integration_id, limit=limit, after=after, state=state)
    return DeliveriesOut(
        items=[DeliveryOut.model_validate(each.model_dump()) for each in page.deliveries],
        next_cursor=write_cursor(seal, LIST, {"after": page.after} if page.after else None),
    )


@api.serve("GET", "/v1/deliveries/<delivery_id>", permission="integrations:read")
def get_delivery(delivery_id: Id, log: Log) -> DeliveryDetail:
    """Read one delivery with all its attempts: what was sent and what came back."""
    return DeliveryDetail.of(*log.get(delivery_id))


@api.serve("GET", "/v1/event-types", permission="integrations:read")
def list_event_types() -> EventTypesOut:
    """Describe every event type with the JSON Schema of its envelope."""
    return EventTypesOut(items=[EventTypeOut.model_validate(each) for each in catalogue()])


@api.serve("GET", "/v1/me", permission="me:read")
def who_am_i(actor: CurrentActor) -> MeOut:
    """Say who is asking and what they may do."""
    return MeOut(
        kind=actor.kind,
        id=actor.id,
        name=actor.name,
        roles=actor.roles,
        scopes=actor.scopes,
        permissions=sorted(actor.permissions),
    )


lambda_handler = api.handle
