"""Files for finance: every format over the same orders, beside the bare libraries.

The csv module writes the same bytes from the same cells, already made; pyarrow.csv and
pyarrow.parquet write the columns as they are, xlsxwriter the cells of a tenth of the rows. CPU
seconds of one thread. The peak is that of a process of its own, that makes its batches as it goes.
"""

import csv
import io
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import xlsxwriter
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from analytics.columns import arrow_type
from analytics.datasets import DATA_SETS
from analytics.export import BATCH_ROWS, Setting
from analytics.exports import FORMATS
from analytics.files import PART_BYTES
from tests.bench.report import Row, milli
from tests.bench.rounds import Spread, compare, ratio

COLUMNS = DATA_SETS["orders"].columns
WRITERS = {name: form.write_columns for name, form in FORMATS.items() if form.write_columns}
TO_MODULE, TO_ARROW = 1 / 6, 1 / 0.8
"""Goals: a sixth of the csv module's time, and 0.8 of the bare library's speed."""
PEOPLE = [f"Мастер {n}" for n in range(40)]
STATES = ["new", "scheduled", "in_progress", "completed", "closed", "cancelled"]
CEILING_MB = 256
RATED = 200_000
"""Rates are taken on so many: the csv module holds every cell as an object."""
HEX = 32


class Nowhere:
    """A sink that keeps parts as an upload does, and sends them nowhere."""

    def __init__(self) -> None:
        """Begin with none."""
        self.size = 0
        self._buffer = bytearray()

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""
        self._buffer += data
        self.size += len(data)
        while len(self._buffer) >= PART_BYTES:
            del self._buffer[:PART_BYTES]
        return len(data)


def measure(rows: int, rounds: int, peaks: Iterable[str] = WRITERS) -> list[Row]:
    """Measure rates, and the peak of memory on so many rows."""
    batches = list(_batches(min(rows, RATED)))
    return [*_csv(batches, rounds), *_others(batches, rounds), *(_peak(n, rows) for n in peaks)]


def write(name: str, batches: Any) -> int:
    """Write one format; give its bytes."""
    sink, day = Nowhere(), date(2026, 11, 22)
    told = Setting(
        "orders",
        COLUMNS,
        ZoneInfo("Europe/Moscow"),
        "RUB",
        day,
        day,
        datetime(2026, 11, 22, tzinfo=UTC),
    )
    WRITERS[name](batches, sink, told)
    return sink.size


def _csv(batches: list[Any], rounds: int) -> Iterator[Row]:
    text = io.BytesIO()
    sink: Any = type("Sink", (), {"write": lambda _, data: text.write(data)})()
    day = date(2026, 11, 22)
    told = Setting(
        "orders", COLUMNS, ZoneInfo("UTC"), "RUB", day, day, datetime(2026, 1, 1, tzinfo=UTC)
    )
    WRITERS["machine"](batches, sink, told)
    lines = list(csv.reader(io.StringIO(text.getvalue().decode(), newline="")))
    plain = pa.Table.from_batches(batches)
    things: dict[str, Callable[[], object]] = {
        "machine": lambda: write("machine", batches),
        "ru_excel": lambda: write("ru_excel", batches),
        "module": lambda: _module(lines),
        "arrow": lambda: arrow_csv.write_csv(plain, io.BytesIO()),
    }
    timings = compare(things, rounds=rounds, calls=1)
    for name, other, goal in (
        ("ru_excel", "module", None),
        ("machine", "arrow", TO_ARROW),
        ("ru_excel", "arrow", TO_ARROW),
    ):
        mine, theirs = (Spread.of(timings[each]).median for each in (name, other))
        against = (
            f"{'csv module, cells made' if other == 'module' else 'pyarrow.csv'} {milli(theirs)}"
        )
        yield Row(name, milli(mine), against, ratio(timings, name, other), goal)
    yield from _cells(batches, Spread.of(timings["ru_excel"]).median)


