"""The roll-up job: merging, computing, and a group-by beside what others make of the same files.

Everybody reads the same months of the lake, as Parquet in files, and does one group-by: by day and
technician. duckdb makes the very rows that a page of ours holds: count, sum, sum of squares, and
every bin of 1 % with its count, as text. Beside it stand what duckdb, pandas and pyarrow need for
two numbers a group: exact median and 90th percentile (pyarrow: an approximate median alone).
CPU seconds, each library on one thread.
"""

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analytics.grouping import distinct
from analytics.kpis import KPIS
from analytics.lake.columns import frame_of, read_coded, written
from analytics.lake.merging import merge
from analytics.lake.sorting import Batch
from analytics.lake.store import S3Lake
from analytics.model import Company, Part
from analytics.paging import everything, touched
from analytics.rollup import cut_of, look_at, tallies, within
from analytics.tally import LOG_GAMMA
from tests.bench import rollup_memory
from tests.bench.orders_many import DAY, SECOND, START, orders
from tests.bench.report import Row, milli
from tests.bench.rounds import Spread, compare, ratio

COMPANY = Company(ZoneInfo("Etc/UTC"), "RUB")
MONTHS = 12
CHANGES = 3000
CHANGES_INSIDE = 2000
NEEDED = ["version", "technician_id", "created_at", "completed_at"]


def measure(rows: int, rounds: int) -> list[Row]:
    """Measure all of it on so many orders of a year."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_year(Path(folder), rows)
        return [
            *_group_by(files, rows, rounds),
            *_job(rows, rounds),
            *_growth(rounds),
            *rollup_memory.measure(Path(folder), rows, _all_of_ours),
        ]


def write_year(folder: Path, rows: int) -> list[str]:
    """Write a year of orders as the lake does, in a process whose memory is nobody's cost."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        wanted = [(str(folder), rows // MONTHS, number) for number in range(MONTHS)]
        return pool.starmap(_write_month, wanted)


def _write_month(folder: str, rows: int, number: int) -> str:
    table = orders(rows, days=30, start=START + 30 * number * DAY, seed=number)
    path = f"{folder}/{number:02}.parquet"
    Path(path).write_bytes(written("orders", table))
    return path


def _group_by(files: Sequence[str], rows: int, rounds: int) -> Iterator[Row]:
    pa.set_cpu_count(1)
    database = duckdb.connect(config={"threads": 1})

    def every(made: Callable[[str], object]) -> Callable[[], object]:
        return lambda: [made(file) for file in files]

    things: dict[str, Callable[[], object]] = {
        "ours": every(_ours),
        "duckdb, the same rows": every(lambda file: same_rows(database, file)),
        "duckdb, two quantiles": every(lambda file: _duckdb(database, file)),
        "pandas, two quantiles": every(_pandas),
        "pyarrow, median": every(_pyarrow),
    }
    timings = compare(things, rounds=rounds, calls=1)
    mine = Spread.of(timings["ours"]).median
    for rival in list(things)[1:]:
        theirs = Spread.of(timings[rival]).median
        what = f"Parquet to day rows, {rows:,} orders, to {rival}"
        goal = 0.8 if "same" in rival else None
        yield Row(what, milli(mine), milli(theirs), ratio(timings, "ours", rival), goal)


SEEN = """
    select technician_id, completed_at // 86400000 as day,
           (completed_at - created_at) // 1000 as seconds
    from (select technician_id, epoch_ms(completed_at) as completed_at,
                 epoch_ms(created_at) as created_at from read_parquet(?))
"""
SAME = f"""
    select day, technician_id, sum(count)::bigint, sum(total)::bigint, sum(squares)::bigint,
           string_agg(bin || ',' || count, ',' order by bin)
    from (select day, technician_id, greatest(0, ceil(ln(seconds) / {LOG_GAMMA!r}))::int as bin,
                 count(*) as count, sum(seconds) as total, sum(seconds * seconds) as squares
          from ({SEEN}) group by day, technician_id, bin)
    group by day, technician_id
"""  # noqa: S608 - a number of ours
QUANTILES = f"""
    select day, technician_id, count(*), sum(seconds), quantile_disc(seconds, 0.5),
           quantile_disc(seconds, 0.9)
    from ({SEEN}) group by day, technician_id
"""  # noqa: S608 - nothing of others is in it
ARROW = [("seconds", "count"), ("seconds", "sum"), ("seconds", "approximate_median")]


def day_rows(file: str) -> list[tuple[int, str, str]]:
    """One KPI by technician: what the job does for each of its KPIs and dimensions."""
    frame = frame_of(read_coded(file, "orders", NEEDED))
    seen = look_at(KPIS["lead_time"], frame, COMPANY)
    days = distinct(seen.days).tolist()
    kept = within(seen, days)
    technicians = cut_of(frame, kept.observed, "technician")
    return [(days[at], who, tally) for at, who, tally in tallies(kept, len(days), technicians)]


def same_rows(database: Any, file: str) -> Any:
    """Let duckdb make the same rows."""
    return database.execute(SAME, [file]).fetch_arrow_table()


def _ours(file: str) -> object:
    return day_rows(file)


def _all_of_ours(files: Sequence[str]) -> None:
    for file in files:
        day_rows(file)


def _duckdb(database: Any, file: str) -> object:
    return database.execute(QUANTILES, [file]).fetch_arrow_table()


