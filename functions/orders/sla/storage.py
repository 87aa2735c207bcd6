"""The company's rules in DynamoDB, and the orders that wait to be closed.

Items of the Directory table:
    SLA/SLA    the rules whole, in `doc`

Reading the rules costs 1 read unit (a calendar full of days of its own packs to less than 4 KB),
writing them 1 write unit per KB. They are read for each order that is created, that changes its
type or priority, or that runs on after a hold, and at most once a minute to show clocks.

Completed orders stand in the index `open` of the Orders table under partitions of their own,
toclose#<shard>, by last_completed_at. That costs 2 write units when an order is completed (it moves
there from open#<shard>) and 1 when it is closed or 2 when it is reopened. Finding those to be
closed costs 0.5 read units per 4 KB, some 12 orders, and 0.5 for each shard without any; closing
one costs 1 read unit and what a save costs.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from orders.ports import VersionMovedError
from orders.sla.rules import SlaRules
from shared.clock import text
from shared.newest import NewestFirst, Span
from shared.next_version import put_next
from shared.order_reading import named
from shared.stored import SLA_RULES
from shared.table import Table

KEY: Final = {"pk": "SLA", "sk": "SLA"}


class DynamoRules:
    """The store of the company's rules."""

    def __init__(self, table: Table) -> None:
        """Bind to the Directory table."""
        self._table = table

    def get(self) -> SlaRules | None:
        """Read the rules."""
        item = self._table.get(KEY)
        return SlaRules.model_validate(SLA_RULES.read(item)) if item else None

    def save(self, rules: SlaRules) -> None:
        """Write the next version under the condition that the one before is current."""
        item = {
            **KEY,
            "version": rules.version,
            **SLA_RULES.packed(rules.model_dump_json()),
        }
        put_next(self._table, item, moved=VersionMovedError)


class DynamoCompletedOrders:
    """Completed orders that nobody has closed, by the index `open`."""

    def __init__(self, table: Table, *, list_shards: int) -> None:
        """Bind to the Orders table; `list_shards` is the number of partitions of each list."""
        keys = ("open", "open_pk", "open_sk")
        self._index = NewestFirst(table, *keys, descending=False, read=named)
        self._partitions = waiting_partitions(list_shards)

    def completed_before(self, moment: datetime) -> Iterator[str]:
        """Give the ids of those completed before a moment, the longest waiting first."""
        rows = self._index.walk(self._partitions, span=Span(high=text(moment)))
        return (row["id"] for row in rows)


def waiting_partitions(list_shards: int) -> Sequence[str]:
    """Name the partitions in which completed orders wait."""
    return [waiting_partition(shard) for shard in range(list_shards)]


def waiting_partition(shard: int) -> str:
    """Name the partition in which the completed orders of a shard wait."""
    return f"toclose#{shard}"
