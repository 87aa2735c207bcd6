"""Which request led to a delivery: kept in its row, told in each line and in each message."""

import json

import boto3

from integrations.channels import SqsQueues
from integrations.ports import Pointer
from shared.cause import caused_by
from tests.integrations.builders import make_change
from tests.integrations.engine.worlds import Engine


def told(log_lines: list[str], message: str) -> list[str | None]:
    read = map(json.loads, log_lines)
    return [line.get("request_id") for line in read if line["message"] == message]


def test_a_delivery_keeps_the_request_that_led_to_its_event(log_lines):
    engine = Engine()

    with caused_by("req-1"):
        engine.dispatch(make_change())

    (delivery,) = engine.deliveries.rows.values()
    assert delivery.request_id == "req-1"
    assert set(told(log_lines, "event.dispatched")) == {"req-1"}


def test_a_message_of_the_sweeper_names_no_request_but_the_row_does(log_lines):
    engine = Engine()
    with caused_by("req-1"):
        engine.dispatch(make_change())

    engine.work()

    assert told(log_lines, "delivery.settled") == ["req-1"]


def test_what_no_request_led_to_names_none(log_lines):
    engine = Engine()

    engine.dispatch(make_change())
    engine.work()

    (delivery,) = engine.deliveries.rows.values()
    assert delivery.request_id is None
    assert told(log_lines, "delivery.settled") == [None]


def test_a_message_carries_the_request_beside_its_body(aws):
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]

    with caused_by("req-1"):
        SqsQueues({"webhook": url}, sqs).send([Pointer("dlv_1", 0, "int_1", "webhook")])

    (message,) = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    assert message["MessageAttributes"]["request_id"]["StringValue"] == "req-1"
    assert "req-1" not in message["Body"]
