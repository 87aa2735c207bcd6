"""The jobs of lake and figures over a bucket and a table in memory, with a clock that is set."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from analytics.changes import S3Changes
from analytics.clearing import Clearing
from analytics.keeping import Keeping
from analytics.lake.store import S3Lake
from analytics.model import Part
from analytics.refresh import Refresh
from analytics.storage import DynamoRollups
from shared.table import Table
from tests.analytics.builders import NOON, make_order, record
from tests.analytics.fakes import ZONE
from tests.analytics.rooms import COMPANY, Calls, files_of
from tests.simulation.figures.aws import SimTable, over
from tests.simulation.figures.hiding import HidingS3
from tests.simulation.figures.watch import pages_of
from tests.simulation.figures.world import lifecycle

DAY = timedelta(days=1)


class House:
    """A bucket and a table in memory, with a clock, and the jobs over them."""

    def __init__(self) -> None:
        self.now = NOON
        self.s3 = HidingS3(lambda: self.now, lifecycle())
        self.table = SimTable()
        self._stored = 0

    def told(self, *orders: dict[str, Any]) -> None:
        """Store a file of changes."""
        self._stored += 1
        lines = [json.dumps({"sequence": "1", "order": order}) for order in orders]
        self._changes(Calls()).add(record(orders[0], sequence=self._stored), lines)

    def roll_up(self, calls: Calls | None = None) -> None:
        refresh = self.refresh(calls)
        while refresh.step():
            pass

    def rebuild(self) -> None:
        self.refresh().rebuild(anew=True)
        self.roll_up()

    def refresh(self, calls: Calls | None = None) -> Refresh:
        quiet: Any = SimpleNamespace(touched=lambda *_: None)
        watch = calls or Calls()
        return Refresh(self._changes(watch), self.lake(watch), self.rollups(watch), quiet, COMPANY)

    def keep(self, calls: Calls | None = None) -> int:
        return Keeping(self.rollups(calls), self.lake(calls)).keep()

    def clear(self, calls: Calls | None = None) -> int:
        lake, rollups = self.lake(calls), self.rollups(calls)
        return Clearing(rollups, lake, COMPANY, lambda: self.now).clear()

    def night(self) -> int:
        """Let a day pass, and its night; give how many objects were cleared."""
        self.now += DAY + timedelta(minutes=1)
        self.keep()
        cleared = self.clear()
        self.s3.expire()
        return cleared

    def lake(self, calls: Calls | None = None) -> S3Lake:
        return S3Lake(over("s3", self.s3, _watch(calls)), "data", ZONE)

    def rollups(self, calls: Calls | None = None) -> DynamoRollups:
        return DynamoRollups(Table("Rollups", over("rollups", self.table, _watch(calls))))

    def _changes(self, calls: Calls) -> S3Changes:
        return S3Changes(over("s3", self.s3, _watch(calls)), "data", lambda: self.now)

    # -------------------------------------------------------------- what is there
    def part(self) -> Part:
        return self.rollups().state().parts["orders/2026-11"]

    def orders(self) -> list[str]:
        texts = self.lake().frame(self.part()).texts["id"]
        return [texts.values[code] for code in texts.codes]

    def there(self) -> list[str]:
        """The objects of months that are not hidden."""
        return sorted(k for k in self.s3.kept if "/month=" in k and self.s3._is_there(k))

    def named(self) -> list[str]:
        parts = self.rollups().state().parts.values()
        return sorted(key for part in parts for key in self.lake()._keys(part))

    def all(self) -> Any:
        """All pages, and the files of all months."""
        parts = self.rollups().state().parts
        return pages_of(self.table), {n: files_of(self.lake(), parts[n]) for n in sorted(parts)}


def _watch(calls: Calls | None) -> Any:
    watched = calls or Calls()
    return SimpleNamespace(
        call=lambda _port, function, args, named: watched.run(
            function.__name__, lambda: function(*args, **named)
        )
    )


def order(key: str, day: int, **changes: Any) -> dict[str, Any]:
    return make_order(id=key, created_at=NOON.replace(day=day), **changes)


def grow(house: House, calls: Calls | None = None) -> None:
    """Let the month get too large to lie whole."""
    house.told(order("c", 20))
    house.roll_up(calls)