def _derived(table: Any) -> dict[str, Any]:
    end, start = (
        table.column(n).cast(pa.int64()).to_numpy() for n in ("completed_at", "created_at")
    )
    return {"day": end // DAY, "seconds": (end - start) // SECOND}


def _pandas(file: str) -> object:
    table = read_coded(file, "orders", NEEDED)
    technicians = table.column("technician_id").combine_chunks().to_pandas()
    frame = pd.DataFrame({**_derived(table), "technician": technicians})
    groups = frame.groupby(["day", "technician"], observed=True)["seconds"]
    return groups.agg(["count", "sum"]), groups.quantile([0.5, 0.9])


def _pyarrow(file: str) -> object:
    table = read_coded(file, "orders", NEEDED)
    technicians = table.column("technician_id").combine_chunks()
    plain = pa.table({**_derived(table), "technician": technicians})
    return plain.group_by(["day", "technician"]).aggregate(ARROW)


def _job(rows: int, rounds: int) -> Iterator[Row]:
    month = orders(rows // MONTHS, days=30)
    empty = month.slice(0, 0)
    lake = _Lake(None, "", COMPANY.zone)
    batch = Batch("orders", "2025-01", month)
    timings = compare(
        {
            "merge": lambda: merge("orders", empty, month),
            "whole": lambda: everything(lake.merge(None, batch), COMPANY),
        },
        rounds=rounds,
        calls=1,
    )
    for name, what in (
        ("merge", "merging a month, rows/s"),
        ("whole", f"merging, all {len(KPIS)} KPIs in all dimensions, storing: rows/s"),
    ):
        spent = Spread.of(timings[name]).median
        yield Row(what, f"{month.num_rows / spent:,.0f}", f"{milli(spent)} a month")


def _growth(rounds: int) -> Iterator[Row]:
    """Touch five days of one month, with one and with ten times the history beside it."""
    per_month = 20_000
    stored = {n: _stored(per_month, n) for n in range(10)}
    batch = Batch("orders", "2025-01", _changes(stored[0]))

    def after(history: Sequence[int]) -> Callable[[], object]:
        lake = _Lake({n: stored[n][1] for n in history}, "", COMPANY.zone)
        part = Part(month="2025-01", object_version="0", spans={})
        return lambda: touched(lake.merge(part, batch), COMPANY)

    things = {"short": after(range(1)), "long": after(range(10))}
    timings = compare(things, rounds=rounds, calls=2)
    short, long = (milli(Spread.of(timings[name]).median) for name in ("short", "long"))
    what = "a run after ten times the history"
    yield Row(what, long, short, ratio(timings, "long", "short"), 1.1)
    for what, changes in (("five days", _all_on_five_days), ("those and the days after", _changes)):
        dense = {f"{times}": _dense(per_month * times, changes) for times in (10, 1)}
        timings = compare(dense, rounds=rounds, calls=1)
        ten, one = (milli(Spread.of(timings[name]).median) for name in ("10", "1"))
        told = f"a run at ten times the density that touches {what}"
        yield Row(told, ten, one, ratio(timings, "10", "1"), 3.0)


def _dense(rows: int, changes: Callable[[tuple[Any, bytes]], Any]) -> Callable[[], object]:
    whole = orders(rows, days=30)
    lake = _Lake({0: written("orders", whole)}, "", COMPANY.zone)
    batch = Batch("orders", "2025-01", changes((whole, b"")))
    part = Part(month="2025-01", object_version="0", spans={})
    return lambda: touched(lake.merge(part, batch), COMPANY)


def _changes(stored: tuple[Any, bytes]) -> Any:
    """New versions of as many orders created on five days; they were completed on many others."""
    created = stored[0].column("created_at").cast(pa.int64())
    return _renewed(stored[0].filter(pc.less(created, START + 5 * DAY)), CHANGES)


def _all_on_five_days(stored: tuple[Any, bytes]) -> Any:
    """New versions of as many orders that were created and completed on the same five days."""
    created, completed = (
        stored[0].column(name).cast(pa.int64()) for name in ("created_at", "completed_at")
    )
    first, after = START + 10 * DAY, START + 15 * DAY
    is_inside = pc.and_(pc.greater_equal(created, first), pc.less(completed, after))
    return _renewed(stored[0].filter(is_inside), CHANGES_INSIDE)


def _renewed(orders: Any, many: int) -> Any:
    chosen = orders.take(pa.array(np.linspace(0, orders.num_rows - 1, many).astype(np.int64)))
    place = orders.schema.get_field_index("version")
    return chosen.set_column(place, "version", pa.array(np.full(many, 6)))


@cache
def _stored(rows: int, number: int) -> tuple[Any, bytes]:
    table = orders(rows, days=30, start=START + 30 * number * DAY, seed=number)
    return table, written("orders", table)


class _Lake(S3Lake):
    """A lake whose objects are in memory."""

    def _body(self, part: Part) -> Any:
        return BytesIO(self.client[int(part.object_version)])

    def _current(self, *_: Any) -> None:
        return None

    def merge(self, part: Part | None, batch: Batch) -> Any:
        month = super().merge(part, batch)
        month._lake = self
        self.client = _Store(self.client or {})
        return month


class _Store(dict[int, bytes]):
    def put_object(self, **_: Any) -> dict[str, str]:
        return {"VersionId": "1"}
