"""One customer is erased everywhere: every item of every table and every object is read after."""

import base64
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from pyarrow import parquet

import analytics.handler
import analytics.schedule
import analytics.stream
import analytics.wiring
import analytics.worker
import feedback.handler
import feedback.schedule
import feedback.wiring
import integrations.engine.wiring
import integrations.handler
import integrations.schedule
import integrations.stream
import integrations.wiring
import orders.handler
import orders.schedule
import orders.wiring
from shared import clock
from tests.analytics.builders import queued, sqs_event
from tests.conftest import clear_caches
from tests.http import Answer, call
from tests.integrations.chain import new_records, work
from tests.integrations.receiver import Receiver
from tests.tables import resources

CONTEXT = SimpleNamespace(get_remaining_time_in_millis=lambda: 300_000)
PERSON = {
    "last_name": "Незабудкина",
    "first_name": "Акулина",
    "phones": ["+79000000077", "+79000000078"],
    "emails": ["akulina@mail.example"],
    "addresses": [{"type": "service", "text": "Сиреневая улица, 5"}],
    "notes": "перезвонить Акулине",
}
TRACES = ("незабудкин", "акулин", "900000007", "000-00-77", "akulina", "сиренев", "ромашк")
"""Pieces of the name, the telephones, the e-mail, the address and the comment."""
MOVES = (
    {"to": "in_progress", "reason": "Незабудкина просила"},
    {"to": "completed", "outcome": "resolved"},
)
ROOMS = (
    analytics.wiring,
    feedback.wiring,
    integrations.engine.wiring,
    integrations.wiring,
    orders.wiring,
)


class Company:
    """All rooms as they are wired, over AWS in process; the stream is carried by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self._seen: set[str] = set()
        self.queue = boto3.client("sqs").get_queue_url(QueueName="WebhookQueue")["QueueUrl"]

    def ask(self, room: Any, method: str, path: str, body: Any = None, **parts: Any) -> Any:
        answer: Answer = call(room.handler.lambda_handler, method, path, body=body, **parts)
        assert answer.status < 300, answer.text
        return answer.json

    def pass_by(self, **parts: float) -> None:
        """Let time go by for every room."""
        moment = clock.now() + timedelta(**parts)
        self._patch.setattr(clock, "now", lambda: moment)
        for wiring in ROOMS:
            if hasattr(wiring, "now"):
                self._patch.setattr(wiring, "now", lambda: moment)
        clear_caches()

    def carry(self) -> list[Any]:
        """Give the stream's new records to both rooms that read it; messages are sent."""
        records = list(new_records("OrdersTable", self._seen))
        for record in records:
            record["eventSourceARN"] = "arn:aws:dynamodb:us-east-1:0:table/Orders/stream/2026"
        integrations.stream.lambda_handler({"Records": records}, None)
        analytics.stream.lambda_handler({"Records": records}, None)
        work(self.queue)
        return records

    def roll_up(self) -> None:
        analytics.schedule.lambda_handler({"job": "roll-up"}, CONTEXT)
        for body in queued():
            analytics.worker.lambda_handler(sqs_event(body), None)

    def forget(self) -> dict[str, Any]:
        """Run the timers of all rooms; gives the record of the one erasure."""
        for room in (orders, feedback, integrations, orders):
            room.schedule.lambda_handler({"job": "erase"}, CONTEXT)
        (record,) = self.ask(orders, "GET", "/v1/erasures")["items"]
        return dict(record)


@pytest.fixture
def company(aws: None, monkeypatch: pytest.MonkeyPatch) -> Company:
    versioning = resources("AWS::S3::Bucket")["DataBucket"]["VersioningConfiguration"]
    s3 = boto3.client("s3")
    s3.put_bucket_versioning(Bucket="data", VersioningConfiguration=versioning)
    return Company(monkeypatch)


def lived(company: Company, partner: Receiver) -> str:
    """A customer with two orders, a rating, deliveries that were made and held, and exports."""
    for name in ("Склад", "Учёт"):
        wish = {
            "kind": "webhook",
            "name": name,
            "event_types": ["order.created", "order.updated", "order.completed"],
            "settings": {"url": partner.url},
        }
        made = company.ask(integrations, "POST", "/v1/integrations", wish)
    switch(company, made, "paused")
    person = company.ask(orders, "POST", "/v1/customers", PERSON)
    master = company.ask(orders, "POST", "/v1/technicians", {"name": "Борис Орлов"})
    for number in range(2):
        wish = {
            "title": "Котёл у Незабудкиной",
            "description": "Сиреневая, 5, звонить 8 900 000-00-77",
            "customer_id": person["id"],
            "technician_id": master["id"],
            "items": [{"name": "Выезд к Акулине", "unit_price": 150000}],
        }
        headers = {"idempotency-key": f"key-{number}"}
        order = company.ask(orders, "POST", "/v1/orders", wish, headers=headers)
    path = f"/v1/orders/{order['id']}/transitions"
    for move in MOVES:
        company.ask(orders, "POST", path, move)
        company.carry()
    link = company.ask(feedback, "POST", "/v1/feedback/links", {"order_id": order["id"]})["url"]
    said = {"rating": 2, "comment": "Ромашки потоптали, Незабудкина"}
    company.ask(feedback, "POST", link, said, actor=None)
    company.roll_up()
    return str(person["id"])


