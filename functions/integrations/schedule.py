"""Timer edge: the minute's sweep, and the forgetting of erased customers."""

from typing import Any

from integrations import wiring
from shared.observe import logger


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ANN401 - AWS
    """Sweep deliveries and tell what there is to be told, or forget, by the job that is named."""
    if event.get("job") == "erase":
        counts = wiring.forgetting().run(context)
        logger().info("job.finished", extra={"job": "erase", **counts})
        return counts
    swept = wiring.sweeper().sweep()
    counts = {"sent": swept.sent, "released": swept.released}
    logger().info("deliveries.swept", extra=counts)
    return {**counts, "told": wiring.teller().tell()}
