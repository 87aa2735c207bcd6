"""The verbs of a DynamoDB table: get, put, update, write together, page.

Every write is conditional or idempotent by its caller's doing; a condition that does not hold is
`ConditionError`, with the item that stood in the way where DynamoDB gives it.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from shared.errors import UnavailableError
from shared.item import Item, from_wire, to_wire, to_wire_value
from shared.writes import Delete, Put, Update, filled

__all__ = ["ConditionError", "Delete", "Put", "Table", "Update", "write_together"]

_FAILED = "ConditionalCheckFailed"
CONFLICT_TRIES = 5
MOST_KEYS = 100


class ConditionError(Exception):
    """A condition of a write did not hold; `which` are the positions in a transaction."""

    def __init__(self, which: Sequence[int] = (0,), found: Item | None = None) -> None:
        """Keep which writes were refused and the item that was found instead."""
        super().__init__(f"condition not met at {list(which)}")
        self.which = tuple(which)
        self.found = found


class Table:
    """One table, spoken to in plain Python values."""

    def __init__(self, name: str, client: Any) -> None:  # noqa: ANN401 - boto3's client or a stub
        """Bind a table's name to a client of DynamoDB."""
        self.name = name
        self.client = client

    def get(self, key: Mapping[str, str], *, consistent: bool = True) -> Item | None:
        """Read one item: 1 read unit per 4 KB, half of that when not consistent."""
        answer = self.client.get_item(
            TableName=self.name, Key=to_wire(key), ConsistentRead=consistent
        )
        return from_wire(answer["Item"]) if "Item" in answer else None

    def put(
        self,
        item: Item,
        *,
        condition: str = "",
        values: Mapping[str, Any] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Write one item, under a condition; ConditionError carries the item that was there."""
        put = Put(self.name, item, condition, values or {}, names or {})
        _carried_out(self.client.put_item, put.request())

    def update(
        self,
        key: Mapping[str, str],
        expression: str,
        *,
        values: Mapping[str, Any],
        condition: str,
        names: Mapping[str, str] | None = None,
    ) -> Item:
        """Change one item under a condition and give it as it is then."""
        request = filled(
            {
                "TableName": self.name,
                "Key": to_wire(key),
                "UpdateExpression": expression,
                "ReturnValues": "ALL_NEW",
            },
            condition=condition,
            values=values,
            names=names or {},
        )
        return from_wire(_carried_out(self.client.update_item, request)["Attributes"])

    def get_many(
        self,
        keys: Sequence[Mapping[str, str]],
        *,
        fields: Sequence[str] = (),
        consistent: bool = False,
    ) -> list[Item]:
        """Read items by key, in no order; what DynamoDB leaves unprocessed is asked for again."""
        names = {f"#f{number}": name for number, name in enumerate(fields)}
        shown: dict[str, Any] = {"ConsistentRead": True} if consistent else {}
        if names:
            shown |= {
                "ProjectionExpression": ", ".join(names),
                "ExpressionAttributeNames": names,
            }
        batches = (keys[n : n + MOST_KEYS] for n in range(0, len(keys), MOST_KEYS))
        return [item for batch in batches for item in self._get_batch(batch, shown)]

    def _get_batch(
        self, keys: Sequence[Mapping[str, str]], shown: Mapping[str, Any]
    ) -> Iterator[Item]:
        wanted = [to_wire(key) for key in keys]
        for _ in range(CONFLICT_TRIES):
            request = {self.name: {"Keys": wanted, **shown}}
            answer = self.client.batch_get_item(RequestItems=request)
            yield from map(from_wire, answer["Responses"].get(self.name, []))
            wanted = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
            if not wanted:
                return
            time.sleep(random.uniform(0.01, 0.05))  # noqa: S311 - jitter, not a secret
        raise UnavailableError("the store is busy; try again")

    def delete(self, key: Mapping[str, str], *, condition: str, values: Mapping[str, Any]) -> None:
        """Remove one item under a condition."""
        request = filled(
            {"TableName": self.name, "Key": to_wire(key)},
            condition=condition,
            values=values,
            names={},
        )
        _carried_out(self.client.delete_item, request)

    def next_number(self, key: Mapping[str, str]) -> int:
        """Count one up and give the number; a repeated call after a lost reply leaves a gap."""
        answer = self.client.update_item(
            TableName=self.name,
            Key=to_wire(key),
            UpdateExpression="ADD last_number :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
            ReturnValues="UPDATED_NEW",
        )
        return int(answer["Attributes"]["last_number"]["N"])

    def page(
        self,
        condition: str,
        values: Mapping[str, Any],
        *,
        index: str | None = None,
        limit: int = 50,
        newest_first: bool = False,
    ) -> list[Item]:
        """Read up to `limit` items of one partition in key order."""
        return list(
            _first(
                limit,
                self.walk(
                    condition, values, index=index, newest_first=newest_first, page_size=limit
                ),
            )
        )

    def walk(
        self,
        condition: str,
        values: Mapping[str, Any],
        *,
        index: str | None = None,
        newest_first: bool = False,
        page_size: int = 200,
    ) -> Iterator[Item]:
        """Read a partition lazily, page by page: only what is consumed is paid."""
        request: dict[str, Any] = {
            "TableName": self.name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": {k: to_wire_value(v) for k, v in values.items()},
            "ScanIndexForward": not newest_first,
            "Limit": page_size,
        }
        if index:
            request["IndexName"] = index
        while True:
            answer = self.client.query(**request)
            yield from map(from_wire, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _first(limit: int, items: Iterator[Item]) -> Iterator[Item]:
    for _, item in zip(range(limit), items, strict=False):
        yield item


def write_together(client: Any, writes: Sequence[Put | Delete | Update]) -> None:  # noqa: ANN401
    """Carry out all writes or none; one token for all tries makes a repeat harmless."""
    request = {
        "TransactItems": [{type(each).__name__: each.request()} for each in writes],
        "ClientRequestToken": str(uuid4()),
    }
    _carried_out(client.transact_write_items, request)


def _carried_out(call: Callable[..., Any], request: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Write, and again with jitter when a transaction has just met another write on one item."""
    for _ in range(CONFLICT_TRIES):
        try:
            return call(**request)
        except ClientError as error:
            if not _met_another(error):
                raise _translated(error) from error
        time.sleep(random.uniform(0.01, 0.05))  # noqa: S311 - jitter, not a secret
    raise UnavailableError("others write the same things; try again")


def _met_another(error: ClientError) -> bool:
    if error.response["Error"]["Code"] == "TransactionConflictException":
        return True
    reasons: Any = error.response.get("CancellationReasons", [])
    codes = {reason.get("Code") for reason in reasons}
    return "TransactionConflict" in codes and _FAILED not in codes


def _translated(error: ClientError) -> Exception:
    code = error.response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        found = error.response.get("Item")
        return ConditionError(found=from_wire(found) if found else None)  # type: ignore[arg-type]
    if code == "TransactionCanceledException":
        reasons: Any = error.response.get("CancellationReasons", [])
        which = [n for n, reason in enumerate(reasons) if reason.get("Code") == _FAILED]
        if which:
            found = reasons[which[0]].get("Item")
            return ConditionError(which, from_wire(found) if found else None)
    return error
