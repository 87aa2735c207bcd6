"""What every format of the registry promises, and that docs/add-an-export.md is enough for one."""

import io
import json
import re
import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from analytics import export
from analytics.columns import arrow_type
from analytics.datasets import DATA_SETS
from analytics.export import ExportFormat, Setting, Sink, file_name
from analytics.exporting import Range
from analytics.exports import FORMATS
from tests.analytics.batches import setting
from tests.analytics.builders import completed, row_of
from tests.analytics.office import Office

RECIPE = Path(__file__).resolve().parents[2] / "docs" / "add-an-export.md"
DAY = date(2026, 11, 22)
COLUMN_FORMATS = {name: form for name, form in FORMATS.items() if form.write_columns}
ROWS = 100_000
CEILING = 48 * 1024 * 1024
"""What Python and Arrow may hold at once beside the batch that comes, in bytes."""


def write(batches: Iterable[Any], file: Sink, setting: Setting) -> None:
    """Write a JSON object per row."""
    for batch in batches:
        for row in batch.to_pylist():
            file.write(json.dumps(row, default=str).encode() + b"\n")


TOY = ExportFormat(
    profile="lines",
    title={"ru": "JSON по строкам", "en": "JSON lines"},
    extension="jsonl",
    media_type="application/x-ndjson",
    write_columns=write,
)


def test_a_toy_format_made_by_the_recipe_ships_every_data_set() -> None:
    office = Office()
    there = Range(DATA_SETS, {**FORMATS, "toy": TOY})
    office.exports._range = office.writer._range = there
    office.know(row_of(completed()))

    for kind in DATA_SETS:
        done = office.made(kind, DAY, DAY, format="toy")

        assert done.state == "done"
        assert done.files[0].name == f"{kind}.jsonl"
        assert len(office.content(done).splitlines()) == done.rows == office.manifest(done)["rows"]


def test_the_recipe_names_what_there_is() -> None:
    words = set(re.findall(r"`([A-Za-z_.]+)`", RECIPE.read_text(encoding="utf-8")))

    fields = {*ExportFormat.__dataclass_fields__, *Setting.__dataclass_fields__}
    assert {"write_orders", "FORMATS", "Column.title", "Column.words"} <= words
    named = set(re.findall(r"setting\.([a-z_]+)", RECIPE.read_text(encoding="utf-8")))
    assert named <= fields
    assert {"columns", "made_at", "warnings"} <= named
    paths = list(re.findall(r"`((?:tests|functions)/[a-z_/]+\.py)`", RECIPE.read_text(encoding="utf-8")))  # fmt: skip  # noqa: E501
    assert paths
    assert all((RECIPE.parents[1] / each).exists() for each in paths)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_one_writer_and_words_for_it(name: str) -> None:
    form = FORMATS[name]

    assert (form.write_columns is None) != (form.write_orders is None)
    assert set(form.title) == {"ru", "en"}
    assert re.fullmatch("[a-z0-9_]{1,32}", name)
    assert file_name("orders", form) == f"orders.{form.extension}"
    assert form.takes("orders")


@pytest.mark.parametrize("name", COLUMN_FORMATS)
@pytest.mark.parametrize("kind", DATA_SETS)
def test_every_data_set_without_a_row_can_be_written(kind: str, name: str) -> None:
    columns = DATA_SETS[kind].columns_for(personal=True)
    arrays = [pa.array([], arrow_type(each.type)) for each in columns]
    batch = pa.RecordBatch.from_arrays(arrays, [each.name for each in columns])
    file = io.BytesIO()

    COLUMN_FORMATS[name].write_columns([batch], file, setting(columns))  # type: ignore[misc]

    assert file.getvalue()


@pytest.mark.parametrize("name", COLUMN_FORMATS)
def test_a_hundred_thousand_rows_are_written_in_flat_memory(name: str) -> None:
    columns = DATA_SETS["orders"].columns
    sink, told = Counting(), setting(columns)
    before = pa.total_allocated_bytes()
    peak = 0

    def batches() -> Iterator[Any]:
        nonlocal peak
        for start in range(0, ROWS, export.BATCH_ROWS):
            peak = max(peak, pa.total_allocated_bytes() - before)
            yield some(start, min(export.BATCH_ROWS, ROWS - start))

    tracemalloc.start()
    COLUMN_FORMATS[name].write_columns(batches(), sink, told)  # type: ignore[misc]
    _, python = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sink.size > ROWS
    assert python + peak < CEILING


class Counting:
    size = 0

    def write(self, data: bytes, /) -> int:
        self.size += len(data)
        return len(data)


def some(start: int, size: int) -> Any:
    """Make orders, all different."""
    columns = DATA_SETS["orders"].columns
    known = {
        "text": pa.array([f"слово {n}" for n in range(start, start + size)]),
        "money": pa.array(range(start, start + size), pa.int64()),
        "moment": pa.array(range(start, start + size), pa.int64()).cast(arrow_type("moment")),
    }
    arrays = [
        pa.array(["RUB"] * size) if each.name == "currency" else known[each.type]
        for each in columns
    ]
    return pa.RecordBatch.from_arrays(arrays, [each.name for each in columns])
