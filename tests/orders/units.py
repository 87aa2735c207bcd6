"""A client of DynamoDB that reckons what each request costs, by DynamoDB's own rules.

moto's ConsumedCapacity is made up, so sizes are taken from the items themselves:
read units per 4 KB, half when not consistent; write units per 1 KB of the larger of the old and the
new item, doubled in a transaction; an index is written when what it shows has changed, twice when
its key has, and never doubled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from tests.tables import resources

Wire = Mapping[str, Any]


@dataclass
class Bill:
    """What was asked of DynamoDB."""

    requests: int = 0
    read: float = 0
    write: float = 0
    calls: list[str] = field(default_factory=list)


def size(item: Wire) -> int:
    """The bytes of an item as DynamoDB counts them."""
    return sum(len(name.encode()) + _size_of(value) for name, value in item.items())


def _size_of(value: Wire) -> int:
    ((kind, held),) = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "B":
            return len(held)
        case "N":
            digits = len(held.lstrip("-").replace(".", "").strip("0")) or 1
            return ceil(digits / 2) + 1 + held.startswith("-")
        case "M":
            return 3 + sum(1 + len(name.encode()) + _size_of(each) for name, each in held.items())
        case "L":
            return 3 + sum(1 + _size_of(each) for each in held)
        case _:
            return 1


class Meter:
    """Passes all on to another client and keeps the bill."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.bill = Bill()

    def __getattr__(self, name: str) -> Any:
        reckon = getattr(self, f"_{name}")
        call = getattr(self._client, name)

        def metered(**request: Any) -> Any:
            self.bill.requests += 1
            self.bill.calls.append(name)
            return reckon(call, request)

        return metered

    def _get_item(self, call: Any, request: dict[str, Any]) -> Any:
        answer = call(**request)
        self.bill.read += _reads(
            size(answer.get("Item", {})), consistent=request.get("ConsistentRead")
        )
        return answer

    def _batch_get_item(self, call: Any, request: dict[str, Any]) -> Any:
        for table, wanted in request["RequestItems"].items():
            for key in wanted["Keys"]:  # a projection is paid like the whole
                self.bill.read += _reads(size(self._stored(table, key)), consistent=False)
        return call(**request)

    def _query(self, call: Any, request: dict[str, Any]) -> Any:
        answer = call(**request)
        total = sum(map(size, answer["Items"]))
        self.bill.read += _reads(total, consistent=request.get("ConsistentRead"))
        return answer

    def _put_item(self, call: Any, request: dict[str, Any]) -> Any:
        old = self._stored(request["TableName"], _key(request["TableName"], request["Item"]))
        answer = call(**request)
        self._written(request["TableName"], old, request["Item"])
        return answer

    def _update_item(self, call: Any, request: dict[str, Any]) -> Any:
        old = self._stored(request["TableName"], request["Key"])
        answer = call(**request)
        new = self._stored(request["TableName"], request["Key"])
        self._written(request["TableName"], old, new)
        return answer

    def _transact_write_items(self, call: Any, request: dict[str, Any]) -> Any:
        writes = []
        for each in request["TransactItems"]:
            ((verb, write),) = each.items()
            key = write["Key"] if verb == "Delete" else _key(write["TableName"], write["Item"])
            old = self._stored(write["TableName"], key)
            writes.append((write["TableName"], old, write.get("Item", {})))
        answer = call(**request)
        for table, old, new in writes:
            self._written(table, old, new, times=2)
        return answer

    def _stored(self, table: str, key: Wire) -> Wire:
        item: Wire = self._client.get_item(TableName=table, Key=key).get("Item", {})
        return item

    def _written(self, table: str, old: Wire, new: Wire, times: int = 1) -> None:
        self.bill.write += times * _writes(max(size(old), size(new)))
        for index in resources("AWS::DynamoDB::Table")[table].get("GlobalSecondaryIndexes", []):
            self.bill.write += _index_writes(table, index, old, new)


def _reads(length: int, *, consistent: bool | None) -> float:
    return max(1, ceil(length / 4096)) * (1 if consistent else 0.5)


def _writes(length: int) -> int:
    return max(1, ceil(length / 1024))


def _key(table: str, item: Wire) -> dict[str, Any]:
    schema = resources("AWS::DynamoDB::Table")[table]["KeySchema"]
    return {each["AttributeName"]: item[each["AttributeName"]] for each in schema}


def _index_writes(table: str, index: Wire, old: Wire, new: Wire) -> int:
    names = [each["AttributeName"] for each in index["KeySchema"]]
    before, after = _shown(table, index, old), _shown(table, index, new)
    if before == after:
        return 0
    if before and after and _picked(before, names) == _picked(after, names):
        return _writes(max(size(before), size(after)))
    return sum(_writes(size(each)) for each in (before, after) if each)


def _shown(table: str, index: Wire, item: Wire) -> Wire:
    """What an index holds of an item: nothing when the item lacks the index's key."""
    names = [each["AttributeName"] for each in index["KeySchema"]]
    if not all(name in item for name in names):
        return {}
    projection = index["Projection"]
    if projection["ProjectionType"] == "ALL":
        return item
    return _picked(item, [*names, *_key(table, item), *projection.get("NonKeyAttributes", [])])


def _picked(item: Wire, names: Iterable[str]) -> dict[str, Any]:
    return {name: item[name] for name in names if name in item}
