"""One run: orders change, streams and timers run the real edges, and whatever can fail does."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any, Final
from unittest.mock import patch

from analytics import page_items, schedule, stream
from analytics.changes import S3Changes
from analytics.counting import CustomerCount
from analytics.keeping import Keeping
from analytics.lake import months
from analytics.lake.store import S3Lake
from analytics.refresh import Refresh
from analytics.settling import Settling
from analytics.storage import DynamoRollups
from shared.clock import local_day
from shared.observe import logger
from shared.table import Table
from tests.analytics.rooms import COMPANY
from tests.simulation.chaos import Chaos
from tests.simulation.clockwork import Clockwork, Process
from tests.simulation.figures.aws import SimS3, SimTable, over
from tests.simulation.figures.tales import later, record_of, tales
from tests.simulation.figures.watch import Watch
from tests.simulation.rules import Rules
from tests.simulation.transport import Shard
from tests.tables import template

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR
ROLL_UP_S: Final = 300.0
PORTS: Final = ("s3", "rollups", "planner")
NIGHTS: Final = 4
WHOLE_ROWS: Final = (months.WHOLE_ROWS, 3, 0)
"""From how many rows on a month lies by days: never, in the middle of all, and always."""
GROUP: Final = 12
"""Pages that go together: far fewer than in earnest, so that there are several groups."""


class World:
    """All that there is in one run."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a simulation
        self.whole_rows = WHOLE_ROWS[seed % len(WHOLE_ROWS)]
        self.clock = Clockwork()
        self.chaos = Chaos(self.random, self.clock)
        self.s3 = SimS3(self.clock, lifecycle(), self._lag_s)
        self.table = SimTable()
        self.watch = Watch(self)
        self.span = self.random.uniform(0.2, 0.7) * HOUR
        self.chaos.plan_outages(self.span, PORTS)
        self.streams = [Shard(self.clock, self.chaos, rules(), self._stored) for _ in range(2)]
        self.told: list[dict[str, Any]] = []
        self.running = 0
        self.runs = 0

    def run(self) -> None:
        """Let it all happen: a busy hour, some calm nights, and a change long after."""
        first = self.random.uniform(0, ROLL_UP_S)
        self.clock.at(first, self._timer)
        for told in tales(self.random, self.clock()):
            self._tell(told, self._moments(len(told), first))
        for _ in range(self.random.choice((0, 0, 1, 2))):
            self.clock.at(self.random.uniform(0, self.span), lambda: self._start("rebuild"))
        self.clock.run(self.span * 1.3)
        self.chaos.on = False
        self._settle("in the end")
        for _ in range(NIGHTS):
            self.clock.run(self.clock.now + DAY)
            self._start("customers")
            self.clock.run(self.clock.now + HOUR)
            self.s3.expire()
        orders = {o["id"]: o for o in self.told if "table" not in o}
        again = later(self.random, list(orders.values()), self.clock())
        self._tell(again, [0.0] * len(again))
        self._start("roll-up")
        self._settle("long after")

    # ------------------------------------------------------------------ what happens
    def _moments(self, many: int, first: float) -> list[float]:
        """Changes come at any time, and many while the figures are being rolled up."""
        timers = int((self.span - first) // ROLL_UP_S) + 1
        chosen = (
            max(0.0, first + self.random.randrange(timers) * ROLL_UP_S + self.random.uniform(-4, 3))
            if self.random.random() < 0.6
            else self.random.uniform(0, self.span)
            for _ in range(many)
        )
        return sorted(chosen)

    def _tell(self, told: list[dict[str, Any]], moments: list[float]) -> None:
        """Let the versions of an order come in their order, in one of the streams."""
        shard = self.random.choice(self.streams)
        for at, each in zip(moments, told, strict=True):
            self.clock.at(at, lambda each=each: self._happened(shard, each))

    def _happened(self, shard: Shard, told: dict[str, Any]) -> None:
        self.told.append(told)
        shard.append(record_of(told, len(self.told), self.clock()))

    def _timer(self) -> None:
        if not self.chaos.on and self._is_done():
            return
        self._start("roll-up")
        if self.chaos.on and self.random.random() < 0.5:
            self.chaos.count("timer twice")
            self.clock.at(self.random.uniform(0, 1), lambda: self._start("roll-up"))
        self.clock.at(ROLL_UP_S, self._timer)

    def _settle(self, when: str) -> None:
        """Wait until all is rolled up, what was parked redriven by hand a day later; judge."""
        for shard in self.streams:
            self.clock.at(self.random.choice((60, 1.2 * DAY)), lambda shard=shard: _redrive(shard))
        self.clock.run(self.clock.now + 1.2 * DAY + HOUR)
        self._timer()
        self.clock.run(self.clock.now + HOUR)
        self._start("customers")
        self.clock.run(self.clock.now + HOUR)
        self.watch.judge(when)

    def _is_done(self) -> bool:
        return not self.running and self.watch.is_caught_up()

    def _lag_s(self) -> float:
        return self.random.uniform(0, 40) if self.chaos.on and self.random.random() < 0.3 else 0.0

    # ------------------------------------------------------------------ who runs
    def _stored(self, batch: Any, ended: Any) -> None:
        process = Process("stream", self.clock.now + template_of("AnalyticsStream")["Timeout"])
        event = {"Records": batch}
        self.clock.start(process, lambda: stream.lambda_handler(event, None), ended)

    def _start(self, job: str) -> None:
        process = Process(job, self.clock.now + template_of("AnalyticsSchedule")["Timeout"])
        context = SimpleNamespace(
            get_remaining_time_in_millis=lambda: (process.ends - self.clock.now) * 1000
        )
        self.running += 1
        self.runs += 1

        def ended(ok: bool, answer: Any) -> None:  # noqa: FBT001
            self.running -= 1
            if not ok and not process.faulted and not process.dead:
                self.watch.violate(f"{job} failed by itself", repr(answer))

        self.clock.start(process, lambda: self._do(job, context), ended)

    def _do(self, job: str, context: Any) -> None:
        """Do what the timer's edge does of a job, its measuring and its exports left out."""
        if job == "customers":
            schedule._keep()
            if schedule._doubt():
                self.watch.violate("pages are not what their rows come to", "at night")
            schedule._count_customers()
            return
        if job == "rebuild":
            self.refresh().rebuild()
        schedule._roll_up(context)

    # ------------------------------------------------------------------ what they are joined of
    def changes(self) -> S3Changes:
        return S3Changes(over("s3", self.s3, self.chaos), "data", self.clock)

    def rollups(self) -> DynamoRollups:
        return DynamoRollups(Table("Rollups", over("rollups", self.table, self.chaos)))

    def lake(self) -> S3Lake:
        return S3Lake(over("s3", self.s3, self.chaos), "data", COMPANY.zone)

    def refresh(self) -> Refresh:
        planner = self.chaos.over("planner", self.watch)
        return Refresh(self.changes(), self.lake(), self.rollups(), planner, COMPANY)

    def keeping(self) -> Keeping:
        return Keeping(self.rollups(), self.lake())

    def settling(self) -> Settling:
        return Settling(self.lake(), self.rollups(), COMPANY)

    def today(self) -> date:
        return local_day(self.clock(), COMPANY.zone)

    def customer_count(self) -> CustomerCount:
        return CustomerCount(self.rollups(), self.lake(), COMPANY, self.clock)


def _redrive(shard: Shard) -> None:
    parked, shard.parked = shard.parked, []
    for record in parked:
        shard.append(record)


def template_of(function: str) -> Any:
    return template()["Resources"][function]["Properties"]


@cache
def rules() -> Rules:
    """Read how the stream is read; of workers there are none."""
    mapping = template_of("AnalyticsStream")["Events"]["OrderChanges"]["Properties"]
    none = dict.fromkeys(
        ("worker_timeout", "worker_batch", "workers", "sweep_timeout", "visibility", "receives"), 0
    )
    return Rules(
        stream_timeout=template_of("AnalyticsStream")["Timeout"],
        stream_batch=mapping["BatchSize"],
        stream_retries=mapping["MaximumRetryAttempts"],
        **none,
    )


@cache
def lifecycle() -> dict[str, int]:
    """Read after how many days versions of which objects are gone."""
    rules_ = template_of("DataBucket")["LifecycleConfiguration"]["Rules"]
    return {
        rule["Prefix"]: rule["NoncurrentVersionExpiration"]["NoncurrentDays"]
        for rule in rules_
        if "Prefix" in rule and "NoncurrentVersionExpiration" in rule
    }


@contextmanager
def joined(world: World) -> Iterator[None]:
    """The edges find their parts in this world, and nothing is logged."""
    before = logger().log_level
    logger().setLevel(logging.CRITICAL)
    try:
        with ExitStack() as patched:
            for edge in (schedule, stream):
                patched.enter_context(patch.object(edge, "wiring", world))
                patched.enter_context(patch.object(edge, "measure"))
            patched.enter_context(patch.object(page_items, "ITEMS_TOGETHER", GROUP))
            patched.enter_context(patch.object(months, "WHOLE_ROWS", world.whole_rows))
            yield
    finally:
        logger().setLevel(before)
