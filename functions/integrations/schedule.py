"""Timer edge: the minute's sweep, and the forgetting of erased customers."""

from typing import Any

from integrations import wiring
from shared.observe import logger


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ANN401 - AWS
    """Send what is due and release what was held, or forget, by the job that the timer names."""
    if event.get("job") == "erase":
        counts = wiring.forgetting().run(context)
        logger().info("job.finished", extra={"job": "erase", **counts})
        return counts
    swept = wiring.sweeper().sweep()
    logger().info("deliveries.swept", extra={"sent": swept.sent, "released": swept.released})
    return {"sent": swept.sent, "released": swept.released}
