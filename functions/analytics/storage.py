"""Roll-ups and the records of exports in DynamoDB.

Items of the Rollups table:
    STATE         | orders              where the roll-ups stand; about 200 bytes per month of lake
    DAY#all       | 2026-11-22          one local day: every KPI, by month of the rows
    DAY#technician | 2026-11-22         the same by technician, type, zone, priority, source,
                                        customer_kind; and by hour
    CONTENT       | 2026-11-22          names which orders have a stamp on the day
    STANDING      | 2026-11             orders of that month that are open now
    CUSTOMERS | all                 who came for the first time and who again, by month
    BALANCE       | 2026                how what is open changes on each day of the year
    BALANCE#technician | 2026-11        the same by slices, on each day of the month
    EXPORT#<id>   | EXPORT              one export, with what it reads
    EXPORTS       | <created_at>#<id>   the same for the list; exports are some hundreds a day,
                                        far below what one partition takes

Access paths and their price (a page is some KB; measured in tests/analytics/test_sizes.py):
    figures        1 read unit per 4 KB of pages, one call per MB of them, and twice the state
    snapshots      the pages of the years from the period's on, and those of months with open orders
    sliced_...     the pages of the months from the period's on, and again those of open orders
    commit         transactions of 99 pages or 3 MB: 2 write units per KB of pages and state
    add, save      transaction: 4 write units; newest: 0.5 read units per 4 KB
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from analytics.balance import BALANCE
from analytics.clients import KEY as CUSTOMERS
from analytics.clients import Clients, read_clients
from analytics.figures import (
    NONE_OPEN,
    Figures,
    Open,
    Snapshot,
    figures,
    sliced_snapshots,
    snapshots,
    standing,
)
from analytics.model import Export, Page, PageKey, State
from analytics.page_items import AFTER, further, items_of, joined, together
from analytics.period import Period
from analytics.ports import Rows, StateMovedError
from analytics.rollup import ALL
from analytics.standing import STANDING
from shared.clock import text
from shared.item import Item, from_wire, to_wire_value
from shared.stored import EXPORT, LAKE_STATE
from shared.table import ConditionError, Put, Table, write_together

T = TypeVar("T")
STATE_KEY: Final = {"pk": "STATE", "sk": "orders"}
READS: Final = 3
_BETWEEN: Final = "pk = :pk AND sk BETWEEN :first AND :last"


class DynamoRollups:
    """The pages of figures and the state."""

    def __init__(self, table: Table) -> None:
        """Bind to the Rollups table."""
        self._table = table

    def state(self) -> State:
        """Read the state."""
        item = self._table.get(STATE_KEY)
        return State(**{**LAKE_STATE.read(item), "version": item["version"]}) if item else State()

    def pages(self, keys: Iterable[PageKey]) -> list[Page]:
        """Read pages by key; one that is not there is an empty page."""
        asked = list(keys)
        wanted = [{"pk": about, "sk": name} for about, name in asked]
        items = self._table.get_many(wanted, consistent=True)
        more = [{"pk": item["pk"], "sk": sk} for item in items for sk in further(item)]
        items += self._table.get_many(more, consistent=True)
        found = {page.key: page for page in joined(items)}
        return [found.get(key, Page(key)) for key in asked]

    def all_pages(self, about: str) -> list[Page]:
        """Read every page about something, in the order of its days."""
        return list(joined(_walk(self._table, "pk = :pk", {":pk": about})))

    def figures(
        self, period: Period, dimension: str | None = None, only: Collection[str] = ()
    ) -> tuple[State, Figures]:
        """Read the tallies of a period with the state they belong to."""
        about = f"DAY#{dimension or ALL}"
        first, last = period.first.isoformat(), period.last.isoformat()
        return self._settled(lambda: figures(self._between(about, first, last), only))

    def standing(self) -> Mapping[str, Mapping[str, Open]]:
        """Read what is open now."""
        return standing(self.all_pages(STANDING))

    def clients(self) -> Clients | None:
        """Read what was counted of customers."""
        found = self.all_pages(CUSTOMERS[0])
        return read_clients(found[0]) if found else None

    def snapshots(self, period: Period) -> Sequence[Snapshot]:
        """Read what was open at the end of each day; years that are to come are read as well."""

        def read() -> Sequence[Snapshot]:
            pages = self._between(BALANCE, f"{period.first:%Y}", "9999")
            now = self.standing().get(ALL, {}).get("", NONE_OPEN)
            return snapshots(now, pages, period)

        return self._settled(read)[1]

    def sliced_snapshots(
        self, period: Period, dimension: str, only: Collection[str] = ()
    ) -> Mapping[str, Sequence[Snapshot]]:
        """Read the same of each value of a dimension, or of some of them."""

        def read() -> Mapping[str, Sequence[Snapshot]]:
            pages = self._between(f"{BALANCE}#{dimension}", f"{period.first:%Y-%m}", "9999")
            return sliced_snapshots(self.standing().get(dimension, {}), pages, period, only)

        return self._settled(read)[1]

    def _settled(self, read: Callable[[], T]) -> tuple[State, T]:
        """Read together with the state that it belongs to.

        The state is read before and after; when it has moved, all is read again. Should it move
        every time, the earlier state is told: the pages hold at least what it promises.
        """
        before = self.state()
        for _ in range(READS):
            found = read()
            after = self.state()
            if after.version == before.version:
                return before, found
            before, last = after, (before, found)
        return last

    def commit(self, old: State, new: State, pages: Sequence[Page]) -> None:
        """Replace state and pages together under the condition that the state is `old`.

        More pages than a transaction takes go ahead of the state, each group under the same
        condition; cut off in between, the next run writes them again. The days whose exports wait
        go with the first group: pages that are there already change nothing in that next run.
        """
        groups = list(together(item for page in pages for item in items_of(page))) or [[]]
        version, waiting = old.version, sorted({*old.waiting, *new.waiting})
        ahead = old.model_copy(update={"waiting": tuple(waiting)})
        for last, group in zip([False] * (len(groups) - 1) + [True], groups, strict=True):
            self._replace(version, new if last else ahead, group)
            version += 1

    def _replace(self, version: int, state: State, items: Sequence[Item]) -> None:
        document = state.model_dump_json(exclude={"version"})
        put = Put(
            self._table.name,
            {**STATE_KEY, "version": version + 1, **LAKE_STATE.packed(document)},
            condition="#version = :version" if version else "attribute_not_exists(pk)",
            values={":version": version} if version else {},
            names={"#version": "version"} if version else {},
        )
        puts = [Put(self._table.name, item) for item in items]
        try:
            write_together(self._table.client, [put, *puts])
        except ConditionError as error:
            raise StateMovedError(str(version)) from error

    def _between(self, about: str, first: str, last: str) -> list[Page]:
        values = {":pk": about, ":first": first, ":last": f"{last}{AFTER}"}
        return list(joined(_walk(self._table, _BETWEEN, values)))


class DynamoExports:
    """The records of exports."""

    def __init__(self, table: Table) -> None:
        """Bind to the Rollups table."""
        self._table = table

    def add(self, export: Export) -> Export:
        """Record an export unless one with its id is there; give the one that is there then."""
        try:
            self._write(export, condition="attribute_not_exists(pk)")
        except ConditionError as error:
            there = _export(error.found) if error.found else self.get(export.id)
            if there is None:
                raise
            return there
        return export

    def get(self, export_id: str) -> Export | None:
        """Read one export."""
        item = self._table.get({"pk": f"EXPORT#{export_id}", "sk": "EXPORT"})
        return _export(item) if item else None

    def save(self, export: Export) -> bool:
        """Record how far an export is; False when it was done or cancelled, and stays so."""
        try:
            self._write(
                export,
                condition="attribute_exists(pk) AND NOT #state IN (:done, :cancelled)",
                values={":done": "done", ":cancelled": "cancelled"},
                names={"#state": "state"},
            )
        except ConditionError:
            return False
        return True

    def newest(self, *, limit: int, after: str | None) -> Rows:
        """List exports, newest first; one row more is read to know whether a page follows."""
        condition, values = "pk = :pk", {":pk": "EXPORTS"}
        if after:
            condition, values = f"{condition} AND sk < :after", {**values, ":after": after}
        found = _walk(self._table, condition, values, ScanIndexForward=False, Limit=limit + 1)
        items = list(islice(found, limit + 1))
        shown = items[:limit]
        more = shown[-1]["sk"] if len(items) > limit else None
        return Rows(tuple(_export(item) for item in shown), more)

    def _write(self, export: Export, *, condition: str, **parts: Any) -> None:  # noqa: ANN401
        whole = {"pk": f"EXPORT#{export.id}", "sk": "EXPORT", **_item(export)}
        listed = {
            "pk": "EXPORTS",
            "sk": f"{text(export.created_at)}#{export.id}",
            **_item(export.model_copy(update={"parts": ()})),
        }
        puts = [
            Put(self._table.name, whole, condition=condition, **parts),
            Put(self._table.name, listed),
        ]
        write_together(self._table.client, puts)


def _walk(
    table: Table,
    condition: str,
    values: Mapping[str, str],
    **options: Any,  # noqa: ANN401 - parameters of Query
) -> Iterator[Item]:
    """Read a partition consistently: a row must never be older than the state read before it."""
    pages = table.client.get_paginator("query").paginate(
        TableName=table.name,
        KeyConditionExpression=condition,
        ExpressionAttributeValues={name: to_wire_value(value) for name, value in values.items()},
        ConsistentRead=True,
        **options,
    )
    for page in pages:
        yield from map(from_wire, page["Items"])


def _item(export: Export) -> Item:
    return {"state": export.state, **EXPORT.packed(export.model_dump_json())}


def _export(item: Item) -> Export:
    return Export.model_validate(EXPORT.read(item))
