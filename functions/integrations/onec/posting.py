"""Pointers to wishes, on their way to the orders room by SQS: ASCII, without payload."""

import json
from collections.abc import Sequence
from typing import Any, Final

from shared.errors import UnavailableError
from shared.order_wishes import OrderWish
from shared.stream import tell_sender

BATCH: Final = 10


class SqsWishes:
    """The queue that the orders room works on."""

    def __init__(self, client: Any, url: str) -> None:  # noqa: ANN401 - boto3's client or a stub
        """Bind to the queue."""
        self._client = client
        self._url = url

    def send(self, wishes: Sequence[OrderWish]) -> None:
        """Send pointers; UnavailableError when any was not taken: 1C sends its file again."""
        for start in range(0, len(wishes), BATCH):
            entries = [
                {"Id": str(n), "MessageBody": message(each), **tell_sender()}
                for n, each in enumerate(wishes[start : start + BATCH])
            ]
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
            if answer.get("Failed"):
                raise UnavailableError("the queue is busy; send the file again")


def message(wish: OrderWish) -> str:
    """Write the message of a wish."""
    return json.dumps({"integration_id": wish.integration_id, "number": wish.number})
