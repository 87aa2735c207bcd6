"""Timer edge: rolls up, rebuilds or doubts figures, counts customers, sends the weekly report."""

from typing import Any, Final

from analytics import wiring
from analytics.additions import AstrayError
from analytics.ports import LakeBusyError, StateMovedError
from shared.cause import timed
from shared.clock import now
from shared.observe import logger, measure

SPARE_MS: Final = 100_000
"""What a step may take: none is begun with less time left."""


@timed("analytics")
def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401
    """Run the job that the timer names; each is safe to run twice or at once."""
    job = event["job"]
    if job == "report":
        return {"job": job, "report": _report(context)}
    if job == "customers":
        return {
            "job": job, "kept": _keep(), "astray": _doubt(), "counted": _count_customers(),
            "cleared": _clear(),
        }  # fmt: skip
    if job == "rebuild":
        wiring.refresh().rebuild(anew=event.get("anew", False))
    elif job != "roll-up":
        msg = f"job {job} is not one of roll-up, rebuild, customers, report"
        raise ValueError(msg)
    steps, is_caught_up = _roll_up(context)
    measure("RollUpLag", 0 if is_caught_up else _lag_s())
    if job == "rebuild" and is_caught_up:
        _keep()
        _count_customers()
    wiring.planning().due()
    sent_again = wiring.exports().send_again()
    measure("ExportsMissing", wiring.exports().missing())
    logger().info("roll_up.finished", extra={"job": job, "steps": steps, "sent_again": sent_again})
    return {"job": job, "steps": steps}


def _report(context: Any) -> str | None:  # noqa: ANN401 - Lambda's context
    """Send the weekly report if it is due, once the roll-ups hold all that was stored so far."""
    if not wiring.reports().is_due():
        return None
    _, is_caught_up = _roll_up(context)
    if not is_caught_up:
        logger().warning("report.waits", extra={"why": "the roll-ups are behind"})
        return None
    sending = wiring.reports().run()
    if sending is None:
        return None
    log = logger().info if sending.state == "handed_over" else logger().error
    log("report.written", extra={"report_id": sending.id, "state": sending.state})
    return sending.id


def _roll_up(context: Any) -> tuple[int, bool]:  # noqa: ANN401 - Lambda's context
    """Take steps while there is something to do and time to do it; the rest is the next run's.

    Give their number, and whether nothing was left to do.
    """
    steps = 0
    try:
        while context.get_remaining_time_in_millis() > SPARE_MS:
            if not _step():
                return steps, True
            steps += 1
    except (LakeBusyError, StateMovedError) as error:
        # Another run is at this very work; it, or the next one, finishes it.
        logger().info("roll_up.left_to_another", extra={"fault": type(error).__name__})
    return steps, False


def _step() -> bool:
    """Take a step; a page that can't be right is told of, and the next step computes it anew."""
    try:
        return wiring.refresh().step()
    except AstrayError:
        logger().exception("figures.astray")
        measure("FiguresAstray", 1)
        return True


def _doubt() -> int:
    """Compute a month's pages again, without a reason to; give how many were others: none is."""
    try:
        astray = wiring.settling().doubt(wiring.today())
    except (LakeBusyError, StateMovedError) as error:
        logger().info("figures.left_to_another", extra={"fault": type(error).__name__})
        return 0
    measure("FiguresAstray", len(astray))
    if astray:
        logger().error("figures.astray", extra={"pages": [" ".join(page.key) for page in astray]})
    return len(astray)


def _keep() -> int:
    """Store months again that would be lost; none where another run is at them, until tomorrow."""
    try:
        kept = wiring.keeping().keep()
    except (LakeBusyError, StateMovedError) as error:
        logger().info("lake.left_to_another", extra={"fault": type(error).__name__})
        return 0
    logger().info("lake.kept", extra={"months": kept})
    return kept


def _clear() -> int:
    """Hide objects of the lake that no state names any more; give how many."""
    cleared = wiring.clearing().clear()
    logger().info("lake.cleared", extra={"objects": cleared})
    return cleared


def _lag_s() -> float:
    """Give the age of the oldest change that figures do not hold yet."""
    since = wiring.refresh().behind_since()
    return max(0.0, (now() - since).total_seconds()) if since else 0


def _count_customers() -> bool:
    """Count customers; False where nothing is new, or figures move faster than they can be read."""
    try:
        is_new = wiring.customer_count().count()
    except StateMovedError as error:
        logger().info("customers.left_to_another", extra={"fault": type(error).__name__})
        return False
    logger().info("customers.counted", extra={"is_new": is_new})
    return is_new
