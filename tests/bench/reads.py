"""Whole calls of DynamoDB without a network: our table and client against boto3's resource.

An answer is put in place of the one from the wire, so signing, writing and reading it are counted
and the socket is not.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from zlib import crc32

import boto3
from boto3.dynamodb.conditions import Key
from botocore.awsrequest import AWSResponse

from shared.aws import client
from shared.item import to_wire
from shared.table import Table
from tests.bench.codec import item
from tests.bench.report import Row, micro
from tests.bench.rounds import Spread, compare, ratio

GET_GOAL = 0.6
QUERY_GOAL = 0.35
PAGE = 100


class Raw:
    """The body of an answer, as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Any:
        yield self._content

    def read(self) -> bytes:
        return self._content


def measure(rounds: int, calls: int) -> list[Row]:
    """Measure GetItem of one order and Query of a hundred small rows."""
    ours = client("dynamodb")
    resource = boto3.resource("dynamodb").Table("orders")
    wire = to_wire({**item(), "doc": b"x"})
    wire["doc"] = {"B": "eA=="}  # on the wire bytes are base64
    row = to_wire({"pk": "ORDER#1", "number": "1042", "total": 150_000, "title": "Ремонт"})
    table = Table("orders", ours)
    clients = (ours, resource.meta.client)
    with _answered(clients, GetItem={"Item": wire}, Query={"Items": [row] * PAGE}):
        timings = compare(
            {
                "get": lambda: table.get({"pk": "ORDER#1"}),
                "boto3 get": lambda: resource.get_item(Key={"pk": "ORDER#1"}, ConsistentRead=True),
                "query": lambda: table.page("list_pk = :p", {":p": "order#0"}, limit=PAGE),
                "boto3 query": lambda: resource.query(
                    KeyConditionExpression=Key("list_pk").eq("order#0"), Limit=PAGE
                ),
            },
            rounds=rounds,
            calls=calls,
        )
    return [
        Row(
            what,
            micro(Spread.of(timings[name]).median),
            f"boto3 resource {micro(Spread.of(timings[f'boto3 {name}']).median)}",
            ratio(timings, name, f"boto3 {name}"),
            goal,
        )
        for what, name, goal in (
            ("GetItem, 20 lines", "get", GET_GOAL),
            (f"Query, {PAGE} rows", "query", QUERY_GOAL),
        )
    ]


@contextmanager
def _answered(clients: Iterable[Any], **answers: Any) -> Iterator[None]:
    """Let clients get these answers at once; the process's own client is others' too."""
    registered = [
        (each.meta.events, f"before-send.dynamodb.{operation}", _answering(answer))
        for each in clients
        for operation, answer in answers.items()
    ]
    for events, name, answering in registered:
        events.register(name, answering)
    try:
        yield
    finally:
        for events, name, answering in registered:
            events.unregister(name, answering)


def _answering(answer: dict[str, Any]) -> Any:
    content = json.dumps(answer).encode()
    headers = {"x-amz-crc32": str(crc32(content)), "x-amzn-RequestId": "1"}

    def answered(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, 200, headers, Raw(content))

    return answered
