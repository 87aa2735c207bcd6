"""Authorizer of the HTTP API: yields one identity for web users and API keys alike.

It lets every caller through and says who they are; a caller who is nobody meets our own 401 at the
route's permission. A refusal here would become the gateway's bare 403.
"""

from typing import Any

from integrations.access import wiring


def lambda_handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Answer a request authorizer event (payload 2.0) with a simple response."""
    source = event.get("identitySource") or [""]
    ip = event.get("requestContext", {}).get("http", {}).get("sourceIp", "")
    actor = wiring.identity().of(source[0], ip)
    return {"isAuthorized": True, "context": actor.context()}
