"""Batches of a table's stream and of a queue, with partial batch responses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from shared.cause import cause, caused_by
from shared.observe import logger, measure

Record = dict[str, Any]
THREADS: Final = 10
CAUSE: Final = "request_id"
"""The attribute of items and messages that names the request which led to them."""


def in_order(event: dict[str, Any], handle: Callable[[Record], None]) -> dict[str, Any]:
    """Handle stream records in order and stop at the first that fails.

    Its sequence number becomes the checkpoint: it and all after it come again, so nothing later in
    the shard overtakes it.
    """
    for record in event["Records"]:
        with caused_by(writer_of(record)):
            failed = _failed(record, handle)
        if failed:
            return {"batchItemFailures": [{"itemIdentifier": failed}]}
    return {"batchItemFailures": []}


def side_by_side(event: dict[str, Any], handle: Callable[[Record], None]) -> dict[str, Any]:
    """Handle queue messages at once in threads; those that fail come again by themselves."""

    def failed(record: Record) -> str | None:
        with caused_by(_sender_of(record)):
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


def one_by_one(event: dict[str, Any], is_done: Callable[[Record], bool]) -> dict[str, Any]:
    """Handle queue messages in turn; those of which it says so are not done, and come again."""
    failures: list[str] = []
    for record in event["Records"]:
        with caused_by(_sender_of(record)):
            if not is_done(record):
                failures.append(str(record["messageId"]))
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failures]}


def tell_sender() -> dict[str, Any]:
    """Give what a message says beside its body: the request that led to it, if one did."""
    request_id = cause()
    if request_id is None:
        return {}
    return {"MessageAttributes": {CAUSE: {"DataType": "String", "StringValue": request_id}}}


def _failed(record: Record, handle: Callable[[Record], None]) -> str | None:
    """Handle a stream's record; give its sequence number where that fails."""
    try:
        handle(record)
    except Exception as error:  # noqa: BLE001 - the edge's one broad catch: logged, reported
        sequence = str(record["dynamodb"]["SequenceNumber"])
        logger().error("record.failed", exc_info=error, extra={"sequence": sequence})
        measure("RecordFailed")
        return sequence
    return None


def writer_of(record: Record) -> str | None:
    """Tell which request wrote what a stream tells of."""
    written = record["dynamodb"].get("NewImage", {}).get(CAUSE, {})
    return str(written["S"]) if "S" in written else None


def _sender_of(record: Record) -> str | None:
    """Tell which request led to a message."""
    told: dict[str, str] = record.get("messageAttributes", {}).get(CAUSE, {})
    return told.get("stringValue")
