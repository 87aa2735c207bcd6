"""Lists over one or many partitions of an index, in key order, stable while others write.

A sort key ends in the row's id, so the position of the last row shown names the next page whatever
has been added since. A list over n partitions reads each lazily and merges.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from shared.item import Item
from shared.table import Table

MAX_LOOKED_AT = 2000
"""How many rows a filtered page may read before it stops and gives a cursor."""

LOWEST = " "
HIGHEST = "\uffff"


@dataclass(frozen=True)
class Page:
    """Rows and the position after which the next page begins; None at the end."""

    items: tuple[Item, ...]
    after: str | None


@dataclass(frozen=True)
class Span:
    """A piece of an index's order: sort keys from `low` up to, not including, `high`."""

    low: str = LOWEST
    high: str = HIGHEST


EVERYTHING = Span()


@dataclass(frozen=True)
class NewestFirst:
    """An index read in key order, by default from its end: its key attributes and direction."""

    table: Table
    index: str
    partition_key: str
    sort_key: str = "list_sk"
    descending: bool = True
    read: Callable[[Item], Item] = lambda row: row
    """Makes a row of the index what it stands for."""

    def page(
        self,
        partitions: Iterable[str],
        *,
        limit: int,
        after: str | None = None,
        keep: Callable[[Item], bool] | None = None,
        span: Span = EVERYTHING,
    ) -> Page:
        """Read one page: 0.5 read units per 4 KB read in each partition."""
        merged = self.walk(partitions, after=after, span=span, page_size=limit + 1)
        shown: list[Item] = []
        for looked_at, item in enumerate(merged, start=1):
            if keep is None or keep(item):
                shown.append(item)
            if len(shown) == limit or looked_at == MAX_LOOKED_AT:
                more = next(merged, None)
                return Page(tuple(shown), item[self.sort_key] if more else None)
        return Page(tuple(shown), None)

    def walk(
        self,
        partitions: Iterable[str],
        *,
        after: str | None = None,
        span: Span = EVERYTHING,
        page_size: int = 200,
    ) -> Iterator[Item]:
        """Read all rows of a span lazily, merged over the partitions."""
        walks = [self._walk(each, after, span, page_size) for each in partitions]
        return heapq.merge(
            *walks, key=lambda item: str(item[self.sort_key]), reverse=self.descending
        )

    def _walk(
        self, partition: str, after: str | None, span: Span, page_size: int
    ) -> Iterator[Item]:
        low, high = span.low, span.high
        if after is not None:
            # BETWEEN includes both ends; the row at `after` itself was shown and is left out below.
            low, high = (low, after) if self.descending else (after, high)
        if low > high:
            return iter(())
        rows = self.table.walk(
            f"{self.partition_key} = :partition AND {self.sort_key} BETWEEN :low AND :high",
            {":partition": partition, ":low": low, ":high": high},
            index=self.index,
            newest_first=self.descending,
            page_size=page_size,
        )
        ends = {after, span.high}
        return (self.read(row) for row in rows if row[self.sort_key] not in ends)
