"""Our own share of commit to wire: the real dispatcher and worker over ports in memory.

Changes arrive at a given rate whether or not the ones before are through, as an order's commit
does. What is left out is what AWS does: DynamoDB's calls, its stream, SQS, the start of functions.
Both sides run in one process on one core here, as two functions at least on AWS.
"""

import queue
import random
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any, NoReturn

from integrations.connectors.webhook import WebhookConnector
from integrations.engine.attempt import Attempts, Parts
from integrations.engine.dispatch import Dispatcher
from integrations.engine.gate import Gate
from integrations.engine.sending import Sender
from integrations.engine.switch import Switch
from integrations.ports import Pointer
from shared.calls import Reply
from shared.clock import now
from shared.events import OrderChange, event_id, read_change
from tests.bench.report import Row, micro
from tests.integrations.builders import make_integration, make_order
from tests.integrations.chain import make_record
from tests.integrations.fakes import FakeDeliveries, FakeHealths, FakeIntegrations, FakeNotices
from tests.integrations.fakes_channels import FakeVault

THREADS = 10
"""As a worker has."""
RATES = (50, 200)
LIMITS = {"rate_per_minute": 30_000, "concurrency": 50}
OTHERS_P95_S = 0.125
"""What Convoy publishes from queue to wire at 200 a second, its queue included."""
PATIENCE_S = 30.0


@dataclass
class Marks:
    """When each event was committed, queued and put on the wire."""

    committed: dict[str, float] = field(default_factory=dict)
    queued: dict[str, float] = field(default_factory=dict)
    wired: dict[str, float] = field(default_factory=dict)

    def waits(self, since: Mapping[str, float]) -> list[float]:
        """Give how long each event took from a mark to the wire."""
        return [self.wired[each] - since[each] for each in self.committed]


class Wire:
    """A partner who answers at once; when the request is ready, it is on the wire."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    def post(
        self,
        url: str,
        body: bytes,
        headers: Mapping[str, str],
        *,
        deadline_s: float,
    ) -> Reply:
        """Note the moment."""
        self._marks.wired[headers["webhook-id"]] = time.perf_counter()
        return Reply(200, {}, b"")

    def get(self, url: str, headers: Mapping[str, str], *, deadline_s: float) -> NoReturn:
        """Nothing is asked for."""
        raise NotImplementedError(url, headers, deadline_s)


class Line:
    """A queue without a delay of its own."""

    def __init__(self, deliveries: FakeDeliveries, marks: Marks) -> None:
        self.ready: queue.SimpleQueue[Pointer | None] = queue.SimpleQueue()
        self._deliveries = deliveries
        self._marks = marks

    def send(self, pointers: Iterable[Pointer]) -> None:
        """Hand pointers to the workers."""
        for each in pointers:
            self._marks.queued[self._deliveries.rows[each.delivery_id].event_id] = (
                time.perf_counter()
            )
            self.ready.put(each)


class Counted:
    """A port of which each call is one of AWS."""

    def __init__(self, port: Any, calls: list[str]) -> None:
        self._port = port
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        """Give a method that is noted when it is called."""
        method = getattr(self._port, name)

        def called(*args: Any, **names: Any) -> Any:
            self._calls.append(name)
            return method(*args, **names)

        return called


class Chain:
    """The use cases of a delivery, joined in memory."""

    def __init__(self, calls: list[str] | None = None) -> None:
        def over(port: Any) -> Any:
            return port if calls is None else Counted(port, calls)

        self.marks = Marks()
        rows = FakeDeliveries()
        deliveries, healths, notices = over(rows), over(FakeHealths()), FakeNotices()
        integration = make_integration(limits=LIMITS, event_types=["order.created"])
        kept = over(FakeIntegrations(integration))
        self.line = Line(rows, self.marks)
        self.dispatcher = Dispatcher(
            kept, deliveries, deliveries, over(self.line), healths=healths, clock=now
        )
        connectors = {"webhook": WebhookConnector(over(Wire(self.marks)))}
        parts = Parts(
            kept,
            deliveries,
            deliveries,
            self.line,
            Gate(healths, clock=now),
            Sender(FakeVault(), connectors, clock=now),
            Switch(kept, notices, clock=now),
        )
        self.attempts = Attempts(parts, clock=now, spread=random.random)

    def dispatch(self, record: Mapping[str, Any]) -> None:
        """Do what the stream's edge does with a record."""
        change = read_change(dict(record))
        assert change
        self.dispatcher.batch()(change)

    def work(self) -> None:
        """Take what comes until the end is called."""
        while (pointer := self.line.ready.get()) is not None:
            self.attempts.perform(pointer)

    @contextmanager
    def working(self) -> Iterator[None]:
        """Let a worker's threads take what comes, until all of it is done."""
        with ThreadPoolExecutor(THREADS) as threads:
            done = [threads.submit(self.work) for _ in range(THREADS)]
            try:
                yield
            finally:
                for _ in done:
                    self.line.ready.put(None)
            for each in done:
                each.result(PATIENCE_S)


