"""The roll-up job: merging, computing, and a group-by beside what others make of the same columns.

Everybody begins with the same columns and does one group-by: by day and technician count, sum,
median and 90th percentile of the lead time, exact (pyarrow: an approximate median alone); ours
gives bins of 1 %, written as pages hold them. CPU seconds, each library on one thread.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analytics.grouping import distinct
from analytics.kpis import KPIS
from analytics.lake.columns import frame_of
from analytics.lake.merging import merge
from analytics.lake.sorting import Batch
from analytics.lake.store import S3Lake
from analytics.model import Company, Part
from analytics.paging import everything, touched
from analytics.rollup import _tallies, _within, cut_of, look_at
from tests.bench.onec_files import own_peak_kib
from tests.bench.orders_many import DAY, SECOND, START, orders
from tests.bench.report import Row, milli
from tests.bench.rounds import Spread, compare, ratio

COMPANY = Company(ZoneInfo("Etc/UTC"), "RUB")
MONTHS = 12
MEMORY_MB = 1769
"""What the function has."""
CHANGES = 10_000


def measure(rows: int, rounds: int) -> list[Row]:
    """Measure all of it on so many orders of a year."""
    return [*_group_by(rows, rounds), *_job(rows, rounds), *_growth(rounds), _peak(rows)]


def _group_by(rows: int, rounds: int) -> Iterator[Row]:
    pa.set_cpu_count(1)
    table = orders(rows)
    names = table.select(["id", "version", "technician_id", "created_at", "completed_at"])
    database = duckdb.connect(config={"threads": 1})
    database.register("orders", names)
    things: dict[str, Callable[[], object]] = {
        "ours": lambda: _ours(names),
        "duckdb": lambda: database.execute(SQL).fetch_arrow_table(),
        "pandas": lambda: _pandas(names),
        "pyarrow": lambda: _pyarrow(names),
    }
    timings = compare(things, rounds=rounds, calls=1)
    mine = Spread.of(timings["ours"]).median
    for rival, goal in (("duckdb", 0.8), ("pandas", None), ("pyarrow", None)):
        theirs = Spread.of(timings[rival]).median
        what = f"group-by of {rows:,} orders against {rival}"
        yield Row(what, milli(mine), milli(theirs), ratio(timings, "ours", rival), goal)


SQL = """
    select completed_at // 86400000 as day, technician_id, count(*), sum(seconds),
           quantile_disc(seconds, 0.5), quantile_disc(seconds, 0.9)
    from (select *, (completed_at - created_at) // 1000 as seconds
          from (select technician_id, epoch_ms(completed_at) as completed_at,
                       epoch_ms(created_at) as created_at from orders))
    group by day, technician_id
"""
ARROW = [("seconds", "count"), ("seconds", "sum"), ("seconds", "approximate_median")]


def _ours(table: Any) -> object:
    """One KPI by technician: what the job does for each of its KPIs and dimensions."""
    frame = frame_of(table)
    seen = look_at(KPIS["lead_time"], frame, COMPANY)
    days = distinct(seen.days).tolist()
    kept = _within(seen, days)
    technicians = cut_of(frame, kept.observed, "technician")
    return list(_tallies(kept, len(days), technicians))


def _derived(table: Any) -> dict[str, Any]:
    end, start = (
        table.column(n).cast(pa.int64()).to_numpy() for n in ("completed_at", "created_at")
    )
    return {"day": end // DAY, "seconds": (end - start) // SECOND}


def _pandas(table: Any) -> object:
    technicians = table.column("technician_id").combine_chunks().dictionary_encode().to_pandas()
    frame = pd.DataFrame({**_derived(table), "technician": technicians})
    groups = frame.groupby(["day", "technician"], observed=True)["seconds"]
    return groups.agg(["count", "sum"]), groups.quantile([0.5, 0.9])


def _pyarrow(table: Any) -> object:
    technicians = table.column("technician_id").combine_chunks().dictionary_encode()
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
    dense = {"ten": _dense(stored[0][0], 10), "one": _dense(stored[0][0], 1)}
    timings = compare(dense, rounds=rounds, calls=1)
    ten, one = (milli(Spread.of(timings[name]).median) for name in ("ten", "one"))
    yield Row("a run at ten times the density", ten, one, ratio(timings, "ten", "one"), 3.0)


def _dense(month: Any, times: int) -> Callable[[], object]:
    whole = orders(month.num_rows * times, days=30)
    file = BytesIO()
    pq.write_table(whole, file, compression="zstd")
    lake = _Lake({0: file.getvalue()}, "", COMPANY.zone)
    batch = Batch("orders", "2025-01", _changes((whole, b"")))
    part = Part(month="2025-01", object_version="0", spans={})
    return lambda: touched(lake.merge(part, batch), COMPANY)


def _changes(stored: tuple[Any, bytes]) -> Any:
    """New versions of orders that were created on five days of the month."""
    table = stored[0]
    created = table.column("created_at").cast(pa.int64())
    inside = table.filter(pc.less(created, START + 5 * DAY)).slice(0, CHANGES)
    place = table.schema.get_field_index("version")
    return inside.set_column(place, "version", pa.array(np.full(inside.num_rows, 6)))


@cache
def _stored(rows: int, number: int) -> tuple[Any, bytes]:
    table = orders(rows, days=30, start=START + 30 * number * DAY, seed=number)
    file = BytesIO()
    pq.write_table(table, file, compression="zstd")
    return table, file.getvalue()


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


def _peak(rows: int) -> Row:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        peak = pool.apply(_year, (rows,))
    share = Spread.of([peak / MEMORY_MB])
    return Row(f"peak memory of a rebuild of {rows:,} orders", f"{peak:.0f} MB", "", share, 1.0)


def _year(rows: int) -> float:
    """Turn a year month by month, as a rebuild does, and give the peak in MB."""
    turned = []
    for number in range(MONTHS):
        table = orders(rows // MONTHS, days=30, start=START + 30 * number * DAY, seed=number)
        lake = _Lake(None, "", COMPANY.zone)
        turned.append(everything(lake.merge(None, Batch("orders", str(number), table)), COMPANY))
    return own_peak_kib() / 1024
