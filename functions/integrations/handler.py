"""HTTP edge of the integrations room: who am I; the routes of its parts beside."""

from integrations import routes
from integrations.access import routes as access_routes
from integrations.edge import api
from integrations.log import routes as log_routes
from integrations.schemas import MeOut
from shared.http import CurrentActor

PARTS = (routes, log_routes, access_routes)
"""Importing a part's routes registers them."""


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
