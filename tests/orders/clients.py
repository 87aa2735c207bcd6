"""Clients of DynamoDB whose line is bad, or who wait their turn."""

import threading
from typing import Any

from botocore.exceptions import ClientError


class Forgetful:
    """Loses the reply of every write, so that each is sent twice, as the SDK would."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def put_item(self, **request: Any) -> Any:
        self._client.put_item(**request)
        return self._client.put_item(**request)

    def transact_write_items(self, **request: Any) -> Any:
        self._client.transact_write_items(**request)
        return self._client.transact_write_items(**request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


class OneAtATime:
    """Lets one call in at a time: DynamoDB keeps each call whole, moto under threads does not."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._turn = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)

        def wait(**request: Any) -> Any:
            with self._turn:
                return call(**request)

        return wait


class Loose:
    """Writes the puts of a transaction one by one: moto copies whole tables for each transaction.

    For filling tables, where nothing is refused.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def transact_write_items(self, **request: Any) -> None:
        for each in request["TransactItems"]:
            self._client.put_item(**each["Put"])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


class Broken:
    """Refuses every transaction because its second item is there already."""

    def transact_write_items(self, **_: Any) -> None:
        error = {
            "Error": {"Code": "TransactionCanceledException", "Message": ""},
            "CancellationReasons": [{"Code": "None"}, {"Code": "ConditionalCheckFailed"}],
        }
        raise ClientError(error, "TransactWriteItems")
