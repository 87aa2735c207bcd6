"""Which request led to an import or a wish: told in the worker's lines, kept in the orders."""

import json

import boto3

from integrations.onec.posting import SqsWishes
from orders import worker
from shared.cause import caused_by
from tests.integrations.onec.test_storage import wish
from tests.orders.intake.fakes import Room, csv_of
from tests.orders.intake.moto_in_turn import in_turn
from tests.orders.intake.test_routes import CONTEXT, EVENT, OK, post, uploaded

__all__ = ["in_turn"]


def taken(queue):
    """Take the one message off a queue, as the event that Lambda makes of it."""
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    (message,) = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    event = json.loads(EVENT.read_text())
    event["Records"][0]["body"] = message["Body"]
    event["Records"][0]["messageAttributes"] = {
        name: {"stringValue": each["StringValue"], "dataType": each["DataType"]}
        for name, each in message["MessageAttributes"].items()
    }
    return event


def told(log_lines, message):
    (line,) = (each for each in map(json.loads, log_lines) if each["message"] == message)
    return line["request_id"]


def test_an_imports_line_and_its_orders_name_the_request_that_started_it(aws, in_turn, log_lines):
    post(f"{uploaded(csv_of(3))}/start")

    assert worker.lambda_handler(taken("ImportQueue"), CONTEXT) == OK

    assert told(log_lines, "import.worked_on") == "req-1"
    items = boto3.client("dynamodb").scan(TableName="OrdersTable")["Items"]
    orders = [each for each in items if each["pk"]["S"].startswith("ORDER#")]
    assert [each["request_id"] for each in orders] == [{"S": "req-1"}] * 3


def test_an_import_that_the_timer_queues_again_keeps_the_request_that_started_it():
    room = Room()
    with caused_by("req-1"):
        room.started(csv_of(1))
    room.clock.pass_by(minutes=46)

    with caused_by("run-1", job="orders.import"):
        assert room.imports.send_again() == 1

    assert room.queue.causes == ["req-1", "req-1"]


def test_a_wishs_line_names_the_request_that_brought_it(aws, log_lines):
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="OrderWishQueue")["QueueUrl"]
    with caused_by("req-1"):
        SqsWishes(sqs, url).send([wish()])

    assert worker.lambda_handler(taken("OrderWishQueue"), CONTEXT) == OK

    assert told(log_lines, "wish.followed") == "req-1"
