"""A thousand rows through upload, queue and the worker's threads, over HTTP to the emulator."""

import os
from functools import cache
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import urlsplit

import boto3
import pytest

from orders import worker
from orders.handler import lambda_handler
from tests.http import call
from tests.orders.files.emulated import endpoint
from tests.orders.intake.fakes import csv_of, facts_of
from tests.tables import create_everything

__all__ = ["endpoint"]
ROWS = 1000
AGAIN = 200
CONTEXT = SimpleNamespace(get_remaining_time_in_millis=lambda: 300_000)


@cache
def made(endpoint: str) -> dict[str, str]:
    return create_everything()


@pytest.fixture
def emulated(endpoint, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    for name, value in made(endpoint).items():
        monkeypatch.setenv(name, value)


def imported(content):
    facts = facts_of(content).model_dump(include={"name", "bytes", "sha256"})
    answer = call(lambda_handler, "POST", "/v1/imports", body={"format": "csv", **facts}).json
    url = urlsplit(answer["upload"]["url"])
    connection = HTTPConnection(url.netloc, timeout=60)
    connection.request("PUT", f"{url.path}?{url.query}", content, answer["upload"]["headers"])
    assert connection.getresponse().status == 200
    connection.close()
    path = f"/v1/imports/{answer['id']}"
    assert call(lambda_handler, "POST", f"{path}/start").status == 202
    assert worker.lambda_handler({"Records": [queued()]}, CONTEXT) == {"batchItemFailures": []}
    return call(lambda_handler, "GET", path).json


def queued():
    """Take the one message off the queue, as Lambda gets it."""
    sqs, url = boto3.client("sqs"), os.environ["IMPORT_QUEUE_URL"]
    (message,) = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=2)["Messages"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    body = message["Body"]
    return {"messageId": "m", "body": body, "attributes": {"ApproximateReceiveCount": "1"}}


def test_a_thousand_rows_that_run_at_once_make_an_order_each_and_a_repeat_none(emulated):
    first, again = imported(csv_of(ROWS)), imported(csv_of(AGAIN))

    assert (first["state"], first["rows"], first["created"]) == ("done", ROWS, ROWS)
    assert (again["state"], again["unchanged"]) == ("done", AGAIN)
    key = f"imports/{first['id']}/result.csv"
    content = (
        boto3.client("s3").get_object(Bucket=os.environ["DATA_BUCKET"], Key=key)["Body"].read()
    )
    lines = content.decode("utf-8-sig").split("\r\n")[1:-1]
    assert len({line.split(";")[3] for line in lines}) == len(lines) == ROWS
