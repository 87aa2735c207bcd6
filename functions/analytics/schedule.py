"""Timer edge: brings the roll-ups up to date, or rebuilds them."""

from typing import Any, Final

from analytics import wiring
from analytics.ports import LakeBusyError, StateMovedError
from shared.observe import logger

SPARE_MS: Final = 100_000
"""What a step may take: none is begun with less time left."""


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401
    """Run the job that the timer names: roll-up, or rebuild; safe to run twice or at once."""
    job = event["job"]
    if job == "rebuild":
        wiring.refresh().rebuild()
    elif job != "roll-up":
        msg = f"job {job} is not one of roll-up, rebuild"
        raise ValueError(msg)
    steps = _roll_up(context)
    sent_again = wiring.exports().send_again()
    logger().info("roll_up.finished", extra={"job": job, "steps": steps, "sent_again": sent_again})
    return {"job": job, "steps": steps}


def _roll_up(context: Any) -> int:  # noqa: ANN401 - Lambda's context
    """Take steps while there is something to do and time to do it; the rest is the next run's."""
    steps = 0
    try:
        while context.get_remaining_time_in_millis() > SPARE_MS and wiring.refresh().step():
            steps += 1
    except (LakeBusyError, StateMovedError) as error:
        # Another run is at this very work; it, or the next one, finishes it.
        logger().info("roll_up.left_to_another", extra={"fault": type(error).__name__})
    return steps
