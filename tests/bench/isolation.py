"""A slow and a silent partner beside a healthy one: how long the healthy one's events wait.

A model in its own time: the real decisions of dispatcher and gate, under the rules by which Lambda
takes messages of a fair queue. As many workers as the template allows take ten messages each; a
worker is busy until its slowest is answered; and groups that hold more than a tenth and at least
thirty of what is in flight come last. What the model leaves out: how fast Lambda adds workers, and
the minute's sweep.
Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
"""

import heapq
import itertools
import random
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from statistics import median, quantiles
from typing import Any

from integrations.engine.health import Health, Result, Verdict, Visit, admit, reported, turns_away
from integrations.engine.retry import STEPS_S
from tests.bench.report import Row, milli
from tests.bench.rounds import Spread
from tests.integrations.builders import NOW, make_integration
from tests.tables import number, template

GOAL = 1.25
ANSWER_S = {"healthy": 0.05, "slow": 10.0, "never": 15.0}
RATE = 8
"""Events a second for each of the three: near what an integration may be sent by default."""
LONG_S = 240
PIPELINE_S = 0.1
"""What stream and queue take in any case, at least; the more it is, the less a wait shows."""
OVERHEAD_S = 0.03
"""What a message costs its worker that is sent back or held."""
BATCH = 10


@dataclass(frozen=True)
class Message:
    """A pointer in the queue, and since when its event waits."""

    group: str
    id: int
    since: float
    attempt: int = 0
    had_turn: bool = False


class Channel:
    """A queue, its workers and its partners; time is in seconds."""

    def __init__(
        self, workers: int, groups: Sequence[str], *, is_fair: bool = True, seed: int = 1
    ) -> None:
        self.now, self.free, self.is_fair = 0.0, workers, is_fair
        self.queue: deque[Message] = deque()
        self.in_flight: Counter[str] = Counter()
        self.integrations = {each: make_integration(each) for each in groups}
        self.healths = {each: Health(integration_id=each) for each in groups}
        self.waits: defaultdict[str, list[float]] = defaultdict(list)
        """How long each attempt waited since its event, by group."""
        self.sent: Counter[str] = Counter()
        """Messages that the dispatcher sent, by group."""
        self._random = random.Random(seed)  # noqa: S311 - arrivals, not a secret
        self._order = itertools.count()
        self._events: list[tuple[float, int, Callable[[Any], None], Any]] = []

    def run(self, per_second: int, long_s: int = LONG_S) -> "Channel":
        """Let each group have that many events a second."""
        for group in self.integrations:
            for n in range(per_second * long_s):
                at = (n + self._random.random()) / per_second
                message = Message(group, next(self._order), at)
                self._at(at + PIPELINE_S, self._dispatch, message)
        while self._events and self.now < long_s + 60:
            self.now, _, act, what = heapq.heappop(self._events)
            act(what)
            while self.free and self.queue:
                self._work(self._taken())
        return self

    def _at(self, time: float, act: Callable[[Any], None], what: object) -> None:
        heapq.heappush(self._events, (time, next(self._order), act, what))

    def _dispatch(self, message: Message) -> None:
        now = NOW + timedelta(seconds=self.now)
        if not turns_away(self.healths[message.group], now):
            self.sent[message.group] += 1
            self._arrive(message)

    def _arrive(self, message: Message) -> None:
        self.queue.append(message)

    def _taken(self) -> list[Message]:
        noisy = {
            group
            for group, count in self.in_flight.items()
            if self.is_fair and count >= 30 and count * 10 > self.in_flight.total()
        }
        ahead = [each for each in self.queue if each.group not in noisy][:BATCH]
        batch = ahead or list(itertools.islice(self.queue, BATCH))
        for each in batch:
            self.queue.remove(each)
        return batch

    def _work(self, batch: list[Message]) -> None:
        self.free -= 1
        ends = [self._perform(each) for each in batch]
        for message, end in zip(batch, ends, strict=True):
            self.in_flight[message.group] += 1
            self._at(end, self._acknowledge, message.group)
        self._at(max(ends), self._release, None)

    def _acknowledge(self, group: str) -> None:
        self.in_flight[group] -= 1

    def _release(self, _: None) -> None:
        self.free += 1

    def _perform(self, message: Message) -> float:
        """Give until when it keeps its thread."""
        group, now = message.group, NOW + timedelta(seconds=self.now)
        lease_ends = now + timedelta(seconds=90)
        visit = Visit(f"dlv_{message.id}", str(message.id), message.had_turn, lease_ends)
        health, admission = admit(self.healths[group], self.integrations[group], visit, now)
        self.healths[group] = health
        if admission.verdict is Verdict.GO:
            self.waits[group].append(self.now - message.since)
            end = self.now + answer_s(group)
            self._at(end, self._answer, message)
            return end
        if admission.until is not None:
            turn = (admission.until - NOW).total_seconds()
            self._at(turn, self._arrive, replace(message, had_turn=True))
        return self.now + OVERHEAD_S

    def _answer(self, message: Message) -> None:
        ok, took = message.group != "never", answer_s(message.group)
        result = Result(delivered=ok, timed_out=not ok, took_s=took)
        now = NOW + timedelta(seconds=self.now)
        health = self.healths[message.group]
        self.healths[message.group] = reported(health, str(message.id), result, now)
        if not ok and message.attempt < len(STEPS_S):
            again = replace(message, attempt=message.attempt + 1, had_turn=True)
            self._at(self.now + STEPS_S[message.attempt], self._arrive, again)


