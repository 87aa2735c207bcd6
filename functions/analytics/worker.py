"""Queue edge: writes exports."""

from typing import Any, Final

from analytics import wiring
from analytics.export_queue import export_id_of
from analytics.model import Export
from analytics.ports import SeriesBusyError
from shared.observe import logger
from shared.stream import one_by_one

LAST_RECEIVE: Final = 5
"""After this receive the queue moves a message to its dead letters (maxReceiveCount)."""


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401, ARG001
    """Write the exports that the messages name; report those that failed."""
    return one_by_one(event, _is_written)


def _is_written(record: dict[str, Any]) -> bool:
    try:
        export_id = export_id_of(record["body"])
        export = _written(export_id)
        logger().info(
            "export.written" if export else "export.unknown",
            extra={"export_id": export_id, "rows": export and export.rows},
        )
    except Exception as error:  # noqa: BLE001 - one export must not take its neighbours along
        logger().exception("export.failed", extra={"message_id": record["messageId"]})
        _tell(record, error)
        return False
    return True


def _written(export_id: str) -> Export | None:
    """Write an export; one whose period is being written for is queued anew for a little later."""
    try:
        return wiring.writer().write(export_id)
    except SeriesBusyError:
        wiring.exports().postpone(export_id)
        return wiring.exports().get(export_id)


def _tell(record: dict[str, Any], error: Exception) -> None:
    """Let whoever waits know; where even that fails, the log has both."""
    attempt = int(record["attributes"]["ApproximateReceiveCount"])
    try:
        export_id = export_id_of(record["body"])
    except (KeyError, TypeError, ValueError):
        logger().error("export.unreadable", extra={"message_id": record["messageId"]})
        return
    try:
        is_last = attempt >= LAST_RECEIVE
        wiring.writer().failed(export_id, error, attempt=attempt, is_last=is_last)
    except Exception:  # noqa: BLE001 - the message comes again whatever happens here
        logger().exception("export.untold", extra={"export_id": export_id})
