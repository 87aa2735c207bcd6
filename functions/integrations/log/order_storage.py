"""Orders as the comparison with events reads them: the Orders table's index `changed`, read only.

Price: 0.5 read units per 4 KB of the index, 1 for an order that was not told of, 0.5 for the events
told of it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from integrations.log.ports import ChangedOrder
from shared.clock import moment, text
from shared.events import OrderSnapshot
from shared.order_reading import ChangedOrders, read_order
from shared.table import Table

EACH: Final = 50
"""What is read at once of each partition: the walk merges them."""


class DynamoChangedOrders:
    """The orders by their last change, and what was told of them."""

    def __init__(self, orders: Table, deliveries: Table, *, list_shards: int) -> None:
        """Bind to the Orders and the Deliveries table; `list_shards` is that of the order lists."""
        self._orders = orders
        self._deliveries = deliveries
        self._changed = ChangedOrders(orders, list_shards=list_shards)

    def changed(
        self, first: datetime, until: datetime, after: str | None
    ) -> Iterator[ChangedOrder]:
        """Walk through the orders whose last change lies in a window, oldest change first."""
        for row in self._changed.walk(since=first, until=until, after=after, page_size=EACH):
            yield ChangedOrder(row["changed_sk"], row["id"], row["version"])

    def get(self, order_id: str) -> OrderSnapshot | None:
        """Read an order as others see it."""
        return read_order(self._orders, order_id)

    def told_types(self, order_id: str, since: datetime) -> frozenset[str]:
        """Give the types of the events told of an order since a moment."""
        rows = list(
            self._deliveries.walk(
                "order_id = :id AND list_sk >= :since",
                {":id": order_id, ":since": text(since)},
                index="by_order",
            )
        )
        keys = [{"pk": row["pk"], "sk": "EVENT"} for row in rows if row["sk"] == "EVENT"]
        events = self._deliveries.get_many(keys, fields=("event_type", "happened_at"))
        return frozenset(e["event_type"] for e in events if moment(e["happened_at"]) >= since)
