"""What the real edges ask of AWS: units of DynamoDB by its own rules, calls of S3 and SQS.

The table of docs/scale.md that is held by this says "at most"; what is measured must not be more,
nor so much less that the page would mislead.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared import aws
from tests.orders.scale import SCALE
from tests.orders.units import Bill, Meter

WRITES = {"PutObject", "CopyObject", "ListObjectsV2", "CreateMultipartUpload", "UploadPart"}
WRITES |= {"CompleteMultipartUpload", "PutObjectTagging"}
"""What S3 charges as a write, listing among it."""
HEADING = "Units per step of everything else"


class WholeMeter(Meter):
    """Knows the other verbs as well."""

    @property
    def exceptions(self) -> Any:
        return self._client.exceptions

    def get_paginator(self, verb: str) -> "Pages":
        assert verb == "query"
        return Pages(self)

    def _delete_item(self, call: Any, request: dict[str, Any]) -> Any:
        old = self._stored(request["TableName"], request["Key"])
        answer = call(**request)
        self._written(request["TableName"], old, {})
        return answer


@dataclass
class Pages:
    """The pages of a query, each paid for itself."""

    meter: Meter

    def paginate(self, **request: Any) -> Iterator[Any]:
        while True:
            answer = self.meter.query(**request)
            yield answer
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


@dataclass
class Spent:
    """What one step asked for."""

    requests: int
    read: float
    write: float
    s3_writes: int
    s3_reads: int


@dataclass
class Meters:
    """Counts what this process asks of DynamoDB and S3."""

    meters: list[WholeMeter] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)

    def client_of(self, made: Callable[..., Any]) -> Callable[..., Any]:
        def metered(service: str, *how: Any, **where: Any) -> Any:
            client = made(service, *how, **where)
            if service == "dynamodb":
                self.meters.append(WholeMeter(client))
                return self.meters[-1]
            if service == "s3":
                client.meta.events.register("before-call.s3", self._note)
            return client

        return metered

    def spent(self, act: Callable[[], object]) -> Spent:
        for each in self.meters:
            each.bill = Bill()
        self.calls.clear()
        act()
        bills = [each.bill for each in self.meters]
        writes = sum(n for name, n in self.calls.items() if name in WRITES)
        return Spent(
            sum(each.requests for each in bills),
            sum(each.read for each in bills),
            sum(each.write for each in bills),
            writes,
            self.calls.total() - writes,
        )

    def _note(self, model: Any, **_: Any) -> None:
        self.calls[model.name] += 1


def installed(monkeypatch: pytest.MonkeyPatch) -> Meters:
    """Put meters between the code and AWS."""
    meters = Meters()
    monkeypatch.setattr(aws, "_made", meters.client_of(aws._made))
    return meters


def bounds(heading: str = HEADING) -> dict[str, Spent]:
    """Read the table: what each step asks for at most."""
    section = SCALE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = r" ([\d.]+) \|" * 5
    rows = re.findall(rf"^\| ([^|]+) \|{cells}$", section, re.MULTILINE)
    return {name.strip(): Spent(*map(float, numbers)) for name, *numbers in rows}


def hold(name: str, spent: Spent) -> None:
    """Compare a step with its row: no more than it says, and no less than half of it and two."""
    wanted = bounds()[name]
    for what in ("requests", "read", "write", "s3_writes", "s3_reads"):
        most, found = getattr(wanted, what), getattr(spent, what)
        assert most / 2 - 2 <= found <= most, f"{name}: {what} is {found}, written is {most}"
