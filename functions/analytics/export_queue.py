"""The queue of exports to write: pointers in plain ASCII JSON, and what led to them."""

import json
from typing import Any

from shared.stream import tell_sender


class SqsExportQueue:
    """The export queue in SQS: one request per export."""

    def __init__(self, client: Any, url: str) -> None:  # noqa: ANN401 - boto3
        """Bind to the queue."""
        self._client = client
        self._url = url

    def send(self, export_id: str, *, delay_s: int = 0) -> None:
        """Queue an export, to be written some seconds later at the earliest."""
        self._client.send_message(
            QueueUrl=self._url,
            MessageBody=message(export_id),
            DelaySeconds=delay_s,
            **tell_sender(),
        )


def message(export_id: str) -> str:
    """Write the message of an export."""
    return json.dumps({"export_id": export_id})


def export_id_of(body: str) -> str:
    """Read the message of an export."""
    return str(json.loads(body)["export_id"])
