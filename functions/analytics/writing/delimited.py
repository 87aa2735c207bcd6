"""CSV of columns: every text between quotes, numbers and dates bare, nothing where nothing is."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from analytics.export import Column, Setting, Sink
from analytics.frame import ABSENT, Ints
from analytics.writing import pieces, texts
from analytics.zones import day_of, local

END: Final = "\r\n"


@dataclass(frozen=True)
class Dialect:
    """How a profile writes: its marks, its heads, its moments, and how texts are made safe.

    `encode` gives the bytes of a part of the file, piece by piece, and may count warnings.
    """

    mark: str
    delimiter: str
    head: Callable[[Column], str]
    has_words: bool
    day: Callable[[int], str]
    safe: Callable[[Any], Any]
    with_offset: bool = False
    begin: str = ""
    encode: Callable[[memoryview, Counter[str]], Iterable[Any]] = lambda data, _: (data,)


def write(batches: Iterable[Any], file: Sink, setting: Setting, dialect: Dialect) -> None:
    """Write the head line and a line per row."""
    heads = (dialect.head(each).replace('"', '""') for each in setting.columns)
    head = dialect.begin + dialect.delimiter.join(f'"{each}"' for each in heads) + END
    _pour(memoryview(head.encode()), file, setting, dialect)
    for batch in batches:
        if batch.num_rows:
            lines = pieces.joined(list(_row(batch, setting, dialect)))
            _pour(lines, file, setting, dialect)


def _pour(data: memoryview, file: Sink, setting: Setting, dialect: Dialect) -> None:
    for piece in dialect.encode(data, setting.warnings):
        file.write(piece)


def people_day(number: int) -> str:
    """Write a day as 22.11.2026."""
    day = day_of(number)
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def machine_day(number: int) -> str:
    """Write a day as 2026-11-22."""
    return day_of(number).isoformat()


def _row(batch: Any, setting: Setting, dialect: Dialect) -> Iterable[Any]:  # noqa: ANN401
    last = len(setting.columns) - 1
    for place, column in enumerate(setting.columns):
        after = END if place == last else dialect.delimiter
        yield from _cell(batch, column, after, setting, dialect)


def _cell(
    batch: Any,  # noqa: ANN401 - pyarrow has no types
    column: Column,
    after: str,
    setting: Setting,
    dialect: Dialect,
) -> Sequence[Any]:
    array = batch.column(column.name)
    match column.type:
        case "text":
            shown = _shown(column, dialect)
            return pieces.texts(array, shown, before='"', after=f'"{after}', empty=after)
        case "integer":
            return pieces.whole_numbers(array, after)
        case "money":
            money = batch.column("currency")
            return pieces.money(array, money, mark=dialect.mark, after=after)
        case "date":
            return pieces.dates(array, dialect.day, after)
        case "moment":
            return _moments(array, after, setting.zone, dialect)
        case _:
            return pieces.numbers(array, mark=dialect.mark, after=after)


def _shown(column: Column, dialect: Dialect) -> Callable[[Any], Any]:
    def shown(array: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
        return texts.doubled(dialect.safe(worded(array, column, has_words=dialect.has_words)))

    return shown


def worded(array: Any, column: Column, *, has_words: bool) -> Any:  # noqa: ANN401
    """Give what people read instead of a column's codes."""
    import pyarrow as pa

    if not (has_words and column.words):
        return array
    words = [each and column.words.get(each, each) for each in array.to_pylist()]
    return pa.array(words, pa.string())


def _moments(array: Any, after: str, zone: ZoneInfo, dialect: Dialect) -> Sequence[Any]:  # noqa: ANN401
    import numpy as np
    import pyarrow as pa

    at = array.cast(pa.int64()).fill_null(ABSENT).to_numpy()
    is_absent = at == ABSENT
    known = local(at[~is_absent], zone)
    shown = np.full(len(at), ABSENT)
    shown[~is_absent] = known
    seconds, between = (_clock(after), " ") if not dialect.with_offset else (pieces.clock(), "T")
    days = _before(dialect.day, between)
    empty = after if not dialect.with_offset else ""
    written = pieces.stamps(shown, days, seconds, empty=empty)
    if not dialect.with_offset:
        return written
    return [*written, _offsets(known - at[~is_absent], is_absent), after]


@cache
def _clock(after: str) -> tuple[str, ...]:
    return tuple(f"{each}{after}" for each in pieces.clock())


@cache
def _before(day: Callable[[int], str], mark: str) -> Callable[[int], str]:
    return lambda number: f"{day(number)}{mark}"


def _offsets(offsets: Ints, is_absent: Any) -> Any:  # noqa: ANN401 - numpy and pyarrow
    import numpy as np

    found, places = np.unique(offsets, return_inverse=True)
    whole = np.full(len(is_absent), len(found))
    whole[~is_absent] = places
    return pieces.taken([*map(_offset, found.tolist()), ""], whole)


def _offset(milliseconds: int) -> str:
    sign, minutes = "-" if milliseconds < 0 else "+", abs(milliseconds) // 60_000
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"
