"""The world of figures in which the lake is cleared as well: at night, and at any other time.

The age from which on objects are idle is drawn: a day, as in earnest, or so little that what a run
at work has just stored is hidden from it. Nothing may be lost all the same. In the end the company
changes what a large month is, all is made anew, and nothing is to be left of how it lay before.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from analytics import clearing, schedule
from analytics.clearing import Clearing
from analytics.lake import months
from analytics.ports import VersionGoneError
from tests.analytics.rooms import COMPANY
from tests.simulation.figures.hiding import HidingS3
from tests.simulation.figures.world import DAY, HOUR, NIGHTS, WHOLE_ROWS, World, joined, lifecycle
from tests.simulation.run import Sum

IDLE = (clearing.IDLE_FOR, timedelta(minutes=1), timedelta(0))
CLEARINGS = 6
"""So many there are in the busy hour, at any time."""


class ClearedWorld(World):
    """A world whose objects can be hidden, and are."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.s3 = HidingS3(self.clock, lifecycle(), self._lag_s)
        self.idle_for = self.random.choice(IDLE)
        self.hidden = 0
        for _ in range(CLEARINGS):
            self.clock.at(self.random.uniform(0, self.span), lambda: self._start("clear"))

    def run(self) -> None:
        """Let it all happen, and at last another form of months."""
        super().run()
        self._nights("long after")
        months.WHOLE_ROWS = WHOLE_ROWS[(WHOLE_ROWS.index(self.whole_rows) + 1) % len(WHOLE_ROWS)]
        self._start("rebuild")
        self._settle("in another form")
        self._nights("in another form")

    def clearing(self) -> Clearing:
        return Clearing(self.rollups(), self.lake(), COMPANY, self.clock)

    def _nights(self, when: str) -> None:
        """Let nights pass in which nothing fails: in the last there is nothing to do any more."""
        for _ in range(NIGHTS):
            self.clock.run(self.clock.now + DAY)
            self._start("customers")
            self.clock.run(self.clock.now + HOUR)
            self.s3.expire()
        self.watch.judge(when)
        self._looked_through(when)

    def _do(self, job: str, context: Any) -> None:
        if job != "clear":
            super()._do(job, context)
        if job in {"clear", "customers"}:
            self.hidden += schedule._clear()

    def _looked_through(self, when: str) -> None:
        """What is there is what is named, in the version that is named."""
        lake = self.lake()
        parts = self.rollups().state().parts.values()
        try:
            named = {key for part in parts for key in lake._keys(part)}
            stale = [part.name for part in parts if lake.renewed(part)]
        except VersionGoneError as error:
            self.watch.violate(f"gone {when}", error)
            return
        there = {key for key in self.s3.kept if "/month=" in key and self.s3._is_there(key)}
        if there != named:
            self.watch.violate(f"idle, or hidden {when}", there ^ named)
        if stale:
            self.watch.violate(f"months that would be lost {when}", stale)


@contextmanager
def cleared(world: ClearedWorld) -> Iterator[None]:
    """The edges find their parts in this world."""
    with joined(world), patch.object(clearing, "IDLE_FOR", world.idle_for):
        yield


def run_all(seeds: Iterable[int]) -> tuple[Sum, int]:
    """Run seeds; give what they came to, and how many objects were hidden."""
    total, hidden = Sum(), 0
    for seed in seeds:
        world = ClearedWorld(seed)
        with cleared(world):
            world.run()
        hidden += world.hidden
        total.seeds += 1
        total.faults += world.chaos.counts
        if world.watch.violations:
            total.violations[seed] = world.watch.violations
    return total, hidden
