"""The stream and the queue, as Lambda's event source mappings read them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.chaos import Chaos
from tests.simulation.clockwork import Clockwork
from tests.simulation.rules import Rules

Record = dict[str, Any]
Ended = Callable[[bool, Any], None]
LONGEST_WAIT_S = 60.0
HEADROOM = 0.05


@dataclass
class Message:
    """A message in the queue."""

    number: int
    body: str
    group: str
    receives: int = 0


class Shard:
    """One shard of the stream: batches in order, one at a time, bisected when they fail."""

    def __init__(
        self, clock: Clockwork, chaos: Chaos, rules: Rules, invoke: Callable[..., None]
    ) -> None:
        self._clock, self._chaos, self._rules = clock, chaos, rules
        self._invoke = invoke
        self._records: list[Record] = []
        self._most = rules.stream_batch
        self._failures = 0
        self._is_busy = False
        self.parked: list[Record] = []

    def append(self, record: Record) -> None:
        self._records.append(record)
        self._poll(self._chaos.random.uniform(0.05, 1.0))

    def _poll(self, delay: float) -> None:
        if not self._is_busy and self._records:
            self._is_busy = True
            self._clock.at(delay, self._take)

    def _take(self) -> None:
        batch = self._records[: self._most]
        self._invoke(batch, lambda ok, answer: self._ended(batch, ok, answer))

    def _ended(self, batch: Sequence[Record], ok: bool, answer: Any) -> None:  # noqa: FBT001
        self._is_busy = False
        done = _accepted(batch, answer) if ok else 0
        if done and self._chaos.on and self._chaos.random.random() < HEADROOM:
            self._chaos.count("stream told twice")
            done = self._chaos.random.randint(0, done - 1)
        elif done < len(batch):
            self._chaos.count("stream batch failed")
            self._failed(batch, done)
        else:
            self._most, self._failures = self._rules.stream_batch, 0
        del self._records[:done]
        self._poll(min(2.0 ** min(self._failures, 10), LONGEST_WAIT_S) if self._failures else 0.1)

    def _failed(self, batch: Sequence[Record], done: int) -> None:
        # What is left is split; a split does not use up a retry, nor does progress.
        if done:
            self._failures = 0
        if len(batch) > 1:
            self._most = max(1, (len(batch) - done + 1) // 2)
        self._failures += 1
        if len(batch) == 1 and self._failures > self._rules.stream_retries:
            self.parked.append(self._records.pop(0))
            self._chaos.count("record parked")
            self._failures = 0


def _accepted(batch: Sequence[Record], answer: Any) -> int:
    failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
    numbers = [each["dynamodb"]["SequenceNumber"] for each in batch]
    return min((numbers.index(each) for each in failed), default=len(batch))


@dataclass
class SimQueue:
    """SQS: delays, visibility, receives, duplicates, reordering, refused and lost entries."""

    clock: Clockwork
    chaos: Chaos
    rules: Rules
    invoke: Callable[[list[Message], Callable[[set[int]], None]], None]
    refused: Callable[[str], None]
    taken: dict[str, int] = field(default_factory=dict)
    """How often a delivery's pointer was taken in."""
    lossy: float = 0.0
    _visible: list[Message] = field(default_factory=list)
    _busy: int = 0
    _number: int = 0
    _is_called: bool = False

    def send_message_batch(self, *, QueueUrl: str, Entries: Any) -> dict[str, Any]:  # noqa: N803
        if not 1 <= len(Entries) <= 10:
            self.refused(f"a batch of {len(Entries)} messages")
        failed = [each for each in Entries if not self._take_in(each)]
        return {"Failed": [{"Id": each["Id"]} for each in failed]}

    def _take_in(self, entry: Any) -> bool:
        delay = entry["DelaySeconds"]
        if not 0 <= delay <= 900:
            self.refused(f"a delay of {delay} s")
            return False
        if self._happens("entry refused"):
            return False
        body = entry["MessageBody"]
        self.taken[body] = self.taken.get(body, 0) + 1
        if self._happens("message lost"):
            return True
        for _ in range(2 if self._happens("message twice") else 1):
            self._number += 1
            message = Message(self._number, body, entry["MessageGroupId"])
            self._later(delay + self._jitter(), message)
        return True

    def _happens(self, kind: str) -> bool:
        if not self.chaos.on or self.chaos.random.random() >= self.lossy:
            return False
        self.chaos.count(kind)
        return True

    def _jitter(self) -> float:
        if self._happens("message delayed"):
            return self.chaos.random.uniform(2, 90)
        return self.chaos.random.uniform(0.01, 0.5)

    def _later(self, delay: float, message: Message) -> None:
        self.clock.at(delay, lambda: self._arrive(message))

    def _arrive(self, message: Message) -> None:
        if message.receives >= self.rules.receives:
            self.chaos.count("dead letter")
            return
        self._visible.append(message)
        self._call()

    def _call(self) -> None:
        if not self._is_called:
            self._is_called = True
            self.clock.at(0.02, self._deliver)

    def _deliver(self) -> None:
        self._is_called = False
        while self._visible and self._busy < self.rules.workers:
            most = self.chaos.random.randint(1, self.rules.worker_batch)
            batch, self._visible = self._visible[:most], self._visible[most:]
            for each in batch:
                each.receives += 1
            self._busy += 1
            self.invoke(batch, lambda done, batch=batch: self._ended(batch, done))

    def _ended(self, batch: Sequence[Message], done: set[int]) -> None:
        self._busy -= 1
        for each in batch:
            if each.number not in done:
                self._later(self.rules.visibility, each)
        if self._visible:
            self._call()
