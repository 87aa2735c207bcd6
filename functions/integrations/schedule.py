"""Timer edge: the minute's sweep."""

from typing import Any

from integrations import wiring
from shared.observe import logger


def lambda_handler(_event: dict[str, Any], _context: Any) -> dict[str, int]:  # noqa: ANN401 - AWS
    """Send what is due and release what was held."""
    swept = wiring.sweeper().sweep()
    logger().info("deliveries.swept", extra={"sent": swept.sent, "released": swept.released})
    return {"sent": swept.sent, "released": swept.released}
