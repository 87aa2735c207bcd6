"""What a rebuild and a group-by take at their peak, each measured in a process of its own.

The rebuild merges changes into each month of a year, computes the month's pages and lays them by,
and then reads the pages of a kind of all months together: what `analytics.rebuilding` does.
"""

import multiprocessing
import tempfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.lake.days import key_of
from analytics.lake.sorting import Batch
from analytics.lake.store import S3Lake
from analytics.model import Company, Part
from analytics.paging import PAGES, everything
from tests.bench.onec_files import own_peak_kib
from tests.bench.report import Row
from tests.bench.rounds import Spread

COMPANY = Company(ZoneInfo("Etc/UTC"), "RUB")
FUNCTION_MB = 1769
"""What AnalyticsSchedule has."""
GROUP_MB = 1024
CHANGED = 100_000
"""So many changes a step merges."""


def measure(folder: Path, rows: int, group: Callable[[Sequence[str]], None]) -> list[Row]:
    """Measure both over the months of a year in a folder."""
    files = sorted(str(path) for path in folder.glob("*.parquet"))
    start = _alone(_nothing, files)
    found = (
        ("a group-by", _alone(group, files), GROUP_MB),
        ("a rebuild", _alone(_rebuild, files), FUNCTION_MB),
    )
    return [
        Row(
            f"peak memory of {what}, {rows:,} orders a year",
            f"{peak:.0f} MB",
            f"{start:.0f} MB at its start, {limit} MB at most",
            Spread.of([peak / limit]),
            1.0,
        )
        for what, peak, limit in found
    ]


def _alone(job: Callable[[Sequence[str]], None], files: Sequence[str]) -> float:
    # A new program: a copy of this one would begin with the peak of this one.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (job, files))


def _peak(job: Callable[[Sequence[str]], None], files: Sequence[str]) -> float:
    job(files)
    return own_peak_kib() / 1024


def _nothing(_: Sequence[str]) -> None:
    pass


def _rebuild(files: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _rebuild_in(files, Path(folder))


def _rebuild_in(files: Sequence[str], folder: Path) -> None:
    store = Folder({f"2025-{n:02}": file for n, file in enumerate(files, 1)}, folder)
    lake = S3Lake(store, "", COMPANY.zone)
    turned = []
    for month in store.months:
        part = Part(month=month, object_version="0", spans={})
        merged = lake.merge(part, Batch("orders", month, _changes(store.months[month])))
        merged.save({})
        del merged
        made = everything(lake.opened(part), COMPANY)
        for about in PAGES:
            pages = {day: found for (kind, day), found in made.parts.items() if kind == about}
            lake.lay_by(part, "", about, pages)
        turned.append(part)
    for about in PAGES:
        pages = [lake.laid_by(part, "", about) for part in turned]
        pages.clear()


def _changes(file: str) -> Any:
    first = next(pq.ParquetFile(file).iter_batches(CHANGED))
    table = pa.Table.from_batches([first])
    place = table.schema.get_field_index("version")
    return table.set_column(place, "version", pa.array(np.full(table.num_rows, 6)))


class Folder:
    """Months and what is laid by, all in files: as much of S3 as a rebuild asks for."""

    def __init__(self, months: dict[str, str], laid: Path) -> None:
        """Keep where the months are, and where what is laid by is to be."""
        self.months = months
        self._laid = laid
        self._keys = {key_of("orders", month): file for month, file in months.items()}

    def list_objects_v2(self, **_: Any) -> dict[str, Any]:
        """Find nothing: whatever is stored is new."""
        return {}

    def get_object(self, **asked: Any) -> dict[str, Any]:
        """Read a file, or what was laid by."""
        file = self._keys.get(asked["Key"]) or self._file(asked["Key"])
        return {"Body": BytesIO(Path(file).read_bytes())}

    def put_object(self, **asked: Any) -> dict[str, str]:
        """Keep what is laid by; a month that is stored is let go of."""
        if asked["Key"] not in self._keys:
            self._file(asked["Key"]).write_bytes(asked["Body"])
        return {"VersionId": "0"}

    def _file(self, key: str) -> Path:
        return self._laid / key.replace("/", "-")
