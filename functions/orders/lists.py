"""Lists of orders in DynamoDB.

Three indexes, each with the fields that lists show, each in `list_shards` partitions of about 1 000
writes a second:
    newest    every order by created_at; also the keys-only rows of customers and technicians
    changed   every order by updated_at: what partners read to keep up
    open      open orders only, by due_at: what is to be done, and what is overdue

Price of a page: 0.5 read units per 4 KB of index rows read, some 7 rows, in each shard; lists of a
customer or technician pay 0.5 units more for each order, which is then read by its key. Rows that a
filter drops are paid for, so a page stops after MAX_LOOKED_AT of them and gives a cursor.
Measured in tests/orders/test_costs.py, reckoned up in docs/scale.md.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from orders.ports import OrderRows, Place, TooManyError
from orders.queries import FAR, MAX_GATHERED, MAX_SEARCHED, Access, OrderQuery
from orders.storage import SHOWN
from shared.clock import text
from shared.item import Item
from shared.newest import HIGHEST, LOWEST, MAX_LOOKED_AT, NewestFirst, Span
from shared.order_reading import named
from shared.table import Table

CHUNK: Final = 100


class DynamoOrderLists:
    """Reads pages of orders by the cheapest access path."""

    def __init__(self, table: Table, *, list_shards: int) -> None:
        """Bind to the Orders table; `list_shards` is the number of partitions of each list."""
        self._table = table
        self._shards = list_shards

    def page(self, query: OrderQuery, *, limit: int, after: Place) -> OrderRows:
        """Read one page; `after` is what the page before gave."""
        if not query.is_in_index_order:
            return self._sorted_page(query, limit, after)
        index, partitions = self._index(query)
        # A position of this order is written as the key that it stands for.
        key = "#".join(after) if isinstance(after, list) else after
        if query.access in {Access.OF_CUSTOMER, Access.OF_TECHNICIAN}:
            return self._page_of_rows(index, partitions, query, limit, key)
        if query.access is Access.OPEN_BY_DUE and query.descending and not query.overdue_at:
            return _page_of_latest(index, partitions, query, limit, key)
        page = index.page(partitions, limit=limit, after=key, keep=query.matches, span=_span(query))
        return OrderRows(page.items, page.after)

    def rows(self, order_ids: Sequence[str]) -> tuple[Item, ...]:
        """Read rows by id, in the order given; what is not there is left out."""
        keys = [{"pk": f"ORDER#{each}"} for each in dict.fromkeys(order_ids)]
        found = {item["id"]: item for item in self._table.get_many(keys, fields=SHOWN)}
        return tuple(found[each] for each in dict.fromkeys(order_ids) if each in found)

    def with_number(self, number: str) -> str | None:
        """Find the id of the order with a number: 1 read unit."""
        return self._marked(f"NUMBER#{number}")

    def with_external_id(self, external_id: str) -> str | None:
        """Find the id of the order with an external id: 1 read unit."""
        return self._marked(f"EXTERNAL#{external_id}")

    def _marked(self, marker: str) -> str | None:
        item = self._table.get({"pk": marker})
        return item["order_id"] if item else None

    def _page_of_rows(
        self,
        index: NewestFirst,
        partitions: Sequence[str],
        query: OrderQuery,
        limit: int,
        after: str | None,
    ) -> OrderRows:
        chunk = min(CHUNK, limit + 1)
        keys = index.walk(partitions, after=after, span=_span(query), page_size=chunk)
        shown: list[Item] = []
        last = after
        for looked_at, (key, row) in enumerate(self._read_by_key(keys, chunk)):
            matching = row is not None and query.matches(row)
            if looked_at == MAX_LOOKED_AT or (matching and len(shown) == limit):
                return OrderRows(tuple(shown), last)
            if row is not None and matching:
                shown.append(row)
            last = key
        return OrderRows(tuple(shown), None)

    def _read_by_key(
        self, keys: Iterator[Item], chunk: int = CHUNK
    ) -> Iterator[tuple[str, Item | None]]:
        while some := list(islice(keys, chunk)):
            found = {row["id"]: row for row in self.rows([key["id"] for key in some])}
            for key in some:
                yield key["list_sk"], found.get(key["id"])

    def _sorted_page(self, query: OrderQuery, limit: int, after: Place) -> OrderRows:
        matching = self._gathered(query)
        matching.sort(key=query.position, reverse=query.descending)
        if after is not None:
            value, order_id = tuple(after)
            matching = [row for row in matching if query.is_behind(row, (value, order_id))]
        shown = matching[:limit]
        more = len(matching) > limit
        return OrderRows(tuple(shown), list(query.position(shown[-1])) if more else None)

    def _gathered(self, query: OrderQuery) -> list[Item]:
        index, partitions = self._index(query)
        rows = index.walk(partitions, span=_span(query))
        if query.access in {Access.OF_CUSTOMER, Access.OF_TECHNICIAN}:
            rows = (row for _, row in self._read_by_key(rows) if row is not None)
        matching: list[Item] = []
        for looked_at, row in enumerate(rows):
            if looked_at == MAX_SEARCHED or len(matching) > MAX_GATHERED:
                raise TooManyError
            if query.matches(row):
                matching.append(row)
        if len(matching) > MAX_GATHERED:
            raise TooManyError
        return matching

    def _index(self, query: OrderQuery) -> tuple[NewestFirst, Sequence[str]]:
        down = query.descending or not query.is_in_index_order
        match query.access:
            case Access.OF_CUSTOMER:
                return self._newest(down=down), [f"customer#{query.customer_id}"]
            case Access.OF_TECHNICIAN:
                return self._newest(down=down), [f"technician#{query.technician_id}"]
            case Access.UPDATED:
                keys = ("changed", "changed_pk", "changed_sk", down)
                return NewestFirst(self._table, *keys, named), self._partitions("changed")
            case Access.OPEN_BY_DUE:
                keys = ("open", "open_pk", "open_sk", down)
                return NewestFirst(self._table, *keys, named), self._partitions("open")
            case Access.CREATED:
                return self._newest(down=down), self._partitions("order")

    def _newest(self, *, down: bool) -> NewestFirst:
        return NewestFirst(self._table, "newest", "list_pk", "list_sk", down, named)

    def _partitions(self, name: str) -> list[str]:
        return [f"{name}#{shard}" for shard in range(self._shards)]


def _page_of_latest(
    index: NewestFirst,
    partitions: Sequence[str],
    query: OrderQuery,
    limit: int,
    after: str | None,
) -> OrderRows:
    """Read the latest due first; orders without a due date stand at the end of the index."""
    shown: tuple[Item, ...] = ()
    if after is None or after < FAR:
        dated = Span(high=FAR)
        page = index.page(partitions, limit=limit, after=after, keep=query.matches, span=dated)
        if page.after is not None:
            return OrderRows(page.items, page.after)
        shown, after = page.items, HIGHEST
    room = limit - len(shown)
    rest = index.page(
        partitions, limit=max(room, 1), after=after, keep=query.matches, span=Span(low=FAR)
    )
    if room:
        return OrderRows((*shown, *rest.items), rest.after)
    return OrderRows(shown, HIGHEST if rest.items or rest.after else None)


def _span(query: OrderQuery) -> Span:
    """Give the piece of the index in which matching rows can be."""
    match query.access:
        case Access.UPDATED if query.updated_since:
            return Span(low=text(query.updated_since))
        case Access.OPEN_BY_DUE if query.overdue_at:
            return Span(high=text(query.overdue_at))
        case Access.CREATED | Access.OF_CUSTOMER | Access.OF_TECHNICIAN:
            low = text(query.created_from) if query.created_from else LOWEST
            high = text(query.created_to) if query.created_to else Span().high
            return Span(low, high)
        case _:
            return Span()
