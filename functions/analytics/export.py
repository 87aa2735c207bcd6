"""What an export format is, and what it is given to write.

Most formats write the columns of any data set; those of 1C write orders, whole and with the names
of people, as they are at the moment of writing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal, Protocol
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from analytics.rows import OrderRow
from analytics.written import Written
from shared.events import OrderSnapshot

ColumnType = Literal["text", "integer", "number", "share", "money", "date", "moment"]
"""How the cells of a column come, as Arrow types, and what they mean.

text     string
integer  int64
number   float64
share    float64, 1 is the whole
money    int64, minor units of the currency that stands in the column `currency`
date     date32, a local day
moment   timestamp[ms, UTC]
"""

Manifest = dict[str, Any]
BATCH_ROWS: Final = 16_384
"""Rows that a writer of columns gets at once, at most."""


@dataclass(frozen=True)
class Column:
    """One column: its name for machines, its head for people, its type.

    `words` are what people read instead of a code; files for machines keep the code.
    """

    name: str
    title: str
    type: ColumnType = "text"
    words: Mapping[str, str] = field(default_factory=dict)


class Sink(Protocol):
    """Where the bytes of a file go."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""
        ...


@dataclass(frozen=True)
class Setting:
    """What a writer is told beside the rows.

    `made_at` is the watermark of what is written, so that the same rows give the same bytes:
    a file holds no moment but this one. `warnings` counts by a stable code what could not be
    written as it was; the manifest shows it. `written` is what a writer of orders tells of its
    file, whose totals are these: it refuses orders that the format can't hold.
    """

    kind: str
    columns: tuple[Column, ...]
    zone: ZoneInfo
    currency: str
    first: date
    last: date
    made_at: datetime
    options: Mapping[str, str] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    written: Written = field(default_factory=Written)


WriteColumns = Callable[[Iterable[Any], Sink, Setting], None]
"""Writes pyarrow record batches, whose columns stand in the order of `Setting.columns`."""
WriteOrders = Callable[[Iterable[OrderSnapshot], Sink, Setting], None]


@dataclass(frozen=True)
class ExportFormat:
    """One format: its profile in the manifest, its words, its file's ending, and its writer.

    Exactly one of `write_columns` and `write_orders` is there. A writer reads its rows once,
    holds no more than a batch of them, and writes the same bytes for the same rows. `options`
    reads `Setting.options`, all texts; whoever takes a wish for such an export validates by it.
    """

    profile: str
    title: Mapping[Literal["ru", "en"], str]
    extension: str
    media_type: str
    write_columns: WriteColumns | None = None
    write_orders: WriteOrders | None = None
    options: type[BaseModel] | None = None

    @property
    def is_personal(self) -> bool:
        """Whether its files always name people."""
        return self.write_orders is not None

    def takes(self, kind: str) -> bool:
        """Say whether it can write a data set; whole orders are of the kind `orders` only."""
        return self.write_orders is None or kind == "orders"


def file_name(kind: str, form: ExportFormat) -> str:
    """Name the file of a data set."""
    return f"{kind}.{form.extension}"


@dataclass(frozen=True)
class RowFormat:
    """A format that writes rows one by one."""

    profile: str
    file_name: str
    media_type: str
    write: Callable[[Iterable[OrderRow], Sink, ZoneInfo], None]


class RowCounter:
    """Counts rows while they pass by."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows = 0

    def over(self, orders: Iterable[OrderRow]) -> Iterator[OrderRow]:
        """Pass the rows on, counting them."""
        for order in orders:
            self.rows += 1
            yield order
