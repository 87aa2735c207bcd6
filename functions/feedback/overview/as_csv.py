"""CSV as Excel of a Russian Windows opens it by double click: see shared.cells."""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from feedback.overview.table import Cell
from shared.cells import BOM, moment, text


def write(rows: Iterable[tuple[Cell, ...]], file: BinaryIO, zone: ZoneInfo) -> None:
    """Write the lines one after another."""
    file.write(BOM.encode())
    file.writelines((";".join(_cell(each, zone) for each in row) + "\r\n").encode() for row in rows)


def _cell(value: Cell, zone: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return moment(value, zone)
    return str(value) if isinstance(value, int) else text(value)
