"""The queue of imports to work on: pointers in plain ASCII JSON, and what led to them."""

import json
from typing import Any

from shared.stream import tell_sender


class SqsImportQueue:
    """The import queue in SQS: one request per import."""

    def __init__(self, client: Any, url: str) -> None:  # noqa: ANN401 - boto3
        """Bind to the queue."""
        self._client = client
        self._url = url

    def send(self, import_id: str) -> None:
        """Queue an import."""
        self._client.send_message(
            QueueUrl=self._url, MessageBody=message(import_id), **tell_sender()
        )


def message(import_id: str) -> str:
    """Write the message of an import."""
    return json.dumps({"import_id": import_id})


def import_id_of(body: str) -> str:
    """Read the message of an import."""
    return str(json.loads(body)["import_id"])
