"""Which request led to an export: told in each line of its writing, and kept in its record."""

import json
from datetime import timedelta
from typing import Any

import boto3
import pytest

from analytics import handler, schedule, wiring, worker
from shared.clock import now
from tests.analytics.builders import Context, sqs_event
from tests.http import call

pytestmark = pytest.mark.usefixtures("room")
PERIOD = {"from": "2026-11-01", "to": "2026-11-30"}


def queued() -> dict[str, Any]:
    """Take the one message off the queue, as the event that Lambda makes of it."""
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="ExportQueue")["QueueUrl"]
    (taken,) = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=taken["ReceiptHandle"])
    event = sqs_event(taken["Body"])
    event["Records"][0]["messageAttributes"] = {
        name: {"stringValue": each["StringValue"], "dataType": each["DataType"]}
        for name, each in taken["MessageAttributes"].items()
    }
    return event


def lines(log_lines: list[str]) -> dict[str, Any]:
    return {line["message"]: line for line in map(json.loads, log_lines)}


def test_each_line_of_an_exports_writing_names_the_request_that_asked_for_it(
    log_lines: list[str],
) -> None:
    call(handler.lambda_handler, "POST", "/v1/exports", body={"kind": "orders", **PERIOD})

    worker.lambda_handler(queued(), None)

    told = lines(log_lines)
    assert told["request.served"]["request_id"] == "req-1"
    assert told["export.written"]["request_id"] == "req-1"


def test_an_export_whose_message_was_lost_still_names_its_own_request(
    log_lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call(handler.lambda_handler, "POST", "/v1/exports", body={"kind": "orders", **PERIOD})
    queued()
    monkeypatch.setattr(wiring.exports(), "_clock", lambda: now() + timedelta(days=1))

    schedule.lambda_handler({"job": "roll-up"}, Context())
    worker.lambda_handler(queued(), None)

    told = lines(log_lines)
    run = told["roll_up.finished"]
    assert (run["sent_again"], run["caused_by"]) == (1, "analytics.roll-up")
    assert run["request_id"] not in {"req-1", ""}
    assert told["export.written"]["request_id"] == "req-1"
    assert "caused_by" not in told["export.written"]
