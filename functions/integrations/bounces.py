"""Event edge: what SES tells of letters that came back or were complained of."""

from typing import Any

from integrations.mail.tags import request_of
from integrations.messages import wiring
from integrations.messages.bouncing import suppressed_by
from shared.cause import caused_by


def lambda_handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Suppress the addresses; told twice, it is done once."""
    composer = wiring.composer()
    found = suppressed_by(event)
    with caused_by(request_of(event)):
        for address, reason in found:
            composer.suppress("email", address, reason)
    return {"suppressed": len(found)}
