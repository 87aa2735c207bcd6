"""The routes by which gateways tell what became of texts."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request, Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from integrations import wiring
from integrations.edge import Id, api
from integrations.service import IntegrationService
from integrations.sms import wiring as parts
from integrations.sms.fates import KIND
from integrations.sms.telling import Callbacks
from shared.auth import PUBLIC
from shared.body import read_form
from shared.errors import ConflictError

Told = Annotated[Callbacks, Depends(parts.callbacks)]
Service = Annotated[IntegrationService, Depends(wiring.integrations)]
Token = Annotated[str, Path(max_length=300)]


class CallbackOut(BaseModel):
    """Where a gateway is to tell; empty while PUBLIC_URL is not set."""

    url: str


@api.serve("GET", "/v1/integrations/<integration_id>/callback", permission="integrations:write")
def show_callback(integration_id: Id, service: Service) -> CallbackOut:
    """Give the secret URL that is put into the gateway's cabinet for statuses of texts."""
    found = service.get(integration_id).integration
    if found.kind != KIND:
        raise ConflictError(f"a {found.kind} has no gateway that tells of texts")
    return CallbackOut(url=parts.callback(integration_id))


@api.serve("POST", "/v1/hooks/sms/<token>", permission=PUBLIC)
def hear_gateway(token: Token, request: Request, callbacks: Told) -> Response[str]:
    """Take what a gateway tells of texts; the address itself is its proof."""
    answer = callbacks.take(token, read_form(request.resolved_event.raw_event))
    return Response(HTTPStatus.OK, "text/plain; charset=utf-8", answer)
