"""The room's routes stand on this one Api; what they have in common is named here."""

from typing import Annotated, Final

from aws_lambda_powertools.event_handler import Depends, Request
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from shared.auth import ROLES, Actor
from shared.http import Api, current_actor

TECHNICIAN: Final = "technician"
NOBODY: Final = "-"
"""A technician's user that is linked to no technician sees nobody's answers."""

api = Api("feedback")

Id = Annotated[str, Path(max_length=64)]
Limit = Annotated[int, Query(ge=1, le=200)]


def own(request: Request) -> str | None:
    """Say to whose answers the caller is bound; None for who sees all of them."""
    return own_of(current_actor(request))


def own_of(actor: Actor) -> str | None:
    """Bind those to their own answers whom only the role of a technician lets read any."""
    others = (ROLES.get(role, frozenset()) for role in actor.roles if role != TECHNICIAN)
    if actor.kind != "user" or "feedback:read" in frozenset().union(*others):
        return None
    return actor.technician_id or NOBODY


Own = Annotated[str | None, Depends(own)]
