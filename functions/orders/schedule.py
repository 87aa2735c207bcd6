"""Timer edge: closes what was completed long ago, goes on with erasures and imports."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from orders import wiring
from shared.cause import timed
from shared.observe import logger

SPARE_MS: Final = 10_000
"""No order is begun with less time left; the next run finds it where it was."""


@timed("orders")
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - AWS
    """Run the job that the timer names; safe to run twice or at once."""
    job = event["job"]
    if job not in JOBS:
        msg = f"job {job} is not one of {', '.join(JOBS)}"
        raise ValueError(msg)
    counts = JOBS[job](context)
    logger().info("job.finished", extra={"job": job, **counts})
    return {"job": job, **counts}


def close_completed(context: Any) -> dict[str, int]:  # noqa: ANN401 - Lambda's context
    """Close each order on its own: one that can't be closed holds up no other."""
    closer = wiring.auto_close()
    closed = failed = 0
    for order_id in closer.ripe():
        if context.get_remaining_time_in_millis() < SPARE_MS:
            break
        try:
            closed += closer.close(order_id)
        except Exception:  # noqa: BLE001 - one order holds up no other; the run fails at its end
            logger().exception("order.not_closed", extra={"order_id": order_id})
            failed += 1
    if failed:
        msg = f"{failed} orders could not be closed, {closed} were"
        raise RuntimeError(msg)
    return {"closed": closed}


def go_on_erasing(context: Any) -> dict[str, int]:  # noqa: ANN401 - Lambda's context
    """Go on with each erasure on its own, until all that was being written is erased too."""
    erasing = wiring.erasures()
    done = failed = 0
    for erasure in erasing.running():
        if context.get_remaining_time_in_millis() < SPARE_MS:
            break
        try:
            done += erasing.resume(erasure).state == "done"
        except Exception:  # noqa: BLE001 - one customer holds up no other; the run fails at its end
            logger().exception("customer.not_erased", extra={"customer_id": erasure.customer_id})
            failed += 1
    if failed:
        msg = f"{failed} erasures could not go on, {done} are done"
        raise RuntimeError(msg)
    return {"erased": done}


def go_on_importing(_: Any) -> dict[str, int]:  # noqa: ANN401 - Lambda's context
    """Queue imports that nobody seems to work on any more."""
    return {"sent_again": wiring.imports().send_again()}


JOBS: Final[Mapping[str, Callable[[Any], dict[str, int]]]] = {
    "auto-close": close_completed,
    "erase": go_on_erasing,
    "import": go_on_importing,
}