def _cells(batches: list[Any], mine: float) -> Iterator[Row]:
    """Compare with the csv module that has to make the cells as well, on a part of the rows."""
    some = batches[: max(1, len(batches) // 10)]
    share = sum(b.num_rows for b in some) / sum(b.num_rows for b in batches)
    begun = time.process_time()
    _by_rows(some)
    theirs = (time.process_time() - begun) / share
    told = f"csv module with cells {milli(theirs)}"
    found = mine / theirs
    yield Row("ru_excel", milli(mine), told, Spread(found, found, found), TO_MODULE)


def _by_rows(batches: list[Any]) -> None:
    out = csv.writer(io.StringIO(newline=""), delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
    zone = ZoneInfo("Europe/Moscow")
    for batch in batches:
        columns = [batch.column(each.name).to_pylist() for each in COLUMNS]
        for row in zip(*columns, strict=True):
            out.writerow([_shown(value, zone) for value in row])


def _shown(value: Any, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value // 100},{value % 100:02}"
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%d.%m.%Y %H:%M:%S")
    return f"'{value}" if value[:1] in "=+-@" else str(value)


def _module(lines: list[list[str]]) -> None:
    out = csv.writer(io.StringIO(newline=""), delimiter=";", quoting=csv.QUOTE_ALL)
    out.writerows(lines)


def _others(batches: list[Any], rounds: int) -> Iterator[Row]:
    plain = pa.Table.from_batches(batches)
    some = batches[: max(1, len(batches) // 10)]
    things: dict[str, Callable[[], object]] = {
        "parquet": lambda: write("parquet", batches),
        "bare": lambda: parquet.write_table(plain, io.BytesIO(), compression="zstd"),
        "xlsx": lambda: write("xlsx", some),
        "xlsxwriter": lambda: _workbook(some),
        "windows_1251": lambda: write("windows_1251", batches),
        "ru_excel": lambda: write("ru_excel", batches),
    }
    timings = compare(things, rounds=rounds, calls=1)
    for name, other in (
        ("parquet", "bare"),
        ("xlsx", "xlsxwriter"),
        ("windows_1251", "ru_excel"),
    ):
        mine, theirs = (Spread.of(timings[each]).median for each in (name, other))
        what = f"{name}, a tenth of the rows" if name == "xlsx" else name
        yield Row(what, milli(mine), f"{other} {milli(theirs)}", ratio(timings, name, other))


def _workbook(batches: list[Any]) -> None:
    book = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True, "remove_timezone": True})
    sheet, y = book.add_worksheet(), 0
    for batch in batches:
        for row in zip(*(batch.column(each.name).to_pylist() for each in COLUMNS), strict=True):
            for x, value in enumerate(row):
                sheet.write(y, x, value)
            y += 1
    book.close()


def _peak(name: str, rows: int) -> Row:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        before, after = pool.apply(_grown, (name, rows))
    grown, whole = (after - before) / 1024, after / 1024
    return Row(
        f"{name}, peak of the process", f"{whole:.0f} MB", f"{grown:.0f} MB above its start",
        Spread(*[whole / CEILING_MB] * 3), 1.0,
    )  # fmt: skip


def _grown(name: str, rows: int) -> tuple[int, int]:
    write(name, _batches(min(rows, BATCH_ROWS)))
    before = _high_water()
    write(name, _batches(rows))
    return before, _high_water()


def _high_water() -> int:
    """Give the peak in KB; getrusage would tell that of the process that spawned this one."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def _batches(rows: int) -> Iterator[Any]:
    """Make orders batch by batch, each row another."""
    for start in range(0, rows, BATCH_ROWS):
        size = min(BATCH_ROWS, rows - start)
        places = range(start, start + size)
        arrays = [_column(each.name, each.type, places) for each in COLUMNS]
        yield pa.RecordBatch.from_arrays(arrays, [each.name for each in COLUMNS])


def _column(name: str, type_: Any, places: range) -> Any:
    if type_ == "money":
        return pa.array([n * 7919 % 10_000_000 for n in places], pa.int64())
    if type_ == "moment":
        step = 60_000 + len(name)
        at = [None if n % 9 == len(name) % 9 else 1_760_000_000_000 + n * step for n in places]
        return pa.array(at, pa.int64()).cast(arrow_type("moment"))
    return pa.array([_text(name, n) for n in places], pa.string())


def _text(name: str, n: int) -> str | None:
    known = {
        "number": str(100_000 + n),
        "external_id": f"CRM/{n}" if n % 3 else None,
        "technician_name": PEOPLE[n % len(PEOPLE)],
        "status": STATES[n % len(STATES)],
        "currency": "RUB",
    }
    if name in {"id", "customer_id"}:
        return f"{name[:3]}_{n:0{HEX}x}"
    return known.get(name, name)
