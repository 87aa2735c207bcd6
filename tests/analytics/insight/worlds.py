"""Worlds of figures for the answers: pages written straight from tallies, people, customers."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from analytics.availability import Rules, Technician
from analytics.clients import Clients
from analytics.coding import coded, packed
from analytics.figures import Figures, Open, Snapshot
from analytics.insight.service import Insights
from analytics.model import Page, PageKey, State
from analytics.period import Period
from analytics.rows import Row
from analytics.tally import Tally
from shared.errors import UnavailableError
from tests.analytics.builders import NOON
from tests.analytics.fakes import FakeLake, FakeRollups, turned
from tests.analytics.rooms import COMPANY
from tests.analytics.targets.fakes import FakeTargets

TODAY = date(2026, 11, 22)
"""A Sunday; the clock of a world says 12:00 in Moscow."""
Sliced = Mapping[str, Mapping[str, Tally]]
"""By value, then by KPI."""


@dataclass
class FakePeople:
    """Who works, and when."""

    known: Rules = field(default_factory=Rules)
    everyone: tuple[Technician, ...] = ()

    def rules(self) -> Rules:
        return self.known

    def technicians(self) -> tuple[Technician, ...]:
        return self.everyone


@dataclass
class Broken:
    """Pages of which some are out of reach; it counts how often each is read."""

    pages: FakeRollups
    out_of_reach: set[str] = field(default_factory=set)
    read: list[str] = field(default_factory=list)

    def figures(
        self, period: Period, dimension: str | None = None, only: Collection[str] = ()
    ) -> tuple[State, Figures]:
        self._check(f"figures {dimension or 'all'}")
        return self.pages.figures(period, dimension, only)

    def standing(self) -> Mapping[str, Mapping[str, Open]]:
        self._check("standing")
        return self.pages.standing()

    def snapshots(self, period: Period) -> Iterable[Snapshot]:
        self._check("snapshots")
        return self.pages.snapshots(period)

    def sliced_snapshots(
        self, period: Period, dimension: str, only: Collection[str] = ()
    ) -> Mapping[str, Sequence[Snapshot]]:
        self._check(f"snapshots {dimension}")
        return self.pages.sliced_snapshots(period, dimension, only)

    def clients(self) -> Clients | None:
        self._check("clients")
        return self.pages.clients()

    def _check(self, part: str) -> None:
        self.read.append(part)
        if part in self.out_of_reach:
            raise UnavailableError("the store is busy; try again")


def insights(
    rollups: Any,
    people: FakePeople | None = None,
    *,
    at: datetime = NOON,
    targets: Any = None,
) -> Insights:
    """Join the answers over a world."""
    goals = targets or FakeTargets()
    return Insights(rollups, people or FakePeople(), rollups, COMPANY, lambda: at, goals)


def of_tallies(days: Mapping[date, Sliced], cut: str = "all") -> FakeRollups:
    """Write a page for each day."""
    rollups = FakeRollups(kept=State(version=1, watermark=NOON))
    put(rollups, days, cut)
    return rollups


def put(rollups: FakeRollups, days: Mapping[date, Sliced], cut: str) -> None:
    for day, slices in days.items():
        content = {
            value: {name: _coded(tally) for name, tally in tallies.items()}
            for value, tallies in slices.items()
        }
        key: PageKey = (f"DAY#{cut}", day.isoformat())
        rollups.known[key] = Page(key, {"orders/2026-01": packed(content)} if content else {})


def of_rows(rows: Iterable[Row]) -> FakeRollups:
    """Compute all pages of some rows, as the job does."""
    lake, parts = FakeLake(), defaultdict[PageKey, dict[str, bytes]](dict)
    for batch in lake.sort_out(rows):
        shown = turned(lake.merge(None, batch), COMPANY)
        for key, part in shown.parts.items():
            if part:
                parts[key][shown.part.name] = part
    pages = {key: Page(key, found) for key, found in parts.items()}
    return FakeRollups(kept=State(version=1, watermark=NOON), known=pages)


def days_before(count: int, end: date = TODAY) -> list[date]:
    """The days before one, the earliest first."""
    return [end - timedelta(days=n) for n in range(count, 0, -1)]


def counted(number: int) -> Tally:
    """A day's tally of a count."""
    return Tally(number, number)


def _coded(tally: Tally) -> Any:
    bins = ",".join(f"{number},{count}" for number, count in sorted(tally.bins.items()))
    sums = (tally.n, tally.total, tally.pending, tally.squares)
    return json.loads(coded(sums, bins) or "[]")