def test_after_an_erasure_no_trace_of_the_customer_is_left_anywhere(company, partner) -> None:
    customer_id = lived(company, partner)
    places = {where for where, _ in traces()}
    assert places == {"OrdersTable", "DirectoryTable", "FeedbackTable", "DeliveriesTable"}

    path = f"/v1/customers/{customer_id}/erasure"
    company.ask(orders, "POST", path, {"reason": "subject_request"})
    company.pass_by(minutes=2)
    company.forget()
    company.carry()
    company.roll_up()
    company.pass_by(minutes=2)
    early = company.forget()
    company.pass_by(hours=27)
    late = company.forget()

    assert list(traces()) == []
    assert [(early["state"], late["state"])] == [("running", "done")]
    done = {place["name"]: place for place in late["places"]}
    assert [place["state"] for place in done.values()] == ["done", "done"]
    assert done["feedback"]["rows"] == 1
    assert done["integrations"]["rows"] > 8
    rated = company.ask(feedback, "GET", "/v1/feedback")
    assert rated["summary"]["count"] == 1


def test_what_was_held_goes_out_without_the_person(company, partner) -> None:
    customer_id = lived(company, partner)
    company.ask(
        orders, "POST", f"/v1/customers/{customer_id}/erasure", {"reason": "subject_request"}
    )
    company.pass_by(minutes=2)
    company.forget()
    partner.got.clear()

    for each in company.ask(integrations, "GET", "/v1/integrations")["items"]:
        if each["state"] == "paused":
            switch(company, each, "enabled")
    integrations.schedule.lambda_handler({"job": "sweep"}, CONTEXT)
    work(company.queue)

    bodies = [json.loads(got.body) for got in partner.got]
    assert {body["type"] for body in bodies} >= {"order.created", "order.completed"}
    assert not [found for body in bodies for found in told_of(body)]


def switch(company: Company, integration: Any, state: str) -> None:
    path = f"/v1/integrations/{integration['id']}"
    headers = {"if-match": f'"{integration["version"]}"'}
    company.ask(integrations, "PATCH", path, {"state": state}, headers=headers)


@pytest.fixture
def partner() -> Iterator[Receiver]:
    """A partner who echoes what is personal."""
    with Receiver(answer="Незабудкина принята".encode()) as receiver:
        yield receiver


def traces() -> Iterator[tuple[str, str]]:
    """Find pieces of the person in every item of every table and every version of every object."""
    dynamo, s3 = boto3.client("dynamodb"), boto3.client("s3")
    for table in dynamo.list_tables()["TableNames"]:
        for page in dynamo.get_paginator("scan").paginate(TableName=table):
            for item in page["Items"]:
                yield from ((table, found) for found in told_of(item))
    for version in s3.list_object_versions(Bucket="data").get("Versions", []):
        key = version["Key"]
        wanted = {"Bucket": "data", "Key": key, "VersionId": version["VersionId"]}
        body = s3.get_object(**wanted)["Body"].read()
        yield from ((key, found) for found in told_of(readable(key, body)))


def told_of(value: Any) -> list[str]:
    text = plain(value).lower()
    return [trace for trace in TRACES if trace in text]


def plain(value: Any) -> str:
    """Write any value as text, whatever it is packed in."""
    if isinstance(value, bytes):
        try:
            return plain(zlib.decompress(value))
        except zlib.error:
            return value.decode("utf-8", "replace") + base64.b64encode(value).decode()
    if isinstance(value, dict):
        return " ".join(plain(each) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple):
        return " ".join(map(plain, value))
    text = str(value)
    # JSON inside a text may hide letters behind escapes.
    return text.encode().decode("unicode_escape", "replace") + text if "\\u" in text else text


def readable(key: str, body: bytes) -> Any:
    if key.endswith(".parquet"):
        return parquet.ParquetFile(io.BytesIO(body)).read().to_pylist()
    return gzip.decompress(body) if key.endswith(".gz") else body
