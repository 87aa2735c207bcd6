"""The room joined by hand over clients that a test chooses, and a client that misbehaves."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

import boto3

from analytics.changes import S3Changes
from analytics.datasets import DATA_SETS
from analytics.export_queue import SqsExportQueue
from analytics.exporting import ExportService, Range, Stores
from analytics.exports import FORMATS
from analytics.files import S3Files
from analytics.insight.service import Insights
from analytics.lake.store import S3Lake
from analytics.model import Company, Part
from analytics.producing import ExportWriter
from analytics.refresh import Refresh
from analytics.shipping.job import Stock
from analytics.shipping.planning import Planning
from analytics.shipping.storage import DynamoLinks, DynamoSchedules, DynamoSeries
from analytics.storage import DynamoExports, DynamoRollups
from shared.clock import now
from shared.table import Table
from tests.analytics.builders import NOON, record
from tests.analytics.fakes import ZONE
from tests.analytics.shipping_fakes import FakeOrdersNow, FakePeople
from tests.analytics.targets.fakes import FakeTargets
from tests.tables import TABLE_PROPERTIES, resources

COMPANY = Company(ZONE, "RUB")
READS = ("get_", "list_", "query", "batch_get", "head_", "receive_", "generate_")
_NUMBERS = count()


@cache
def client(service: str) -> Any:
    """One client per process: making one costs more than all that a test does with it."""
    return boto3.client(service)


def files_of(lake: S3Lake, part: Part) -> list[bytes]:
    """The files in which a month lies."""
    return [body.read() for body in lake._bodies(part)]


class CutOffError(Exception):
    """The process ended here."""


class Tripwire:
    """A client that does something at its n-th call: before it, or instead of its answer."""

    def __init__(self, client: Any, calls: "Calls") -> None:
        self._client = client
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._client, name)
        if not callable(real) or name == "exceptions":
            return real

        def watched(*args: Any, **kwargs: Any) -> Any:
            return self._calls.run(name, lambda: real(*args, **kwargs))

        return watched


@dataclass
class Calls:
    """Counts the calls of several clients; at one of them acts before or after it."""

    at: int = 0
    only_writes: bool = False
    """Cut off after a reading, the world is what it was after the writing before it."""
    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None
    made: int = 0

    def run(self, name: str, call: Callable[[], Any]) -> Any:
        if self.only_writes and name.startswith(READS):
            return call()
        self.made += 1
        if self.made == self.at and self.before:
            self.before()
        # The number is taken now: what is done in between may call as well.
        is_it = self.made == self.at
        answer = call()
        if is_it and self.after:
            self.after()
        return answer


def cut_off() -> None:
    raise CutOffError


@dataclass(frozen=True)
class Place:
    """A table, a bucket and a queue of their own."""

    table: str
    bucket: str
    queue_url: str


def make_place() -> Place:
    """Make a new place inside the running mock."""
    name = f"place-{next(_NUMBERS)}"
    wanted = resources("AWS::DynamoDB::Table")["RollupsTable"]
    # Nobody here listens to its stream.
    keys = set(TABLE_PROPERTIES) - {"StreamSpecification"}
    properties = {key: wanted[key] for key in keys if key in wanted}
    client("dynamodb").create_table(TableName=name, **properties)
    s3 = client("s3")
    s3.create_bucket(Bucket=name)
    versioning = resources("AWS::S3::Bucket")["DataBucket"]["VersioningConfiguration"]
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration=versioning)
    url = client("sqs").create_queue(QueueName=name)["QueueUrl"]
    return Place(name, name, url)


class Room:
    """All parts of the room in one place, every client watched."""

    def __init__(self, place: Place, calls: Calls | None = None) -> None:
        watch = calls or Calls()
        s3, dynamodb, sqs = (
            Tripwire(client(service), watch) for service in ("s3", "dynamodb", "sqs")
        )
        table = Table(place.table, dynamodb)
        # The bucket says when a file was stored, and it has no clock but the real one.
        self.changes = S3Changes(s3, place.bucket, now)
        self.lake = S3Lake(s3, place.bucket, ZONE)
        self.rollups = DynamoRollups(table)
        self.records = DynamoExports(table)
        self.files = S3Files(s3, place.bucket)
        queue = SqsExportQueue(sqs, place.queue_url)
        stores = Stores(self.records, self.rollups, self.files, queue, DynamoLinks(table))
        range_ = Range(DATA_SETS, FORMATS)
        self.exports = ExportService(stores, range_, lambda: NOON)
        self.people, self.orders_now = FakePeople(), FakeOrdersNow()
        self.schedules = DynamoSchedules(table)
        self.planning = Planning(
            self.schedules, self.exports, self.rollups, range_, self.people, COMPANY, lambda: NOON
        )
        self.refresh = Refresh(self.changes, self.lake, self.rollups, self.planning, COMPANY)
        self.series = DynamoSeries(table)
        self.stock = Stock(
            self.records, self.files, self.series, self.lake, self.rollups, self.orders_now,
            self.people,
            Insights(
                self.rollups, self.people, self.rollups, COMPANY, lambda: NOON, FakeTargets()
            ),
        )  # fmt: skip
        self.writer = ExportWriter(self.stock, range_, COMPANY, lambda: NOON)

    def roll_up(self) -> None:
        """Take steps until nothing is left."""
        while self.refresh.step():
            pass


def objects(bucket: str) -> dict[str, bytes]:
    """Read all files of exports."""
    s3 = client("s3")
    found = s3.list_objects_v2(Bucket=bucket, Prefix="exports/").get("Contents", [])
    return {
        each["Key"]: s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read() for each in found
    }


def store(room: Room, orders: list[dict[str, Any]], first: int) -> None:
    """Store a file of changes whose first record has this sequence number."""
    lines = [json.dumps({"sequence": "1", "order": order}) for order in orders]
    room.changes.add(record(orders[0], sequence=first), lines)


def messages(place: Place) -> set[str]:
    """Take the messages out of the queue and name their exports."""
    sqs, sent = client("sqs"), set()
    request = {"QueueUrl": place.queue_url, "MaxNumberOfMessages": 10}
    while found := sqs.receive_message(**request).get("Messages"):
        sent |= {json.loads(each["Body"])["export_id"] for each in found}
        for each in found:
            # moto looks through all that is hidden at each receive.
            gone = {"QueueUrl": place.queue_url, "ReceiptHandle": each["ReceiptHandle"]}
            sqs.delete_message(**gone)
    return sent
