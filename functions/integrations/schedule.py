"""Timer edge: the minute's sweep, and the forgetting of erased customers."""

from typing import Any, Final

from integrations import wiring
from integrations.log import wiring as log_wiring
from integrations.sms.wiring import fates
from shared.cause import timed
from shared.observe import logger, measure


def _keep_up(context: Any) -> dict[str, int]:  # noqa: ANN401 - AWS
    counts = log_wiring.upkeep().run(context)
    if any(counts.values()):
        logger().info("job.finished", extra={"job": "log", **counts})
    return counts


def _reconcile(_context: Any) -> dict[str, int]:  # noqa: ANN401 - AWS
    job = log_wiring.reconciling().nightly()
    logger().info("job.begun", extra={"job": "reconcile", "reconciliation_id": job.id})
    return {"begun": 1}


LOG_JOBS: Final = {"log": _keep_up, "reconcile": _reconcile}


@timed("integrations")
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ANN401 - AWS
    """Sweep deliveries and tell what there is to be told, or forget, by the job that is named."""
    if event.get("job") == "erase":
        counts = wiring.forgetting().run(context)
        logger().info("job.finished", extra={"job": "erase", **counts})
        return counts
    if event.get("job") == "fates":
        asked = dict(fates().poll())
        logger().info("job.finished", extra={"job": "fates", **asked})
        return asked
    if event.get("job") in LOG_JOBS:
        return LOG_JOBS[event["job"]](context)
    swept = wiring.sweeper().sweep()
    counts = {"sent": swept.sent, "released": swept.released}
    logger().info("deliveries.swept", extra=counts)
    told = wiring.teller().tell()
    measure("SweepFinished")
    return {**counts, "told": told}
