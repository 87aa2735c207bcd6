"""The pump: one thread per mapping, so that a slow function holds up nobody else."""

import json
import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from local import failures
from local.aws import Aws
from local.filters import parse, wants
from local.gathering import Gathering
from local.mapping import Answer, Batch, Mapping, Record, Verdict, judge, sequence, too_old
from local.position import Position
from local.shard import Shard

POLL_S = 0.05
AFTER_FAULT_S = 1.0

log = logging.getLogger(__name__)

Invoke = Callable[[Mapping, Sequence[Record]], Answer]
Discard = Callable[[Mapping, Batch, str, Answer], None]


class Source(Protocol):
    """Where records come from."""

    def read(self) -> list[Record]:
        """Give what is new."""
        ...


class Pump(threading.Thread):
    """Carries the records of one stream to one function."""

    def __init__(
        self,
        mapping: Mapping,
        source: Source,
        position: Position,
        *,
        invoke: Invoke,
        discard: Discard,
    ) -> None:
        super().__init__(name=f"pump-{mapping.name}", daemon=True)
        self._mapping = mapping
        self._source = source
        self._position = position
        self._invoke = invoke
        self._discard = discard
        self._patterns = parse(mapping.patterns)
        self._gathering = Gathering(mapping)
        self._seen: str | None = position.after
        self._draining = threading.Event()
        self._ending = threading.Event()

    def run(self) -> None:
        """Pump until told to end; a fault of the source is outlived."""
        while not self._ending.is_set():
            try:
                self._step()
            except (BotoCoreError, ClientError, OSError):
                if not self._draining.is_set():
                    log.exception("stream.unreadable mapping=%s", self._mapping.name)
                self._ending.wait(AFTER_FAULT_S)

    def drain(self) -> None:
        """Send what is there without waiting for the window, then end."""
        self._draining.set()

    def end(self) -> None:
        """End after the invocation that runs now."""
        self._draining.set()
        self._ending.set()

    def _step(self) -> None:
        records = self._source.read()
        now = time.time()
        for record in records:
            self._seen = sequence(record)
            if wants(self._patterns, record):
                self._gathering.add(record, now)
        batch = self._gathering.take(now, at_once=self._draining.is_set())
        if batch:
            self._deliver(batch)
        elif not self._gathering:
            self._position.save(self._seen)
            if self._draining.is_set() and not records:
                self._ending.set()
            self._ending.wait(0 if records else POLL_S)
        else:
            self._ending.wait(min(POLL_S, self._gathering.due_in(now)))

    def _deliver(self, batch: Batch) -> None:
        waiting = [batch]
        while waiting and not self._ending.is_set():
            old, current = too_old(self._mapping, waiting.pop(0), time.time())
            if old:
                self._settle(old, Verdict(discarded=old, condition="RecordAgeExceeded"), Answer())
            if current is None:
                continue
            answer = self._invoke(self._mapping, current.records)
            current = Batch(current.records, current.failures, current.invocations + 1)
            verdict = judge(self._mapping, current, answer)
            self._settle(current, verdict, answer)
            waiting[:0] = verdict.again
            self._ending.wait(verdict.pause_s)

    def _settle(self, batch: Batch, verdict: Verdict, answer: Answer) -> None:
        if verdict.discarded:
            log.warning(
                "batch.discarded mapping=%s condition=%s records=%d error=%s",
                self._mapping.name,
                verdict.condition,
                len(verdict.discarded.records),
                answer.error,
            )
            self._discard(self._mapping, verdict.discarded, verdict.condition, answer)
        done = len(batch.records) - sum(len(each.records) for each in verdict.again)
        if done:
            self._position.save(sequence(batch.records[done - 1]))


class Pumps:
    """All pumps of a stack."""

    def __init__(self, aws: Aws, mappings: Sequence[Mapping], folder: Path) -> None:
        self._aws = aws
        self._pumps = [self._pump(mapping, folder) for mapping in mappings]

    def _pump(self, mapping: Mapping, folder: Path) -> Pump:
        position = Position(folder, mapping)
        source = Shard(self._aws, mapping, position.after)
        return Pump(mapping, source, position, invoke=self.invoke, discard=self.discard)

    def start(self) -> None:
        """Start them all."""
        for pump in self._pumps:
            pump.start()

    def stop(self, drain_s: float) -> None:
        """Let them send what is pending for so long, then end them."""
        deadline = time.monotonic() + drain_s
        for pump in self._pumps:
            pump.drain()
        for pump in self._pumps:
            pump.join(max(0.0, deadline - time.monotonic()))
            pump.end()
        for pump in self._pumps:
            pump.join(1.0)

    def invoke(self, mapping: Mapping, records: Sequence[Record]) -> Answer:
        """Call the function and say how it went."""
        event = json.dumps({"Records": list(records)}).encode()
        client = self._aws.client("lambda")
        try:
            said = client.invoke(FunctionName=mapping.function, Payload=event)
        except (BotoCoreError, ClientError, OSError) as error:
            log.warning("function.unreachable mapping=%s error=%s", mapping.name, error)
            return Answer(reached=False)
        return Answer(
            payload=_parsed(said["Payload"].read()),
            error=said.get("FunctionError"),
            request_id=said["ResponseMetadata"].get("RequestId", ""),
        )

    def discard(self, mapping: Mapping, batch: Batch, condition: str, answer: Answer) -> None:
        """Send what was given up to the destination; a fault there is logged, as on AWS."""
        if not mapping.destination:
            return
        record = failures.invocation_record(mapping, batch, condition, answer, time.time())
        try:
            failures.send(self._aws, mapping, record, batch.records)
        except (BotoCoreError, ClientError, OSError):
            log.exception("destination.unreachable mapping=%s", mapping.name)


def _parsed(payload: bytes) -> Any:  # noqa: ANN401
    try:
        return json.loads(payload) if payload else None
    except ValueError:
        return payload.decode(errors="replace")
