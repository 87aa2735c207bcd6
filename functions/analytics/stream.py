"""Stream edge: changes of orders become files of the lake."""

import zlib
from typing import Any

from analytics import wiring
from analytics.changes import line, sequence
from shared.observe import logger, measure

# What a record that can't be read raises: a missing field, a bad type, bad JSON or base64.
_UNDECODABLE = (KeyError, TypeError, ValueError, zlib.error)


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401, ARG001
    """Store the batch up to the first record that can't be read, and report that one.

    The mapping then bisects down to it and parks it, while those after it are tried again. A
    fault of the store raises: the whole batch comes again.
    """
    lines: list[str] = []
    failures: list[dict[str, str]] = []
    for record in event["Records"]:
        try:
            text = line(record)
        except _UNDECODABLE as error:
            logger().error(
                "change.undecodable",
                extra={"sequence": sequence(record), "fault": type(error).__name__},
            )
            measure("RecordFailed")
            failures.append({"itemIdentifier": sequence(record)})
            break
        if text is not None:
            lines.append(text)
    if lines:
        key = wiring.changes().add(event["Records"][0], lines)
        logger().info("changes.stored", extra={"key": key, "changes": len(lines)})
    return {"batchItemFailures": failures}
