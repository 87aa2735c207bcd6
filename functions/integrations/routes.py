"""Routes of integrations and of the events that there are."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Response

from integrations import wiring
from integrations.catalogue import catalogue
from integrations.edge import Id, api
from integrations.schemas import (
    EventTypeOut,
    EventTypesOut,
    IntegrationCreate,
    IntegrationCreated,
    IntegrationEdit,
    IntegrationOut,
    IntegrationsOut,
)
from integrations.service import IntegrationService
from shared.http import GivenVersion, RequiredVersion

Service = Annotated[IntegrationService, Depends(wiring.integrations)]


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


@api.serve("GET", "/v1/event-types", permission="integrations:read")
def list_event_types() -> EventTypesOut:
    """Describe every event type with the JSON Schema of its envelope."""
    return EventTypesOut(items=[EventTypeOut.model_validate(each) for each in catalogue()])
