"""A company whose tables are restored: all rooms as they are wired, over AWS in process."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

import analytics.handler
import analytics.schedule
import analytics.stream
import analytics.worker
import feedback.handler
import feedback.schedule
import integrations.handler
import integrations.schedule
import integrations.stream
import orders.handler
import orders.schedule
from integrations.access.wiring import key_identity
from local.filters import parse, wants
from shared import clock
from tests.analytics.builders import queued, sqs_event
from tests.conftest import clear_caches
from tests.http import Answer, call
from tests.integrations.chain import as_lambda, work
from tests.rehearsal.aws import NAMES
from tests.tables import setting_name, template

CONTEXT = SimpleNamespace(get_remaining_time_in_millis=lambda: 300_000)
TOLD = ("OrdersTable", "FeedbackTable")


class Time:
    """Stands for the class by which shared.clock tells the time; it stands still."""

    def __init__(self) -> None:
        self.moment = clock.now()

    def now(self, _: tzinfo) -> datetime:
        return self.moment

    def fromisoformat(self, text: str) -> datetime:
        return datetime.fromisoformat(text)


class Company:
    """All rooms as they are wired; streams, queues and timers are carried by hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self._seen: set[str] = set()
        self._time = Time()
        patch.setattr(clock, "datetime", self._time)
        self.tables = {name: name for name in NAMES}
        self.queue = boto3.client("sqs").get_queue_url(QueueName="WebhookQueue")["QueueUrl"]

    def try_to(self, room: Any, method: str, path: str, body: Any = None, **parts: Any) -> Answer:
        return call(room.handler.lambda_handler, method, path, body=body, **parts)

    def ask(self, room: Any, method: str, path: str, body: Any = None, **parts: Any) -> Any:
        answer = self.try_to(room, method, path, body, **parts)
        assert answer.status < 300, answer.text
        return answer.json if answer.text else None

    def edit(self, order: Mapping[str, Any], **fields: Any) -> Any:
        order = self.ask(orders, "GET", f"/v1/orders/{order['id']}")
        headers = {"if-match": f'"{order["version"]}"'}
        return self.ask(orders, "PATCH", f"/v1/orders/{order['id']}", fields, headers=headers)

    def all_orders(self) -> dict[str, Any]:
        listed = self.ask(orders, "GET", "/v1/orders", query={"limit": 200})["items"]
        return {row["id"]: self.ask(orders, "GET", f"/v1/orders/{row['id']}") for row in listed}

    def lets_in(self, key: str) -> bool:
        """Whether the authorizer takes a key."""
        return key_identity().by_key(key, "192.0.2.1").kind == "key"

    def pass_by(self, **parts: float) -> datetime:
        """Let time go by for every room; gives the moment."""
        # What was written at one moment is never taken for what was written at the next.
        self._time.moment += timedelta(milliseconds=1, **parts)
        return self._time.moment

    def carry(self, *, lost: str = "-") -> None:
        """Give the streams' new records to who reads them, but for those of an order that is lost.

        Messages of webhooks are sent.
        """
        self.tell(lost=lost)
        work(self.queue)

    def tell(self, *, lost: str = "-") -> None:
        """Give the streams' new records to who reads them; messages wait."""
        for name in TOLD:
            records = [each for each in self._records(name) if lost not in _key(each)]
            integrations.stream.lambda_handler({"Records": records}, None)
            analytics.stream.lambda_handler({"Records": records}, None)

    def minute(self) -> None:
        """Run the timers of a minute: the sweep, and the log's comparisons and replays."""
        for job in ("sweep", "log"):
            integrations.schedule.lambda_handler({"job": job}, CONTEXT)
        work(self.queue)

    def forget(self) -> Any:
        """Run the timers by which the rooms erase; gives the records."""
        for room in (orders, feedback, integrations, orders):
            room.schedule.lambda_handler({"job": "erase"}, CONTEXT)
        return self.ask(orders, "GET", "/v1/erasures")["items"]

    def roll_up(self) -> None:
        analytics.schedule.lambda_handler({"job": "roll-up"}, CONTEXT)
        for body in queued():
            done = analytics.worker.lambda_handler(sqs_event(body), None)
            assert done == {"batchItemFailures": []}

    def swap(self, parameters: Mapping[str, str]) -> None:
        """Let all functions use restored tables, as a deployment does."""
        self.tables |= {name: parameters[name] for name in NAMES if name in parameters}
        for name, table in self.tables.items():
            self._patch.setenv(setting_name(name), table)
        clear_caches()

    def _records(self, name: str) -> Iterator[dict[str, Any]]:
        function = template()["Resources"]["IntegrationsStream"]["Properties"]
        mapping = function["Events"][f"{name.removesuffix('sTable').removesuffix('Table')}Changes"]
        filters = mapping["Properties"]["FilterCriteria"]["Filters"]
        wanted = parse(each["Pattern"] for each in filters)
        client = boto3.client("dynamodbstreams")
        (found,) = client.list_streams(TableName=self.tables[name])["Streams"]
        arn = found["StreamArn"]
        for shard in client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
            where = {"ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
            place = client.get_shard_iterator(StreamArn=arn, **where)["ShardIterator"]
            for record in client.get_records(ShardIterator=place)["Records"]:
                ready = as_lambda(record) | {"eventSourceARN": arn}
                mark = f"{arn} {ready['dynamodb']['SequenceNumber']}"
                if mark not in self._seen and wants(wanted, ready):
                    yield ready
                self._seen.add(mark)


def _key(record: Mapping[str, Any]) -> str:
    return str(record["dynamodb"]["Keys"]["pk"]["S"])
