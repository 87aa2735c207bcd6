"""The places of an erasure in DynamoDB, as each room reads and writes them.

Read: the Directory table's list of open erasures and their records; a customer's orders in the
Orders table's index `newest`. Written: the room's own row ERASURE#<customer>/PLACE#<room>.

Price of a run: 0.5 read units with nothing open; else 0.5 for each open erasure and its place. A
pass over an erasure: 0.5 read units per 4 KB of keys (some 40 orders), 1 write unit per 50 orders.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from shared.erasures import OpenErasure, Place
from shared.item import Item
from shared.order_reading import named
from shared.table import ConditionError, Table

RUNNING: Final = "erasures#running"
RECORD: Final = "ERASURE"
CHUNK: Final = 50


class DynamoPlaces:
    """Open erasures and the places of one room or another in them."""

    def __init__(self, directory: Table, orders: Table) -> None:
        """Bind to the Directory table and the Orders table."""
        self._directory = directory
        self._orders = orders

    def open(self, name: str) -> Iterator[tuple[OpenErasure, Place | None]]:
        """Walk through the open erasures with this room's place in each."""
        rows = self._directory.walk("name_pk = :pk", {":pk": RUNNING}, index="by_name")
        while chunk := list(islice(rows, CHUNK)):
            ids = [row["customer_id"] for row in chunk]
            keys = [key for each in ids for key in (record_key(each), place_key(each, name))]
            found = {(item["pk"], item["sk"]): item for item in self._directory.get_many(keys)}
            for each in ids:
                record = found.get(_pair(record_key(each)))
                if record and record.get("orders_done_at"):
                    place = found.get(_pair(place_key(each, name)))
                    since = datetime.fromisoformat(record["orders_done_at"])
                    yield OpenErasure(each, since), Place.model_validate(place) if place else None

    def orders(self, customer_id: str, *, after: str | None) -> Iterator[tuple[str, str]]:
        """Walk through a customer's orders: (position, id)."""
        rows = self._orders.walk(
            "list_pk = :pk AND list_sk > :after",
            {":pk": f"customer#{customer_id}", ":after": after or " "},
            index="newest",
        )
        return ((row["list_sk"], named(row)["id"]) for row in rows)

    def save(self, place: Place) -> bool:
        """Write the next version of a place; False when another run wrote it."""
        item = place_key(place.customer_id, place.name) | place.model_dump(mode="json")
        is_first = place.version == 1
        try:
            self._directory.put(
                item,
                condition="attribute_not_exists(pk)" if is_first else "version = :before",
                values=None if is_first else {":before": place.version - 1},
            )
        except ConditionError:
            return False
        return True


def record_key(customer_id: str) -> Item:
    """Give the key of the record of a customer's erasure."""
    return {"pk": f"ERASURE#{customer_id}", "sk": RECORD}


def place_key(customer_id: str, name: str) -> Item:
    """Give the key of a room's place in it."""
    return {"pk": f"ERASURE#{customer_id}", "sk": f"PLACE#{name}"}


def _pair(key: Item) -> tuple[str, str]:
    return key["pk"], key["sk"]
