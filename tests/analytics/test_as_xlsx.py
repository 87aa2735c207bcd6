"""The XLSX file as openpyxl, which did not write it, reads it."""

import io
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.utils.escape import unescape

from analytics.exports import FORMATS, as_xlsx
from analytics.writing.texts import cleaned
from tests.analytics.batches import COLUMNS, Row, written
from tests.analytics.builders import NOON
from tests.analytics.fakes import ZONE
from tests.analytics.test_as_csv import INJECTIONS, ROW, rows

XLSX = FORMATS["xlsx"]


def sheets(content: bytes) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def test_cells_are_texts_numbers_and_dates() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(XLSX, ROW)))
    (sheet,) = book.worksheets

    head, row = sheet.iter_rows()
    assert [cell.value for cell in head] == [each.title for each in COLUMNS]
    assert all(cell.font.b for cell in head)
    shown = ["слово", "Новая", 7, 0.5, -150.5, "RUB"]
    assert [cell.value for cell in row[:6]] == shown
    assert row[6].value == datetime(2026, 11, 22)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert row[7].value == NOON.astimezone(ZONE).replace(tzinfo=None)
    assert row[4].number_format == "#,##0.00"
    assert sheet.freeze_panes == "A2"


@settings(max_examples=20)
@given(rows)
def test_what_is_written_is_read_back(rows: list[Row]) -> None:
    (found,) = sheets(written(XLSX, *rows))

    assert len(found) == 1 + len(rows)
    for row, given_ in zip(found[1:], rows, strict=True):
        assert row[2] == given_[2]
        assert row[5] == given_[5]
        at = given_[7] and given_[7].astimezone(ZONE).replace(tzinfo=None)
        if at and at.year >= 1900:
            assert abs((row[7] - at).total_seconds()) < 0.5


@pytest.mark.parametrize("attack", [*INJECTIONS, "0123", "1-2", "a<b>&c", "_x0041_", "  два  "])
def test_a_text_is_never_a_formula_and_never_changed(attack: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(XLSX, (attack, *ROW[1:]))))

    cell = book.worksheets[0]["A2"]

    import pyarrow as pa

    assert cell.data_type == "s"
    assert unescape(cell.value) == cleaned(pa.array([attack])).to_pylist()[0]


def test_more_rows_than_a_sheet_takes_go_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_xlsx, "MOST_ROWS", 4)

    first, second, third = sheets(written(XLSX, *[(f"{n}", *ROW[1:]) for n in range(9)]))

    assert [row[0] for row in (*first[1:], *second[1:], *third[1:])] == [str(n) for n in range(9)]
    assert first[0] == second[0] == third[0]


def test_the_same_rows_are_the_same_bytes() -> None:
    assert written(XLSX, ROW, ROW) == written(XLSX, ROW, ROW)
    with ZipFile(io.BytesIO(written(XLSX, ROW))) as book:
        assert book.testzip() is None


def test_no_rows_are_a_sheet_with_its_head() -> None:
    (found,) = sheets(written(XLSX))

    assert found == [tuple(each.title for each in COLUMNS)]


def test_a_text_is_cut_to_what_a_cell_holds() -> None:
    (found,) = sheets(written(XLSX, ("ж" * 40_000, *ROW[1:])))

    assert len(found[1][0]) == 32_767
