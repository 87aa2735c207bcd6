"""Batches of columns for the writers, and a second, plain way to write the same CSV."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

import pyarrow as pa

from analytics.columns import arrow_type
from analytics.export import Column, ExportFormat, Setting
from analytics.writing.texts import for_machines, for_people
from tests.analytics.builders import NOON
from tests.analytics.fakes import ZONE

COLUMNS = (
    Column("words", "Слова"),
    Column("state", "Состояние", words={"new": "Новая"}),
    Column("count", "Число", "integer"),
    Column("share", "Доля", "share"),
    Column("amount", "Сумма", "money"),
    Column("currency", "Валюта"),
    Column("day", "День", "date"),
    Column("at", "Когда", "moment"),
)
Row = tuple[Any, ...]


def batch_of(rows: Sequence[Row], columns: Sequence[Column] = COLUMNS) -> pa.RecordBatch:
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [
        pa.array(list(each), arrow_type(column.type))
        for each, column in zip(values, columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, [each.name for each in columns])


def setting(columns: Sequence[Column] = COLUMNS, zone: ZoneInfo = ZONE) -> Setting:
    day = date(2026, 11, 22)
    return Setting("orders", tuple(columns), zone, "RUB", day, day, NOON)


def written(form: ExportFormat, *rows: Row, zone: ZoneInfo = ZONE, size: int = 3) -> bytes:
    """Write rows, a few to a batch."""
    assert form.write_columns
    file = io.BytesIO()
    parts = [rows[at : at + size] for at in range(0, len(rows), size)]
    form.write_columns([batch_of(each) for each in parts], file, setting(zone=zone))
    return file.getvalue()


class Bare(float):
    """A number as the csv module leaves it without quotes, written as we say."""

    def __new__(cls, _: str) -> Self:
        return super().__new__(cls, 0)

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def __str__(self) -> str:
        return self.shown

    __repr__ = __str__


def plainly(rows: Sequence[Row], *, machine: bool = False, zone: ZoneInfo = ZONE) -> bytes:
    """Write the same rows one by one by the csv module."""
    file = io.StringIO(newline="")
    mark = "," if machine else ";"
    out = csv.writer(file, delimiter=mark, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    out.writerow([each.name if machine else each.title for each in COLUMNS])
    for row in rows:
        named = dict(zip([each.name for each in COLUMNS], row, strict=True))
        out.writerow([_cell(each, named, zone, machine=machine) for each in COLUMNS])
    return ("" if machine else "\ufeff").encode() + file.getvalue().encode()


def _cell(column: Column, row: dict[str, Any], zone: ZoneInfo, *, machine: bool) -> Any:
    value = row[column.name]
    if value is None or value == "":
        return Bare("")
    if column.type == "text":
        safe: Callable[[Any], Any] = for_machines if machine else for_people
        shown = value if machine else column.words.get(value, value)
        return safe(pa.array([shown], pa.string()))[0].as_py()
    return Bare(_number(column, row, zone, machine=machine))


def _number(column: Column, row: dict[str, Any], zone: ZoneInfo, *, machine: bool) -> str:
    value = row[column.name]
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        people = local.strftime("%d.%m.%Y %H:%M:%S")
        return local.isoformat(timespec="seconds") if machine else people
    if isinstance(value, date):
        return value.isoformat() if machine else value.strftime("%d.%m.%Y")
    if column.type == "money":
        digits = {"JPY": 0, "KWD": 3}.get(row["currency"], 2)
        shown = f"{abs(value) // 10**digits}"
        shown += f".{abs(value) % 10**digits:0{digits}}" if digits else ""
        shown = f"-{shown}" if value < 0 else shown
    else:
        shown = pa.array([value], arrow_type(column.type)).cast(pa.string())[0].as_py()
    return shown if machine else shown.replace(".", ",")
