"""Routes of integrations, of the kinds that there are, and of the events they may hear."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from integrations import wiring
from integrations.catalogue import catalogue
from integrations.connectors import KINDS
from integrations.edge import Id, api
from integrations.engine.trial import Trial
from integrations.kind_schemas import ConnectorOut, ConnectorsOut, EventTypeOut, EventTypesOut
from integrations.model import IntegrationState
from integrations.schemas import (
    IntegrationCreate,
    IntegrationEdit,
    IntegrationOut,
    IntegrationsOut,
    IntegrationWithSecret,
    NoticesOut,
    ResumeIn,
    RotateIn,
)
from integrations.service import IntegrationService
from integrations.trial_schemas import TrialOut
from shared.http import AskedAtVersion, AskedBy

Service = Annotated[IntegrationService, Depends(wiring.integrations)]
Trials = Annotated[Trial, Depends(wiring.trial)]
ONE = "/v1/integrations/<integration_id>"


@api.serve("POST", "/v1/integrations", permission="integrations:write", status=201)
def create_integration(
    body: IntegrationCreate, service: Service, asked: AskedBy
) -> IntegrationWithSecret:
    """Create an integration; its signing secret is in this answer and nowhere else."""
    return IntegrationWithSecret.of(service.create(body.wish(), asked))


@api.serve("GET", "/v1/integrations", permission="integrations:read")
def list_integrations(service: Service) -> IntegrationsOut:
    """List all integrations, oldest first."""
    return IntegrationsOut(items=[IntegrationOut.of(each) for each in service.all()])


@api.serve("GET", ONE, permission="integrations:read")
def get_integration(integration_id: Id, service: Service) -> IntegrationOut:
    """Read one integration and how it fares."""
    return IntegrationOut.of(service.get(integration_id))


@api.serve("PATCH", ONE, permission="integrations:write")
def edit_integration(
    integration_id: Id, body: IntegrationEdit, service: Service, asked: AskedAtVersion
) -> IntegrationOut:
    """Change an integration; enabling it lets go what was held."""
    return IntegrationOut.of(service.edit(integration_id, body.fields(), asked))


@api.serve("DELETE", ONE, permission="integrations:write", status=204)
def delete_integration(integration_id: Id, service: Service, asked: AskedBy) -> Response[str]:
    """Delete an integration; its open deliveries end visibly in the log."""
    service.delete(integration_id, asked)
    return Response(status_code=204)


@api.serve("POST", f"{ONE}/pause", permission="integrations:write")
def pause_integration(integration_id: Id, service: Service, asked: AskedBy) -> IntegrationOut:
    """Pause an integration: what comes is held and burns no attempt."""
    return IntegrationOut.of(service.move(integration_id, IntegrationState.PAUSED, asked))


@api.serve("POST", f"{ONE}/disable", permission="integrations:write")
def disable_integration(integration_id: Id, service: Service, asked: AskedBy) -> IntegrationOut:
    """Disable an integration: what comes is held, as when it is paused."""
    return IntegrationOut.of(service.move(integration_id, IntegrationState.DISABLED, asked))


@api.serve("POST", f"{ONE}/resume", permission="integrations:write")
def resume_integration(
    integration_id: Id, body: ResumeIn, service: Service, asked: AskedBy
) -> IntegrationOut:
    """Enable an integration again and let go what was held, or leave it held in the log."""
    release = body.release == "all"
    moved = service.move(integration_id, IntegrationState.ENABLED, asked, release=release)
    return IntegrationOut.of(moved)


@api.serve("POST", f"{ONE}/rotate-secret", permission="integrations:write")
def rotate_secret(
    integration_id: Id, body: RotateIn, service: Service, asked: AskedBy
) -> IntegrationWithSecret:
    """Make a new signing secret; the one before it signs too until the overlap ends."""
    return IntegrationWithSecret.of(service.rotate(integration_id, body.overlap_hours, asked))


@api.serve("POST", f"{ONE}/test", permission="integrations:write")
def try_integration(
    integration_id: Id, trials: Trials, to: Annotated[str, Query(max_length=254)] | None = None
) -> TrialOut:
    """Send a test event now and give the answer; of messages, a test one to the address `to`."""
    return TrialOut.of(trials.run(integration_id, to))


@api.serve("GET", f"{ONE}/notices", permission="integrations:read")
def list_notices(integration_id: Id, service: Service) -> NoticesOut:
    """List the warnings that were given about an integration, newest first."""
    return NoticesOut(items=list(service.notices(integration_id)))


@api.serve("GET", "/v1/connectors", permission="integrations:read")
def list_connectors() -> ConnectorsOut:
    """Describe every kind of integration with the JSON Schemas of its form."""
    return ConnectorsOut(items=[ConnectorOut.of(name, kind) for name, kind in KINDS.items()])


@api.serve("GET", "/v1/event-types", permission="integrations:read")
def list_event_types() -> EventTypesOut:
    """Describe every event type with the JSON Schema of its envelope."""
    return EventTypesOut(items=[EventTypeOut.model_validate(each) for each in catalogue()])
