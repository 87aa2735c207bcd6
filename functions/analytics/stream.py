"""Stream edge: changes of orders become files of the lake."""

import zlib
from typing import Any, Final

from analytics import wiring
from analytics.changes import line, sequence
from shared.cause import caused_by
from shared.observe import logger, measure
from shared.stream import writer_of

MOST_NAMED: Final = 100
"""Requests that one line of the log names."""
# What a record that can't be read raises: a missing field, a bad type, bad JSON or base64.
_UNDECODABLE = (KeyError, TypeError, ValueError, zlib.error)


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401, ARG001
    """Store the batch up to the first record that can't be read, and report that one.

    The mapping then bisects down to it and parks it, while those after it are tried again. A
    fault of the store raises: the whole batch comes again.
    """
    lines: list[str] = []
    writers: dict[str | None, None] = {}
    failures: list[dict[str, str]] = []
    for record in event["Records"]:
        writer = writer_of(record)
        try:
            text = line(record)
        except _UNDECODABLE as error:
            with caused_by(writer):
                _tell_undecodable(record, error)
            failures.append({"itemIdentifier": sequence(record)})
            break
        if text is not None:
            lines.append(text)
            writers[writer] = None
    if lines:
        key = wiring.changes().add(event["Records"][0], lines)
        _tell_stored(key, len(lines), [each for each in writers if each])
    return {"batchItemFailures": failures}


def _tell_undecodable(record: dict[str, Any], error: Exception) -> None:
    extra = {"sequence": sequence(record), "fault": type(error).__name__}
    logger().error("change.undecodable", extra=extra)
    measure("RecordFailed")


def _tell_stored(key: str, changes: int, requests: list[str]) -> None:
    """Tell of a file; a batch holds what many requests wrote, so their ids stand in a list."""
    extra = {"key": key, "changes": changes, "requests": requests[:MOST_NAMED]}
    logger().info("changes.stored", extra=extra)
