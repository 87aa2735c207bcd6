"""Many new items at once: what is written is gathered here and goes to DynamoDB in batches.

The rooms' own storage writes through this in place of a client. Nothing is compared with what the
tables hold: it is good only for items that nobody else writes, such as a demo's past. Each item is
written once, as it is in the end.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

Wire = dict[str, Any]
Key = tuple[str, str, str]
AT_ONCE: Final = 25
"""What BatchWriteItem takes."""
_ADD: Final = re.compile(r"ADD (\w+) (:\w+)(?: SET (.*))?")


class Batches:
    """Stands in for a client of DynamoDB: reads what it has gathered, writes it later."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._items: dict[Key, Wire] = {}

    def get_item(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - DynamoDB's own request
        """Read an item that was gathered."""
        found = self._items.get(_key(asked["TableName"], asked["Key"]))
        return {"Item": found} if found else {}

    def put_item(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - DynamoDB's own request
        """Gather an item in the place of the one before."""
        self._items[_key(asked["TableName"], asked["Item"])] = asked["Item"]
        return {}

    def update_item(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - DynamoDB's own request
        """Count up, and set what is given beside: the one kind of update that storage makes."""
        match = _ADD.fullmatch(asked["UpdateExpression"])
        if match is None:
            msg = f"{asked['UpdateExpression']!r} is no count"
            raise ValueError(msg)
        name, by, also = match.groups()
        values: Mapping[str, Wire] = asked["ExpressionAttributeValues"]
        place = _key(asked["TableName"], asked["Key"])
        item = dict(self._items.get(place, asked["Key"]))
        number = int(item.get(name, {"N": "0"})["N"]) + int(values[by]["N"])
        item[name] = {"N": str(number)}
        for each in (also or "").split(", ") if also else ():
            field, value = each.split(" = ")
            item[field] = values[value]
        self._items[place] = item
        return {"Attributes": item}

    def transact_write_items(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401
        """Gather all that is put or counted."""
        for each in asked["TransactItems"]:
            ((kind, request),) = each.items()
            {"Put": self.put_item, "Update": self.update_item}[kind](**request)
        return {}

    def send(self, client: Any) -> int:  # noqa: ANN401 - boto3's client
        """Write all that was gathered and give how many items that were."""
        every = iter(
            [(table, {"PutRequest": {"Item": item}}) for (table, *_), item in self._items.items()]
        )
        while some := list(islice(every, AT_ONCE)):
            wanted: dict[str, list[Wire]] = {}
            for table, put in some:
                wanted.setdefault(table, []).append(put)
            while wanted:
                wanted = client.batch_write_item(RequestItems=wanted).get("UnprocessedItems", {})
        return len(self._items)

    def __iter__(self) -> Iterator[Wire]:
        """Walk through what was gathered."""
        return iter(self._items.values())


def _key(table: str, item: Mapping[str, Wire]) -> Key:
    return table, item["pk"]["S"], item.get("sk", {"S": ""})["S"]
