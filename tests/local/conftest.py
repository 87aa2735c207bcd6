"""One small stack for all tests of this folder that need the emulator."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from local.ports import Ports
from local.serving import Serving
from local.stack import Demo, Stack

TINY = Path(__file__).parent / "tiny"
PATIENCE_S = 60.0


@contextmanager
def served(app: Starlette) -> Iterator[httpx.Client]:
    """Serve an application on a free port and give a client of it."""
    ports = Ports.free()
    serving = Serving(app, ports.web)
    serving.start()
    try:
        with httpx.Client(base_url=ports.url(ports.web), timeout=30, trust_env=False) as client:
            yield client
    finally:
        serving.stop()


class Tiny:
    """The small stack, and what its functions wrote down."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    def client(self, service: str) -> Any:
        return self.stack.aws.client(service)

    def put(self, key: str, **values: str) -> None:
        item = {"pk": {"S": key}} | {name: {"S": value} for name, value in values.items()}
        self.client("dynamodb").put_item(TableName=self.stack.outputs["TableName"], Item=item)

    def send(self, queue: str, *bodies: str) -> None:
        entries = [{"Id": str(at), "MessageBody": body} for at, body in enumerate(bodies)]
        url = self.stack.outputs[f"{queue}Url"]
        self.client("sqs").send_message_batch(QueueUrl=url, Entries=entries)

    def calls(self, function: str, about: str) -> list[list[str]]:
        """Each call of a function that had something to do with a test's own word."""
        return [what for _, what in self.timed_calls(function, about)]

    def timed_calls(self, function: str, about: str) -> list[tuple[float, list[str]]]:
        pages = self.client("dynamodb").get_paginator("query")
        items = pages.paginate(
            TableName=self.stack.outputs["CallsName"],
            KeyConditionExpression="pk = :who",
            ExpressionAttributeValues={":who": {"S": function}},
        ).search("Items")
        noted = [(float(i["at"]["S"]), [each["S"] for each in i["what"]["L"]]) for i in items]
        return [(at, what) for at, what in noted if any(about in each for each in what)]


def eventually(look: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
    """Look until what is seen is true, and give it."""
    deadline = time.monotonic() + patience_s
    while not (seen := look()):
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)
    return seen


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """Start the small stack once."""
    folder = tmp_path_factory.mktemp("tiny")
    with tiny_stack(folder / "state") as stack:
        yield Tiny(stack)


def tiny_stack(folder: Path, template: Path = TINY / "template.yaml") -> Stack:
    return Stack(folder, Ports.free(), template=template, demo=Demo.NOTHING)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small stack's sources, to be changed by a test."""
    return Path(shutil.copytree(TINY, tmp_path / "project"))
