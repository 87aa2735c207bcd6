"""One run: a seed makes a company, its partners and what befalls them, and lets it happen."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

from integrations.engine.dispatch import Dispatcher
from integrations.model import DeliveryState, Hold
from shared.observe import logger
from tests.integrations.chain import make_record
from tests.simulation.chaos import Chaos
from tests.simulation.clockwork import Clockwork, Process
from tests.simulation.house import House
from tests.simulation.people import Clients, Operators
from tests.simulation.rules import rules
from tests.simulation.transport import Message, Shard, SimQueue
from tests.simulation.watch import Watch

SHARDS: Final = 2
DAY: Final = 24 * 3600.0
LONGEST_S: Final = 5 * DAY
MINUTE: Final = 60.0


@dataclass(frozen=True)
class Commit:
    """A version of an order that was written, and by which request."""

    at: float
    change: Any
    key: str | None


@dataclass(frozen=True)
class Created:
    """An integration and since when it is there."""

    integration_id: str
    at: float
    steady: bool


class Change:
    """The change of an order as the stream has it: both images."""

    def __init__(self, before: Any, after: Any) -> None:
        self.before, self.after = before, after


class World:
    """All that there is in one run."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = Random(seed)  # noqa: S311 - a simulation
        self.clock = Clockwork()
        self.chaos = Chaos(self.random, self.clock)
        self.watch = Watch(self.clock)
        self.house = House(self.random, self.clock, self.chaos, self.watch)
        self.span = self.random.uniform(60, 400)
        self.chaos.plan_outages(self.span * 1.3)
        self.ends = self.span * 1.5
        self.commits: list[Commit] = []
        self.created: list[Created] = []
        self.set_aside: set[str] = set()
        """Orders of which a record was set aside and redriven later, by hand."""
        self.is_over = False
        self.sweeping = 0
        self.rules = rules()
        self._warm: list[Any] = []
        self._dispatchers: list[Dispatcher] = []
        self.house.told = self._committed
        self.house.queue = SimQueue(self.clock, self.chaos, self.rules, self._worked, self._refused)
        self.house.queue.lossy = 0.0 if self.chaos.is_fair else self.random.choice((0.0, 0.02, 0.1))
        self.shards = [
            Shard(self.clock, self.chaos, self.rules, self._dispatched) for _ in range(SHARDS)
        ]
        watch, stores = self.watch, self.house
        watch.deliveries = stores.deliveries
        watch.limits = lambda key: getattr(stores.integrations.kept.get(key), "limits", None)
        stores.deliveries.pushed = watch.pushed
        watch.exists = lambda key: key in stores.integrations.kept
        watch.secrets = self._secrets_of
        self.clients = Clients(stores)
        self.operators = Operators(stores, self.ends)

    # ------------------------------------------------------------------ the run
    def run(self) -> list[str]:
        """Let it all happen; gives what was violated."""
        self._found(steady=True)
        for _ in range(self.random.randint(1, 3)):
            self._found(steady=False)
        is_busy = self.random.random() < (0.2 if self.chaos.is_fair else 0.1)
        many = 9 if is_busy else self.random.randint(2, 5)
        for number in range(many):
            start = self.random.uniform(0, self.span)
            self.clients.order(number, start, self.span - start)
        self.clock.at(self.random.uniform(0, MINUTE), self._minute)
        self.clock.run(self.ends, stop=self._is_violated)
        self._calm()
        self.clock.run(LONGEST_S, stop=lambda: self._is_violated() or self.is_quiet())
        if not self.watch.violations:
            self._let_days_pass()
        return self.watch.violations

    def _let_days_pass(self) -> None:
        """What is hopeless is disabled by the sweep, even when nothing is sent any more."""
        if not any(e.always == "dead" for e in self.house.wire.partners.values()):
            return
        self.is_over = True
        self.clock.run(self.clock.now + 6 * DAY)
        for _ in range(2):
            self._sweep()
            self.clock.run(self.clock.now + MINUTE)

    def _is_violated(self) -> bool:
        return bool(self.watch.violations)

    def _found(self, *, steady: bool) -> None:
        """Some integrations are there from the start, some come in the middle."""
        late = not steady and self.random.random() < 0.2
        serial = self.random.random() < 0.6

        def found() -> None:
            self.chaos.on, before = False, self.chaos.on
            made = self.operators.found(steady=steady, serial=serial)
            if self.chaos.is_fair and not steady:
                self.house.wire.partners[made].always = "dead"  # the worst of neighbours
            self.chaos.on = before
            self.created.append(Created(made, self.clock.now, steady))
            if not steady:
                self.operators.busy(made)
                if self.random.random() < 0.1:
                    self.house.kms.off_until[made] = self.ends + 1800

        if late:
            self.clock.at(self.random.uniform(0, self.span / 2), found)
        else:
            found()

    def _calm(self) -> None:
        """Faults stop; operators resume what they stopped, but for some, and redrive."""
        self.chaos.on = False
        for each in self.created:
            if each.integration_id in self.operators.touched and self.random.random() < 0.8:
                resume = lambda key=each.integration_id: self.operators.resume(key)  # noqa: E731
                self.operators.ask(resume)
        self._redrive()
        # A try that was under way when the faults stopped may still set its record aside.
        self.clock.at(60, self._redrive)

    def _redrive(self) -> None:
        for shard in self.shards:
            parked, shard.parked = shard.parked, []
            for record in parked:
                self.set_aside.add(record["dynamodb"]["Keys"]["pk"]["S"].removeprefix("ORDER#"))
                shard.append(record)

    # ------------------------------------------------------------------ stream
    def _committed(self, before: Any, after: Any, request: Any) -> None:
        key = request.key if request else None
        change = Change(before, after)
        self.commits.append(Commit(self.clock.now, change, key))
        record = make_record(change, sequence=len(self.commits))
        self.shards[int(after.number) % SHARDS].append(record)

    def _dispatched(self, batch: Any, ended: Any) -> None:
        process = Process("stream", self.clock.now + self.rules.stream_timeout)
        dispatcher = self._dispatchers.pop() if self._dispatchers else self.house.dispatcher()

        def done(ok: bool, answer: Any) -> None:  # noqa: FBT001
            if ok:
                self._dispatchers.append(dispatcher)
            ended(ok, answer)

        self.clock.start(process, lambda: self.house.dispatch(dispatcher, batch), done)

    # ------------------------------------------------------------------ workers
    def _worked(self, batch: list[Message], ended: Any) -> None:
        """A worker's threads share its process: when it dies, they all do."""
        process = Process("worker", self.clock.now + self.rules.worker_timeout)
        is_warm = self._warm and self.random.random() < 0.7
        attempts = self._warm.pop() if is_warm else self.house.attempts()
        left, well = {each.number for each in batch}, set[int]()

        def done(number: int, ok: bool) -> None:  # noqa: FBT001
            left.discard(number)
            if ok:
                well.add(number)
            if left:
                return
            if not process.dead:
                self._warm.append(attempts)
            ended(set() if process.dead else well)

        for each in batch:
            self.clock.start(
                process,
                lambda each=each: self.house.perform(attempts, each.body),
                lambda ok, _, number=each.number: done(number, ok),
            )

    def _refused(self, what: str) -> None:
        self.watch.violate("SQS takes no such thing", what)

    # ------------------------------------------------------------------ the sweeper
    def _minute(self) -> None:
        if self.is_over:
            return
        moments = [self._wanted_at(row) for row in self.house.deliveries.rows.values()]
        first = min((at for at in moments if at is not None), default=LONGEST_S)
        if self.chaos.on or first <= self.clock.now:
            self._sweep()
            if self.chaos.on and not self.chaos.is_fair and self.random.random() < 0.5:
                self.chaos.count("timer twice")
                self._sweep()
        # While nothing is due a sweep would find nothing, so it is left out.
        is_idle = not self.chaos.on and not self.clock.planned
        self.clock.at(max(MINUTE, first - self.clock.now) if is_idle else MINUTE, self._minute)

    def _sweep(self) -> None:
        process = Process("sweep", self.clock.now + self.rules.sweep_timeout)
        self.sweeping += 1

        def ended(_ok: bool, _answer: Any) -> None:  # noqa: FBT001
            self.sweeping -= 1

        self.clock.start(process, self.house.sweep, ended)

    def _wanted_at(self, row: Any) -> float | None:
        if not row.is_open:
            return None
        now = self.clock.now
        integration = self.house.integrations.kept.get(row.integration_id)
        if row.state is not DeliveryState.HELD:
            return now + (row.due_at - self.clock()).total_seconds() if row.due_at else None
        if integration is None:
            return now
        if not integration.goes_out:
            return None
        if row.held_because is Hold.BREAKER:
            breaker = self.house.healths.get(row.integration_id).breaker
            probe = breaker.next_probe_at or breaker.probe_until or self.clock()
            return now + max(0.0, (probe - self.clock()).total_seconds())
        return now if self._stirs(row, integration) else None

    def _stirs(self, row: Any, integration: Any) -> bool:
        if row.held_because is Hold.PAUSED:
            released = self.house.healths.get(row.integration_id).released_at
            return integration.release_from not in {None, released}
        before = self.house.deliveries.rows.get(row.after or "")
        return before is None or not before.is_open

    def is_quiet(self) -> bool:
        """Whether nothing will happen any more but sweeps that find nothing."""
        if self.chaos.on or self.sweeping or self.clock.now < self.ends + 2 * MINUTE:
            return False
        rows = self.house.deliveries.rows.values()
        if any(self._wanted_at(row) is not None for row in rows):
            return False
        return self.clock.planned <= 1

    def _secrets_of(self, integration_id: str) -> list[str]:
        found = self.house.integrations.kept.get(integration_id)
        if found is None:
            return []
        lately = self.clock.now - self.rules.worker_timeout
        retired = [e for e, at in self.house.integrations.retired[integration_id] if at > lately]
        known = [found.secrets[0].encrypted, *retired]
        return [each.partition(b"|")[2].decode() for each in known]


@contextmanager
def same_every_time(seed: int) -> Iterator[None]:
    """Ids come from the seed, and nothing is logged."""
    ids = Random(seed)  # noqa: S311 - a simulation

    def made() -> UUID:
        return UUID(int=ids.getrandbits(128), version=4)

    before = logger().log_level
    logger().setLevel(logging.CRITICAL)
    try:
        with ExitStack() as patched:
            for module in ("orders.service", "orders.assembly", "integrations.service"):
                patched.enter_context(patch(f"{module}.uuid4", made))
            for module in ("integrations.engine.attempt", "shared.stream"):
                patched.enter_context(patch(f"{module}.measure"))
            yield
    finally:
        logger().setLevel(before)
