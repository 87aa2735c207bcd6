"""Stream records and a world to pump them through, without an emulator."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from local.mapping import Answer, Batch, Mapping, Record
from local.position import Position
from local.streams import Pump

LONG_S = 60.0


def make_record(number: int, *, key: str = "ORDER#1", at: float = 0, **fields: Any) -> Record:
    return {
        "eventID": f"event-{number}",
        "eventName": "INSERT",
        "dynamodb": {
            "ApproximateCreationDateTime": at,
            "Keys": {"pk": {"S": key}},
            "SequenceNumber": f"{number:030d}",
        },
        **fields,
    }


def make_records(*numbers: int, at: float = 0) -> tuple[Record, ...]:
    return tuple(make_record(number, at=at) for number in numbers)


def make_mapping(**changes: Any) -> Mapping:
    says = {"name": "Changes", "stream": "arn:aws:dynamodb:x:0:table/t/stream/1", "function": "f"}
    return Mapping(**(says | changes))


def numbers(records: Sequence[Record]) -> list[int]:
    return [int(record["dynamodb"]["SequenceNumber"]) for record in records]


def report(*failed: int) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": f"{each:030d}"} for each in failed]}


class FakeSource:
    """A stream to which a test adds."""

    def __init__(self, *records: Record) -> None:
        self._lock = threading.Lock()
        self._new = list(records)

    def add(self, *records: Record) -> None:
        with self._lock:
            self._new += records

    def read(self) -> list[Record]:
        with self._lock:
            new, self._new = self._new, []
            return new


class World:
    """One pump between a fake stream and a fake function, whose calls it remembers."""

    def __init__(
        self,
        folder: Path,
        mapping: Mapping,
        *records: Record,
        function: Callable[[list[int]], Any] = lambda _: None,
    ) -> None:
        self.source = FakeSource(*records)
        self.position = Position(folder, mapping)
        self.calls: list[list[int]] = []
        self.discarded: list[tuple[list[int], str, int]] = []
        self._function = function
        self.pump = Pump(
            mapping, self.source, self.position, invoke=self._invoke, discard=self._discard
        )

    def run(self) -> "World":
        """Pump all there is, as a graceful stop does."""
        self.pump.drain()
        self.pump.start()
        self.pump.join(LONG_S)
        assert not self.pump.is_alive()
        return self

    def _invoke(self, mapping: Mapping, records: Sequence[Record]) -> Answer:
        self.calls.append(numbers(records))
        answer = self._function(numbers(records))
        return answer if isinstance(answer, Answer) else Answer(payload=answer)

    def _discard(self, mapping: Mapping, batch: Batch, condition: str, answer: Answer) -> None:
        self.discarded.append((numbers(batch.records), condition, batch.invocations))
