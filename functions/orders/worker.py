"""Queue edge: works on imports, and follows what partners' programs say of orders."""

import json
from typing import Any, Final

from orders import wiring
from orders.intake.import_queue import import_id_of
from shared.observe import logger
from shared.stream import one_by_one

LAST_RECEIVE: Final = 5
"""After this receive the queue moves a message to its dead letters (maxReceiveCount)."""


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401
    """Work on what the messages name; report those that failed."""
    return one_by_one(event, lambda record: _is_done(record, context))


def _is_done(record: dict[str, Any], context: Any) -> bool:  # noqa: ANN401 - Lambda's context
    # Each queue has messages of its own form.
    if '"integration_id"' in record["body"]:
        return _is_followed(record)
    return _is_worked_on(record, context)


def _is_followed(record: dict[str, Any]) -> bool:
    try:
        body = json.loads(record["body"])
        state = wiring.following().follow(str(body["integration_id"]), str(body["number"]))
        told = {"integration_id": body["integration_id"], "number": body["number"], "state": state}
        logger().info("wish.followed", extra=told)
    except Exception:  # noqa: BLE001 - one order must not take its neighbours along
        logger().exception("wish.failed", extra={"message_id": record["messageId"]})
        return False
    return True


def _is_worked_on(record: dict[str, Any], context: Any) -> bool:  # noqa: ANN401 - Lambda's context
    try:
        import_id = import_id_of(record["body"])
        job = wiring.import_job().run(
            import_id, lambda: int(context.get_remaining_time_in_millis())
        )
        logger().info(
            "import.worked_on" if job else "import.unknown",
            extra={
                "import_id": import_id,
                "state": job and job.state,
                "rows": job and job.rows,
                "done": job and job.tally.done,
            },
        )
    except Exception:  # noqa: BLE001 - one import must not take its neighbours along
        logger().exception("import.failed", extra={"message_id": record["messageId"]})
        _give_up(record)
        return False
    return True


def _give_up(record: dict[str, Any]) -> None:
    if int(record["attributes"]["ApproximateReceiveCount"]) < LAST_RECEIVE:
        return
    try:
        wiring.import_job().give_up(import_id_of(record["body"]))
    except (KeyError, TypeError, ValueError):
        logger().error("import.unreadable", extra={"message_id": record["messageId"]})
