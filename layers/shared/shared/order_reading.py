"""Orders as other rooms read them in their table: by id, and by the moment of their last change.

The room of orders alone writes there. Price: an order 1 read unit per 4 KB of it; a walk 0.5 per
4 KB of the index, and half a unit at least for each of its partitions.
"""

from collections.abc import Iterator
from datetime import datetime

from shared.clock import text
from shared.events import OrderSnapshot, snapshot
from shared.item import Item
from shared.newest import HIGHEST, LOWEST, NewestFirst, Span
from shared.table import Table


def order_key(order_id: str) -> Item:
    """Give an order's key."""
    return {"pk": f"ORDER#{order_id}"}


def named(row: Item) -> Item:
    """Give a row of an index with its `id`, which the key tells: an index need not hold it."""
    return {**row, "id": row["pk"].rpartition("#")[2]}


def read_order(orders: Table, order_id: str) -> OrderSnapshot | None:
    """Read an order as it is now."""
    item = orders.get(order_key(order_id))
    return snapshot(item) if item else None


class ChangedOrders:
    """The index `changed` over all its partitions, oldest change first.

    A row holds the order's `id`, `version` and `status`; its `changed_sk` is its position.
    """

    def __init__(self, orders: Table, *, list_shards: int) -> None:
        """Bind to the Orders table; `list_shards` is the number of partitions of each list."""
        keys = ("changed", "changed_pk", "changed_sk")
        self._index = NewestFirst(orders, *keys, descending=False, read=named)
        self._partitions = [f"changed#{shard}" for shard in range(list_shards)]

    def walk(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        after: str | None = None,
        page_size: int = 200,
    ) -> Iterator[Item]:
        """Walk through the orders whose last change lies in a window, from behind a position."""
        span = Span(text(since) if since else LOWEST, text(until) if until else HIGHEST)
        return self._index.walk(self._partitions, after=after, span=span, page_size=page_size)