def measure(seconds: float, calls: int) -> list[Row]:
    """Measure waits at each rate, and what one core spends on each event."""
    rows = []
    for rate in RATES:
        marks = _paced(rate, max(20, round(rate * seconds)))
        at = f"at {rate} a second, p50 / p95"
        rows += [
            Row(f"own share of commit to wire {at}", _shown(marks.waits(marks.committed))),
            Row(
                f"own share of queue to wire {at}",
                _shown(marks.waits(marks.queued)),
                f"Convoy's p95 {OTHERS_P95_S * 1000:.0f} ms with its queue",
            ),
        ]
    return [*rows, *_spent(calls), _calls()]


def records(count: int) -> list[tuple[str, dict[str, Any]]]:
    """Make new orders' stream records, each with the id of its event."""
    orders = [make_order(id=f"ord_{n}", version=1) for n in range(count)]
    return [
        (event_id(each.id, 1, "order.created"), make_record(OrderChange(None, each), n))
        for n, each in enumerate(orders)
    ]


def _paced(rate: int, count: int) -> Marks:
    chain, stream = Chain(), queue.SimpleQueue[dict[str, Any] | None]()
    ready = records(count)

    def dispatch() -> None:
        while (record := stream.get()) is not None:
            chain.dispatch(record)

    with chain.working():
        dispatcher = threading.Thread(target=dispatch)
        dispatcher.start()
        begun = time.perf_counter()
        for n, (event, record) in enumerate(ready):
            due = begun + n / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            chain.marks.committed[event] = due
            stream.put(record)
        stream.put(None)
        dispatcher.join(PATIENCE_S)
    return chain.marks


def _spent(calls: int) -> list[Row]:
    chain, ready = Chain(), records(calls)
    begun = time.process_time()
    for _, record in ready:
        chain.dispatch(record)
    dispatched = time.process_time()
    chain.line.ready.put(None)
    chain.work()
    worked = time.process_time()
    return [
        _cpu("dispatcher", (dispatched - begun) / calls),
        _cpu("worker", (worked - dispatched) / calls),
    ]


def _calls() -> Row:
    calls: list[str] = []
    chain, ready = Chain(calls), records(2)
    for _, record in ready:  # the first finds nothing known yet
        calls.clear()
        chain.dispatch(record)
        chain.line.ready.put(None)
        chain.work()
    before = calls[: calls.index("post")]
    return Row("calls of AWS before the wire, each event", str(len(before)), ", ".join(before))


def _cpu(who: str, each: float) -> Row:
    return Row(f"CPU of the {who}, each event", micro(each), f"{1 / each:.0f} per s and core")


def _shown(waits: Sequence[float]) -> str:
    parts = quantiles(waits, n=20, method="inclusive")
    return f"{parts[9] * 1000:.1f} / {parts[18] * 1000:.1f} ms"
