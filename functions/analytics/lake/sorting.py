"""Sorting changes by kind and month in flat memory: what is too much goes to temporary files."""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic_core import from_json

from analytics.lake.columns import began, stubs_of, table_of
from analytics.lake.lines import by_month, links_in, stubs_in, table_of_lines
from analytics.order_lines import read_order
from analytics.period import month_of
from analytics.rows import BEGAN, Kind, Link, OrderLines, Row, kind_of, link_of

ROWS_AT_ONCE: Final = 50_000
"""Some 100 MB as objects; more than this is written out."""


@dataclass(frozen=True)
class Batch:
    """All changes of one kind and month."""

    kind: Kind
    month: str
    table: Any


@dataclass(frozen=True)
class _Place:
    rows: list[Row]
    links: list[Link]
    tables: list[Any]


def sort_out(rows: Iterable[Row | OrderLines], zone: ZoneInfo) -> Iterator[Batch]:
    """Give the changes by kind and month, in their order, with what they tell of other rows."""
    import pyarrow as pa

    with tempfile.TemporaryDirectory() as folder:
        spooled: dict[tuple[Kind, str], list[Path]] = defaultdict(list)
        names, rest = count(), _Buffer(zone)
        for row in rows:
            rest.add(row)
            if rest.size >= ROWS_AT_ONCE:
                for batch in rest.batches():
                    path = Path(folder) / str(next(names))
                    _write(batch.table, path)
                    spooled[batch.kind, batch.month].append(path)
                rest = _Buffer(zone)
        last = {(batch.kind, batch.month): batch.table for batch in rest.batches()}
        for kind, month in sorted({*spooled, *last}):
            tables = [_read(path) for path in spooled[kind, month]]
            tables += [last[kind, month]] if (kind, month) in last else []
            yield Batch(kind, month, pa.concat_tables(tables))


class _Buffer:
    """Changes in memory."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.size = 0
        self._zone = zone
        self._places: dict[tuple[Kind, str], _Place] = defaultdict(lambda: _Place([], [], []))

    def add(self, row: Row | OrderLines) -> None:
        if not isinstance(row, OrderLines):
            self._add_row(row)
        elif (table := table_of_lines(row.content)) is not None:
            self._add_orders(table)
        else:
            for text in row.content.splitlines():
                self._add_row(read_order(from_json(text)["order"]))

    def batches(self) -> Iterator[Batch]:
        import pyarrow as pa

        for (kind, month), place in self._places.items():
            tables = list(place.tables)
            if place.rows:
                tables.append(table_of(kind, place.rows))
            if place.links:
                tables.append(stubs_of(kind, place.links))
            yield Batch(kind, month, pa.concat_tables(tables))

    def _add_row(self, row: Row) -> None:
        kind, link = kind_of(row), link_of(row)
        self._places[kind, month_of(began(kind, row), self._zone)].rows.append(row)
        if link:
            self._places[link.kind, month_of(link.began, self._zone)].links.append(link)
        self.size += 1

    def _add_orders(self, table: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        for axis, found in ((BEGAN["orders"], table), ("origin_created_at", links_in(table))):
            for month, rows in by_month(found, axis, self._zone):
                known = rows if found is table else stubs_in(rows)
                self._places["orders", month].tables.append(known)
        self.size += table.num_rows


def _write(table: Any, path: Path) -> None:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with (
        pa.OSFile(str(path), "wb") as file,
        pa.ipc.new_file(file, table.schema, options=options) as to,
    ):
        to.write_table(table)


def _read(path: Path) -> Any:  # noqa: ANN401 - pyarrow has no types
    import pyarrow as pa

    with pa.OSFile(str(path), "rb") as file:
        return pa.ipc.open_file(file).read_all()
