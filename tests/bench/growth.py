"""How a run of the roll-up job grows with history, and with the orders there are a day.

A month of orders is stored, of which some are still open; then as many changes, always the same
number, complete them: on five days, or on these and the days after. A run merges them, adds what
they add to pages and stores what it touched. CPU time.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analytics.lake.sorting import Batch
from analytics.lake.store import S3Lake
from analytics.model import Company, Page, PageKey, Part
from analytics.paging import changed, everything
from tests.bench.orders_many import DAY, START, orders
from tests.bench.report import Row, milli
from tests.bench.rounds import Spread, compare, ratio

COMPANY = Company(ZoneInfo("Etc/UTC"), "RUB")
MONTH = "2025-01"
PER_MONTH = 20_000
CHANGES = 2000
LATER = ("completed_at", "last_completed_at", "started_at")
Choose = Callable[[Any], Any]


def measure(rounds: int) -> list[Row]:
    """Compare runs over the same changes with ten times as much beside them."""
    return [
        _history(rounds),
        _density(rounds, "completes on five days what began there", on_five_days),
        _density(rounds, "completes on any day what began on five", begun_on_five_days),
    ]


class Stored:
    """Objects in memory, each with its versions: as much of S3 as a run asks for."""

    def __init__(self, kept: dict[str, list[bytes]]) -> None:
        """Keep the versions of each object."""
        self.kept = kept

    def list_objects_v2(self, **_: Any) -> dict[str, Any]:
        """Find nothing: whatever is stored is new."""
        return {}

    def get_object(self, *, Key: str, VersionId: str, **_: Any) -> dict[str, Any]:  # noqa: N803
        """Read a version."""
        return {"Body": BytesIO(self.kept[Key][int(VersionId)])}

    def put_object(self, *, Key: str, Body: bytes, **_: Any) -> dict[str, str]:  # noqa: N803
        """Keep a version."""
        versions = self.kept.setdefault(Key, [])
        versions.append(bytes(Body))
        return {"VersionId": str(len(versions) - 1)}


class Job:
    """Months of the lake with their pages, and changes to one of them."""

    def __init__(self, months: Iterable[tuple[str, Any]], changes: Any) -> None:
        """Store the months and compute their pages."""
        self.store = Stored({})
        self.lake = S3Lake(self.store, "", COMPANY.zone)
        self.pages: dict[PageKey, Page] = {}
        self.parts: dict[str, Part] = {}
        self.batch = Batch("orders", MONTH, changes)
        for month, table in months:
            self._begin(month, table)

    def run(self) -> int:
        """Do what a run does; give how many pages it changed. What was stored stays as it was."""
        known = self.parts[MONTH]
        found = changed(self.lake.merge(known, self.batch), known, COMPANY)
        parts = {
            key: addition.to(self.pages[key].parts.get(found.part.name, b""))
            if key in self.pages
            else addition.to(b"")
            for key, addition in found.additions.items()
        }
        pages = [
            self.pages.get(key, Page(key)).with_parts({found.part.name: part})
            for key, part in parts.items()
        ]
        for versions in self.store.kept.values():
            del versions[1:]
        return len(pages)

    def _begin(self, month: str, table: Any) -> None:
        part = self.lake.merge(None, Batch("orders", month, table)).save({})
        turned = everything(self.lake.opened(part), COMPANY)
        self.parts[month] = turned.part
        for key, found in turned.parts.items():
            self.pages[key] = self.pages.get(key, Page(key)).with_parts({part.name: found})


def job(choose: Choose, *, per_month: int = PER_MONTH, months: int = 1) -> Job:
    """Make a job over so many months; what is chosen of the first is open, and is completed."""
    whole = orders(per_month, days=30)
    chosen = _some(choose(whole), CHANGES)
    is_chosen = pc.is_in(whole.column("id"), value_set=chosen.column("id"))
    rest = whole.filter(pc.invert(is_chosen))
    first = pa.concat_tables([rest, _open(chosen)])
    others = [
        (f"2025-{n + 1:02}", orders(per_month, days=30, start=START + 30 * n * DAY, seed=n))
        for n in range(1, months)
    ]
    return Job([(MONTH, first), *others], chosen)


def on_five_days(whole: Any) -> Any:
    """Choose what was created and completed on the same five days."""
    first, after = START + 10 * DAY, START + 15 * DAY
    created, completed = _ints(whole, "created_at"), _ints(whole, "completed_at")
    return whole.filter(pa.array((created >= first) & (completed < after)))


def begun_on_five_days(whole: Any) -> Any:
    """Choose what was created on five days; it was completed on many others."""
    return whole.filter(pa.array(_ints(whole, "created_at") < START + 5 * DAY))


def _history(rounds: int) -> Row:
    jobs = {"long": job(begun_on_five_days, months=10), "short": job(begun_on_five_days)}
    return _row("a run after ten times the history", jobs, rounds, 1.1)


def _density(rounds: int, what: str, choose: Choose) -> Row:
    jobs = {"long": job(choose, per_month=10 * PER_MONTH), "short": job(choose)}
    return _row(f"a run at ten times the orders a day that {what}", jobs, rounds, 3.0)


def _row(what: str, jobs: dict[str, Job], rounds: int, goal: float) -> Row:
    timings = compare({name: each.run for name, each in jobs.items()}, rounds=rounds, calls=2)
    long, short = (milli(Spread.of(timings[name]).median) for name in ("long", "short"))
    return Row(what, long, short, ratio(timings, "long", "short"), goal)


def _some(table: Any, many: int) -> Any:
    places = np.linspace(0, table.num_rows - 1, many).astype(np.int64)
    return table.take(pa.array(places))


def _open(table: Any) -> Any:
    """Give orders as they were before they were begun: an earlier version, and scheduled."""
    changes = {"version": pa.array(np.full(table.num_rows, 3))}
    changes["status"] = pa.array(["scheduled"] * table.num_rows)
    for name in LATER:
        changes[name] = pa.nulls(table.num_rows, table.schema.field(name).type)
    for name, column in changes.items():
        place = table.schema.get_field_index(name)
        table = table.set_column(place, table.schema.field(place), column)
    return table


def _ints(table: Any, name: str) -> Any:
    return table.column(name).cast(pa.int64()).to_numpy()
