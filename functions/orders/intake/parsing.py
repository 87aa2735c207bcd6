"""Files of orders, CSV and JSON, as rows. Pure.

What is wrong with the file as a whole is an InvalidError of the field `file`; what is wrong with
one row is told of that row and of no other.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Final

from orders.intake.columns import Columns, House, shape_of
from orders.intake.decoding import LOST, decoded
from orders.intake.model import MAX_ROWS, ImportFormat
from shared.errors import BadInputError, FieldError, InvalidError, ServiceError
from shared.texts import trim

MAX_COLUMNS: Final = 200
MAX_CELL: Final = 64 * 1024
MAX_ABOVE: Final = 10
"""Among so many rows that are not blank the head line is looked for."""
Cells = list[str] | BadInputError
Record = tuple[int, Cells]
_SEP: Final = re.compile(r'"?sep=([;,\t])"?[ \t]*\r?(?:\n|$)', re.IGNORECASE)
_JSON_FAULTS: Final = (ValueError, RecursionError)


_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of Excel, the new form and the old


@dataclass(frozen=True)
class Row:
    """A row of a file: its number there, and an order's shape or what is wrong with it."""

    number: int
    shape: Any = None
    fault: ServiceError | None = None
    written: Mapping[str, str] = field(default_factory=dict)
    """What stands in the cells of a CSV, by field."""

    def as_written(self, error: ServiceError) -> ServiceError:
        """Tell of a refused value as it stands in the file, by the name of its column."""
        if not self.written or not error.errors:
            return error
        return InvalidError.of_all([self._as_written(each) for each in error.errors])

    def _as_written(self, error: FieldError) -> FieldError:
        field = error.field.replace("items.0.", "item.")
        if field == "technician_id" and field not in self.written:
            field = "technician"
        if field not in self.written:
            return error
        named = error.field if field != "technician" else field
        return FieldError(named, self.written[field], error.rule)


@dataclass(frozen=True)
class Parsed:
    """The rows of a file, and the columns that mean nothing to us."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...] = field(default=())


def parsed(content: bytes, form: ImportFormat, house: House) -> Parsed:
    """Read a file; InvalidError when it is no import at all."""
    if content.startswith(_WORKBOOKS):
        raise InvalidError.of("file", None, "is a workbook; save it as CSV")
    text = decoded(content)
    return _csv(text, house) if form == "csv" else _json(text)


def _csv(text: str, house: House) -> Parsed:
    filled = ((n, each) for n, each in enumerate(_records(text), start=1) if _is_filled(each))
    columns, rest = _begun(filled)
    rows: list[Row] = []
    for number, cells in rest:
        rows.append(_row(number, cells, columns, house))
        _check_count(len(rows))
    return Parsed(tuple(rows), columns.ignored)


def _begun(records: Iterator[Record]) -> tuple[Columns, Iterator[Record]]:
    """Find the head line, below what stands above it, such as a name of the table."""
    first = list(islice(records, MAX_ABOVE))
    if not first:
        raise InvalidError.of("file", None, "is empty")
    for at, (_, cells) in enumerate(first):
        with suppress(InvalidError):
            return _columns(cells), chain(first[at + 1 :], records)
    return _columns(first[0][1]), records  # tells what is wrong


def _columns(names: Cells) -> Columns:
    if isinstance(names, BadInputError) or len(names) > MAX_COLUMNS:
        raise InvalidError.of("file", None, "has no head line that can be read")
    return Columns.of(names)


def _is_filled(cells: Cells) -> bool:
    return isinstance(cells, BadInputError) or any(map(trim, cells))


def _records(text: str) -> Iterator[Cells]:
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if said := _SEP.match(text):  # so Excel is told of the delimiter; it shows no such row
        text = text[said.end() :]
    delimiter = said.group(1) if said else _delimiter(text)
    reader = csv.reader(_lines(text), delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadInputError(f"the row can't be read: {error}")
            continue
        if any(len(each) > MAX_CELL for each in cells):
            yield BadInputError("a cell is too long; is a quote left open?")
        else:
            yield cells


def _lines(text: str) -> Iterator[str]:
    # Only real line ends part lines; str.splitlines would also part at U+2028 and its like.
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        yield text[start:end]
        start = end


def _delimiter(text: str) -> str:
    """Take the sign that parts the head line's cells; of two the more frequent one."""
    lines = list(islice((each for each in _lines(text) if each.strip()), MAX_ABOVE))
    signs = [max(";,\t", key=each.count) for each in lines]
    for line, sign in zip(lines, signs, strict=True):
        with suppress(InvalidError, csv.Error):
            Columns.of(next(csv.reader([line[:MAX_CELL]], delimiter=sign)))
            return sign
    return signs[0] if signs else ";"


def _row(number: int, cells: Cells, columns: Columns, house: House) -> Row:
    if isinstance(cells, BadInputError):
        return Row(number, fault=cells)
    if any(LOST in each for each in cells):
        value = next(each for each in cells if LOST in each)
        rule = "holds bytes that are no text in the file's encoding"
        return Row(number, fault=InvalidError.of("row", value, rule))
    written: Mapping[str, str] = {}
    try:
        written = columns.given(cells)
        return Row(number, shape_of(written, house), written=written)
    except InvalidError as error:
        external_id = dict(zip(columns.fields, cells, strict=False)).get("external_id")
        return Row(number, {"external_id": external_id}, error, written)


def _json(text: str) -> Parsed:
    try:
        document = json.loads(text, parse_constant=_no_constant)
    except _JSON_FAULTS as error:
        raise InvalidError.of("file", None, f"is not valid JSON: {str(error)[:200]}") from error
    orders = document.get("orders") if isinstance(document, dict) else document
    if not isinstance(orders, list):
        raise InvalidError.of("file", None, 'must be a list of orders or {"orders": [...]}')
    _check_count(len(orders))
    return Parsed(tuple(Row(number, shape) for number, shape in enumerate(orders, start=1)))


def _no_constant(name: str) -> None:
    msg = f"{name} is not a JSON number"
    raise ValueError(msg)


def _check_count(rows: int) -> None:
    if rows > MAX_ROWS:
        raise InvalidError.of("file", None, f"has more than {MAX_ROWS} rows")
