"""Timer edge: asks customers, and forgets those who were erased."""

from typing import Any, Final

from feedback import wiring
from shared.cause import timed
from shared.observe import logger

JOBS: Final = ("ask", "erase")


@timed("feedback")
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Run the job that the timer names; safe to run twice or at once."""
    job = event["job"]
    if job not in JOBS:
        msg = f"job {job} is not one of {', '.join(JOBS)}"
        raise ValueError(msg)
    counts = (wiring.asking() if job == "ask" else wiring.forgetting()).run(context)
    logger().info("job.finished", extra={"job": job, **counts})
    return {"job": job, **counts}
