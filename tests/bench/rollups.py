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
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from analytics.grouping import distinct
from analytics.kpis import KPIS
from analytics.lake.columns import frame_of, read_coded, written
from analytics.lake.merging import merge
from analytics.lake.sorting import Batch
from analytics.lake.store import S3Lake
from analytics.paging import everything
from analytics.rollup import cut_of, look_at, tallies, within
from analytics.tally import LOG_GAMMA
from tests.bench import growth, rollup_memory
from tests.bench.growth import COMPANY, MONTH, Stored
from tests.bench.orders_many import DAY, SECOND, START, orders
from tests.bench.report import Row, milli
from tests.bench.rounds import Spread, compare, ratio

MONTHS = 12
NEEDED = ["version", "technician_id", "created_at", "completed_at"]


def measure(rows: int, rounds: int) -> list[Row]:
    """Measure all of it on so many orders of a year."""
    with tempfile.TemporaryDirectory() as folder:
        files = write_year(Path(folder), rows)
        return [
            *_group_by(files, rows, rounds),
            *_job(rows, rounds),
            *growth.measure(rounds),
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
    return [(days[at], who, tally) for at, who, tally in tallies(kept, technicians)]


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
    lake = S3Lake(Stored({}), "", COMPANY.zone)

    def whole() -> object:
        part = lake.merge(None, Batch("orders", MONTH, month)).save({})
        return everything(lake.opened(part), COMPANY)

    timings = compare(
        {"merge": lambda: merge("orders", empty, month), "whole": whole}, rounds=rounds, calls=1
    )
    for name, what in (
        ("merge", "merging a month, rows/s"),
        ("whole", f"merging, storing, reading, all {len(KPIS)} KPIs in all dimensions: rows/s"),
    ):
        spent = Spread.of(timings[name]).median
        yield Row(what, f"{month.num_rows / spent:,.0f}", f"{milli(spent)} a month")
