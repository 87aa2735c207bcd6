"""Batches of a table's stream and of a queue, with partial batch responses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from shared.observe import logger, measure

Record = dict[str, Any]
THREADS: Final = 10


def in_order(event: dict[str, Any], handle: Callable[[Record], None]) -> dict[str, Any]:
    """Handle stream records in order and stop at the first that fails.

    Its sequence number becomes the checkpoint: it and all after it come again, so nothing later in
    the shard overtakes it.
    """
    for record in event["Records"]:
        try:
            handle(record)
        except Exception as error:  # noqa: BLE001 - the edge's one broad catch: logged, reported
            sequence = record["dynamodb"]["SequenceNumber"]
            logger().error("record.failed", exc_info=error, extra={"sequence": sequence})
            measure("RecordFailed")
            return {"batchItemFailures": [{"itemIdentifier": sequence}]}
    return {"batchItemFailures": []}


def side_by_side(event: dict[str, Any], handle: Callable[[Record], None]) -> dict[str, Any]:
    """Handle queue messages at once in threads; those that fail come again by themselves."""

    def failed(record: Record) -> str | None:
        try:
            handle(record)
        except Exception as error:  # noqa: BLE001 - the edge's one broad catch: logged, reported
            message_id = str(record["messageId"])
            logger().error("message.failed", exc_info=error, extra={"message_id": message_id})
            return message_id
        return None

    with ThreadPoolExecutor(THREADS) as threads:
        failures = [each for each in threads.map(failed, event["Records"]) if each]
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failures]}
