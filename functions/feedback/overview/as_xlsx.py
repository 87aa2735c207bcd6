"""XLSX: texts are written as texts, so no spreadsheet reads a formula into them.

Source: https://xlsxwriter.readthedocs.io/workbook.html (constant_memory)
"""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from feedback.overview.table import Cell
from shared.cells import clean

WIDTHS: Final = (
    18,
    10,
    14,
    28,
    24,
    8,
    60,
    10,
    14,
    10,
    16,
    12,
    8,
    24,
    14,
    24,
    40,
    16,
    24,
    18,
    18,
    18,
    28,
)
MOST_CHARACTERS: Final = 32_767
"""What a cell of Excel holds."""


def write(rows: Iterable[tuple[Cell, ...]], file: BinaryIO, zone: ZoneInfo) -> None:
    """Write one sheet, row by row."""
    from xlsxwriter import Workbook

    # In memory: a function's folder is small, and what somebody wrote is not to lie in it.
    book = Workbook(file, {"in_memory": True, "constant_memory": False})
    sheet = book.add_worksheet("Feedback")
    bold, date = (
        book.add_format({"bold": True}),
        book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
    )
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(y, x, value.astimezone(zone).replace(tzinfo=None), date)
            elif isinstance(value, int):
                sheet.write_number(y, x, value)
            elif value:
                sheet.write_string(y, x, clean(value)[:MOST_CHARACTERS], bold if y == 0 else None)
    book.close()
