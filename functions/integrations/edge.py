"""The room's routes stand on this one Api; what they have in common is named here."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Request
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from integrations import wiring
from integrations.asked import Asked
from shared.auth import Actor
from shared.http import Api, current_actor, given_version, idempotency_key, required_version
from shared.signing import Seal

api = Api("integrations")

Cursors = Annotated[Seal, Depends(wiring.seal)]
Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]


def asked(request: Request) -> Asked:
    """Say who asks, for which version if any is named, under which key, with which body."""
    actor: Actor = current_actor(request)
    return Asked(actor, given_version(request), idempotency_key(request), request.body or "")


def asked_at_version(request: Request) -> Asked:
    """Say the same where the version must be named."""
    required_version(request)
    return asked(request)


AskedBy = Annotated[Asked, Depends(asked)]
AskedAtVersion = Annotated[Asked, Depends(asked_at_version)]
