"""One integration that is slow and one that never answers hold up no neighbour on the channel.

The real decisions of the gate, under the rules by which Lambda takes messages of a fair queue: as
many workers as the template allows, ten messages each, a worker busy until its slowest is answered,
and groups that hold more than a tenth and at least thirty of what is in flight come last.
Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html
"""

import heapq
import itertools
import random
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import quantiles

import pytest

from integrations.engine.health import Health, Result, Verdict, Visit, admit, reported
from integrations.engine.retry import STEPS_S
from tests.integrations.builders import NOW, make_integration
from tests.tables import template

PIPELINE_S = 0.1
"""What stream and queue take in any case, at least."""
OVERHEAD_S = 0.03
"""What a message costs its worker that is sent back or held."""
ANSWER_S = {"healthy": 0.05, "slow": 10.0, "never": 15.0}
LONG_S, RATE = 240, 8


@dataclass(frozen=True)
class Message:
    group: str
    id: int
    since: float
    attempt: int = 0
    had_turn: bool = False


class Channel:
    """A queue, its workers and its partners; time is in seconds."""

    def __init__(self, workers, groups, *, is_fair=True, seed=1):
        self.now, self.free, self.is_fair = 0.0, workers, is_fair
        self.queue, self.in_flight = deque(), Counter()
        self.integrations = {each: make_integration(each) for each in groups}
        self.healths = {each: Health(integration_id=each) for each in groups}
        self.waits = defaultdict(list)
        self._random = random.Random(seed)  # noqa: S311 - arrivals, not a secret
        self._order, self._events = itertools.count(), []

    def run(self, per_second):
        for group in self.integrations:
            for n in range(per_second * LONG_S):
                at = (n + self._random.random()) / per_second
                self.at(at + PIPELINE_S, self.arrive, Message(group, next(self._order), at))
        while self._events and self.now < LONG_S + 60:
            self.now, _, act, what = heapq.heappop(self._events)
            act(what)
            while self.free and self.queue:
                self.work(self.taken())
        return self

    def at(self, time, act, what):
        heapq.heappush(self._events, (time, next(self._order), act, what))

    def arrive(self, message):
        self.queue.append(message)

    def taken(self):
        noisy = {
            group
            for group, count in self.in_flight.items()
            if self.is_fair and count >= 30 and count * 10 > self.in_flight.total()
        }
        ahead = [each for each in self.queue if each.group not in noisy][:10]
        batch = ahead or list(itertools.islice(self.queue, 10))
        for each in batch:
            self.queue.remove(each)
        return batch

    def work(self, batch):
        self.free -= 1
        ends = [self.perform(each) for each in batch]
        for message, end in zip(batch, ends, strict=True):
            self.in_flight[message.group] += 1
            self.at(end, self.acknowledge, message.group)
        self.at(max(ends), self.release, None)

    def acknowledge(self, group):
        self.in_flight[group] -= 1

    def release(self, _):
        self.free += 1

    def perform(self, message):
        group, now = message.group, NOW + timedelta(seconds=self.now)
        visit = Visit(
            f"dlv_{message.id}", str(message.id), message.had_turn, now + timedelta(seconds=90)
        )
        health, admission = admit(self.healths[group], self.integrations[group], visit, now)
        self.healths[group] = health
        if admission.verdict is Verdict.GO:
            self.waits[group].append(self.now - message.since)
            end = self.now + ANSWER_S[group]
            self.at(end, self.answer, message)
            return end
        if admission.verdict is Verdict.WAIT:
            turn = (admission.until - NOW).total_seconds()
            self.at(turn, self.arrive, replace(message, had_turn=True))
        return self.now + OVERHEAD_S

    def answer(self, message):
        ok, took = message.group != "never", ANSWER_S[message.group]
        result = Result(delivered=ok, timed_out=not ok, took_s=took)
        now = NOW + timedelta(seconds=self.now)
        health = self.healths[message.group]
        self.healths[message.group] = reported(health, str(message.id), result, now)
        if not ok and message.attempt < len(STEPS_S):
            again = replace(message, attempt=message.attempt + 1, had_turn=True)
            self.at(self.now + STEPS_S[message.attempt], self.arrive, again)


def p95(channel):
    return quantiles(channel.waits["healthy"], n=20)[-1]


def workers():
    worker = template()["Resources"]["IntegrationsWorker"]["Properties"]["Events"]["Webhook"]
    return worker["Properties"]["ScalingConfig"]["MaximumConcurrency"]


@pytest.mark.parametrize("is_fair", [True, False], ids=["fair", "plain"])
def test_the_p95_of_a_healthy_neighbour_grows_by_less_than_a_quarter(is_fair):
    alone = Channel(workers(), ["healthy"], is_fair=is_fair).run(RATE)
    among = Channel(workers(), list(ANSWER_S), is_fair=is_fair).run(RATE)

    assert len(among.waits["healthy"]) == len(alone.waits["healthy"]) == RATE * LONG_S
    assert p95(among) < 1.25 * p95(alone)
    assert len(among.waits["slow"]) > 100
    assert len(among.waits["never"]) < 40


def test_with_a_fifth_of_the_workers_the_neighbour_would_wait():
    among = Channel(workers() // 5, list(ANSWER_S)).run(RATE)

    assert p95(among) > 1.25 * PIPELINE_S