def answer_s(group: str) -> float:
    """Give how long a partner takes; there may be several of a sort, as "slow 2"."""
    return ANSWER_S[group.partition(" ")[0]]


def p95(channel: Channel) -> float:
    """Give what 95 % of the healthy partner's events waited at most."""
    return quantiles(channel.waits["healthy"], n=20)[-1]


@cache
def workers(event: str = "Webhook") -> int:
    """Give how many workers the template allows a channel."""
    events = template()["Resources"]["IntegrationsWorker"]["Properties"]["Events"]
    return number(events[event]["Properties"]["ScalingConfig"]["MaximumConcurrency"])


def measure(seeds: int, *, long_s: int = LONG_S) -> list[Row]:
    """Compare the healthy one among the others with itself alone; goal 5 of the delivery engine."""
    allowed = workers()
    few = allowed // 5
    return [
        _row(f"{allowed} workers, fair queue", allowed, seeds, long_s, goal=GOAL),
        _row(f"{allowed} workers, plain queue", allowed, seeds, long_s, is_fair=False, goal=GOAL),
        _row(f"{few} workers, fair queue: too few", few, seeds, long_s),
        Row(
            "slow partners that a channel bears",
            str(borne(allowed, long_s // 4)),
            f"{allowed} workers",
        ),
    ]


def borne(allowed: int, long_s: int) -> int:
    """Give how many partners may answer in ten seconds before the neighbour is held up."""
    for slow in range(1, allowed):
        groups = ["healthy", *(f"slow {n}" for n in range(slow + 1))]
        if p95(Channel(allowed, groups).run(RATE, long_s)) > GOAL * PIPELINE_S:
            return slow
    return allowed


def _row(
    what: str,
    allowed: int,
    seeds: int,
    long_s: int,
    *,
    is_fair: bool = True,
    goal: float | None = None,
) -> Row:
    alone, among = [], []
    for seed in range(seeds):
        for waits, groups in ((alone, ["healthy"]), (among, list(ANSWER_S))):
            channel = Channel(allowed, groups, is_fair=is_fair, seed=seed)
            waits.append(p95(channel.run(RATE, long_s)))
    ratios = [ours / theirs for ours, theirs in zip(among, alone, strict=True)]
    shown = (milli(median(among)), f"alone {milli(median(alone))}")
    return Row(f"p95 of the neighbour, {what}", *shown, Spread.of(ratios), goal)
