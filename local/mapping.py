"""What Lambda does with a batch of stream records: decisions only, no calls.

Sources: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html and
https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from local.faults import LocalError

Record = dict[str, Any]

DEFAULT_BATCH = 100
FOREVER = -1
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0


class MappingError(LocalError):
    """A mapping asks for something this runtime does not do."""


@dataclass(frozen=True)
class Mapping:
    """The properties of one event source mapping."""

    name: str
    stream: str
    function: str
    destination: str | None = None
    patterns: tuple[str, ...] = ()
    start: str = "TRIM_HORIZON"
    batch_size: int = DEFAULT_BATCH
    window_s: float = 0
    retries: int = FOREVER
    age_s: int = FOREVER
    bisects: bool = False
    reports_items: bool = False

    @classmethod
    def of(cls, name: str, says: dict[str, Any], ask: Callable[[Any], str]) -> "Mapping":
        """Read it from a template; `ask` names what only the stack can resolve."""
        unknown = set(says) - KNOWN
        if unknown:
            raise MappingError(f"{name}: the local runtime does not know {sorted(unknown)}")
        failure = says.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
        filters = says.get("FilterCriteria", {}).get("Filters", [])
        return cls(
            name=name,
            stream=ask(says["EventSourceArn"]),
            function=ask(_arn(says["FunctionName"])),
            destination=ask(failure) if failure else None,
            patterns=tuple(each["Pattern"] for each in filters),
            start=says["StartingPosition"],
            batch_size=says.get("BatchSize", DEFAULT_BATCH),
            window_s=says.get("MaximumBatchingWindowInSeconds", 0),
            retries=says.get("MaximumRetryAttempts", FOREVER),
            age_s=says.get("MaximumRecordAgeInSeconds", FOREVER),
            bisects=says.get("BisectBatchOnFunctionError", False),
            reports_items="ReportBatchItemFailures" in says.get("FunctionResponseTypes", []),
        )

    def resolved(self, outputs: dict[str, str]) -> "Mapping":
        """Give it with what the stack answered."""
        return replace(
            self,
            stream=outputs[self.stream],
            function=outputs[self.function],
            destination=outputs[self.destination] if self.destination else None,
        )

    @property
    def uuid(self) -> str:
        """Give the id that AWS would give it; the same at every start."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.stream}#{self.name}"))


KNOWN = {
    "EventSourceArn",
    "FunctionName",
    "StartingPosition",
    "BatchSize",
    "MaximumBatchingWindowInSeconds",
    "MaximumRetryAttempts",
    "MaximumRecordAgeInSeconds",
    "BisectBatchOnFunctionError",
    "FunctionResponseTypes",
    "FilterCriteria",
    "DestinationConfig",
}


@dataclass(frozen=True)
class Batch:
    """Records that go to the function together, and how often they did."""

    records: tuple[Record, ...]
    failures: int = 0
    invocations: int = 0


@dataclass(frozen=True)
class Answer:
    """How one invocation ended; `reached` is false when throttling or a fault kept it out."""

    payload: Any = None
    error: str | None = None
    reached: bool = True
    request_id: str = ""


@dataclass(frozen=True)
class Verdict:
    """What is to be done next: batches in order, a batch given up and why, a pause before."""

    again: tuple[Batch, ...] = ()
    discarded: Batch | None = None
    condition: str = ""
    pause_s: float = 0


def judge(mapping: Mapping, batch: Batch, answer: Answer) -> Verdict:
    """Decide after an invocation."""
    if not answer.reached:
        # The function never saw it: retried until the records are too old, quota untouched.
        return Verdict(again=(batch,), pause_s=pause(batch.invocations))
    done = 0 if answer.error else _succeeded(mapping, batch.records, answer.payload)
    rest = batch.records[done:]
    if not rest:
        return Verdict()
    if mapping.bisects and done:
        # "The batch is bisected at the returned sequence number": quota untouched.
        return Verdict(again=(replace(batch, records=rest),), pause_s=pause(batch.failures))
    if mapping.bisects and len(rest) > 1:
        middle = len(rest) // 2
        halves = (replace(batch, records=rest[:middle]), replace(batch, records=rest[middle:]))
        return Verdict(again=halves, pause_s=pause(0))
    failed = replace(batch, records=rest, failures=batch.failures + 1)
    if mapping.retries != FOREVER and failed.failures > mapping.retries:
        return Verdict(discarded=failed, condition="RetryAttemptsExhausted")
    return Verdict(again=(failed,), pause_s=pause(failed.failures))


def too_old(mapping: Mapping, batch: Batch, now: float) -> tuple[Batch | None, Batch | None]:
    """Split off the records older than the mapping allows: (to discard, to go on with)."""
    if mapping.age_s == FOREVER:
        return None, batch
    ages = [now - record["dynamodb"]["ApproximateCreationDateTime"] for record in batch.records]
    young = next((at for at, age in enumerate(ages) if age <= mapping.age_s), len(ages))
    old, rest = batch.records[:young], batch.records[young:]
    return (
        replace(batch, records=old) if old else None,
        replace(batch, records=rest) if rest else None,
    )


def pause(failures: int) -> float:
    """Give the seconds to wait before a repetition."""
    return min(FIRST_PAUSE_S * 2.0 ** min(failures, 16), LONGEST_PAUSE_S)


def sequence(record: Record) -> str:
    """Give the sequence number of a record."""
    return str(record["dynamodb"]["SequenceNumber"])


def _arn(function: Any) -> Any:  # noqa: ANN401
    is_reference = isinstance(function, dict) and "Ref" in function
    return {"Fn::GetAtt": [function["Ref"], "Arn"]} if is_reference else function


def _succeeded(mapping: Mapping, records: Sequence[Record], payload: Any) -> int:  # noqa: ANN401
    """Count the records before the first that is to be repeated."""
    if not mapping.reports_items or payload is None:
        return len(records)
    if not isinstance(payload, dict):
        return 0
    failures = payload.get("batchItemFailures")
    if failures is None or failures == []:
        return len(records)
    places = {sequence(record): place for place, record in enumerate(records)}
    lowest = len(records)
    for failure in failures if isinstance(failures, list) else [None]:
        identifier = failure.get("itemIdentifier") if isinstance(failure, dict) else None
        if identifier not in places:
            return 0  # an answer that cannot be trusted repeats everything
        lowest = min(lowest, places[identifier])
    return lowest
