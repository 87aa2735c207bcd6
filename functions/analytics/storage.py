"""Roll-ups and the records of exports in DynamoDB.

Items of the Rollups table:
    STATE         | orders              where the roll-ups stand; about 200 bytes per month of lake
    DAY#orders    | 2026-11-22          one local day: figures by month of creation
    EXPORT#<id>   | EXPORT              one export, with what it reads
    EXPORTS       | <created_at>#<id>   the same for the list; exports are some hundreds a day,
                                        far below what one partition takes

Access paths and their price:
    period         0.5 KB per day: 1 read unit per 8 days, and twice the state
    commit         transaction: 2 write units per KB of day rows and state
    add, save      transaction: 4 write units; newest: 0.5 read units per 4 KB
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from analytics.model import DayRow, Export, State
from analytics.period import Period
from analytics.ports import Rows, StateMovedError
from shared.clock import text
from shared.item import Item, from_wire, pack, to_wire_value, unpack
from shared.table import ConditionError, Put, Table, write_together

STATE_KEY: Final = {"pk": "STATE", "sk": "orders"}
DAYS: Final = "DAY#orders"
ROWS_TOGETHER: Final = 99
"""A transaction takes 100 items, one of them the state."""
READS: Final = 3
_BETWEEN: Final = "pk = :pk AND sk BETWEEN :first AND :last"


class DynamoRollups:
    """The day rows and the state."""

    def __init__(self, table: Table) -> None:
        """Bind to the Rollups table."""
        self._table = table

    def state(self) -> State:
        """Read the state."""
        item = self._table.get(STATE_KEY)
        return State(**{**unpack(item["doc"]), "version": item["version"]}) if item else State()

    def days(self, days: Iterable[date]) -> list[DayRow]:
        """Read day rows; a day without one is an empty row."""
        found = ((day, self._table.get({"pk": DAYS, "sk": day.isoformat()})) for day in days)
        return [_day(item) if item else DayRow(day=day) for day, item in found]

    def all_days(self) -> list[DayRow]:
        """Read every day row there is."""
        return [_day(item) for item in _walk(self._table, "pk = :pk", {":pk": DAYS})]

    def period(self, period: Period) -> tuple[State, list[DayRow]]:
        """Read the rows of a period together with the state they belong to.

        The state is read before and after; when it has moved, the rows are read again. Should it
        move every time, the earlier state is told: the rows hold at least what it promises.
        """
        before = self.state()
        for _ in range(READS):
            rows = self._rows(period)
            after = self.state()
            if after.version == before.version:
                return before, rows
            before, last = after, (before, rows)
        return last

    def commit(self, old: State, new: State, days: Sequence[DayRow]) -> None:
        """Replace state and day rows together under the condition that the state is `old`.

        More rows than a transaction takes go ahead of the state, each group under the same
        condition; cut off in between, the next run writes them again.
        """
        groups = [days[n : n + ROWS_TOGETHER] for n in range(0, len(days), ROWS_TOGETHER)] or [[]]
        version = old.version
        for last, group in zip([False] * (len(groups) - 1) + [True], groups, strict=True):
            self._replace(version, new if last else old, group)
            version += 1

    def _replace(self, version: int, state: State, days: Sequence[DayRow]) -> None:
        document = state.model_dump_json(exclude={"version"})
        put = Put(
            self._table.name,
            {**STATE_KEY, "version": version + 1, "doc": pack(document)},
            condition="#version = :version" if version else "attribute_not_exists(pk)",
            values={":version": version} if version else {},
            names={"#version": "version"} if version else {},
        )
        rows = [Put(self._table.name, _day_item(row)) for row in days]
        try:
            write_together(self._table.client, [put, *rows])
        except ConditionError as error:
            raise StateMovedError(str(version)) from error

    def _rows(self, period: Period) -> list[DayRow]:
        first, last = period.first.isoformat(), period.last.isoformat()
        values = {":pk": DAYS, ":first": first, ":last": last}
        return [_day(item) for item in _walk(self._table, _BETWEEN, values)]


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

    def save(self, export: Export) -> None:
        """Record how an export ended; one that is done stays as it is."""
        try:
            self._write(
                export,
                condition="attribute_exists(pk) AND #state <> :done",
                values={":done": "done"},
                names={"#state": "state"},
            )
        except ConditionError:
            return

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


def _day_item(row: DayRow) -> Item:
    parts = {month: part.model_dump() for month, part in row.parts.items()}
    return {"pk": DAYS, "sk": row.day.isoformat(), "parts": parts}


def _day(item: Item) -> DayRow:
    return DayRow(day=item["sk"], parts=item["parts"])


def _item(export: Export) -> Item:
    return {"state": export.state, "doc": pack(export.model_dump_json())}


def _export(item: Item) -> Export:
    return Export.model_validate(unpack(item["doc"]))
