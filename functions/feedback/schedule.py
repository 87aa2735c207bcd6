"""Timer edge: forgets erased customers."""

from typing import Any

from feedback import wiring
from shared.observe import logger


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Run the job that the timer names; safe to run twice or at once."""
    job = event["job"]
    if job != "erase":
        msg = f"job {job} is not erase"
        raise ValueError(msg)
    counts = wiring.forgetting().run(context)
    logger().info("job.finished", extra={"job": job, **counts})
    return {"job": job, **counts}
