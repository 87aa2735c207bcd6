"""Every recorded event runs through the code that gets its like on Lambda."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

from orders import handler, schedule, worker
from orders.items import LineItem
from shared.events import envelopes, read_change
from tests.http import Answer
from tests.orders.builders import FixedClock, make_technician, new_order
from tests.orders.conftest import in_dynamo

EVENTS = Path(__file__).resolve().parents[2] / "events" / "orders"
HTTP: dict[str, tuple[int, Callable[[Answer], bool]]] = {
    "http_create.json": (201, lambda made: made.json["total"]["amount"] == 225000),
    "http_filter.json": (200, lambda listed: listed.json["items"][0]["status"] == "new"),
    "http_list.json": (200, lambda listed: listed.json["items"][0]["id"] == "ord_1"),
    "http_payment.json": (201, lambda paid: paid.json["paid"]["amount"] == 100000),
    "http_transition.json": (200, lambda moved: moved.json["status"] == "in_progress"),
}
STREAM: dict[str, list[str]] = {
    "stream_created.json": ["order.created"],
    "stream_completed.json": ["order.updated", "order.updated", "order.completed"],
    "stream_reopened.json": ["order.updated", "order.reopened"],
}
TIMER: dict[str, dict[str, Any]] = {
    "schedule_auto_close.json": {"job": "auto-close", "closed": 0},
    "schedule_erase.json": {"job": "erase", "erased": 0},
    "schedule_import.json": {"job": "import", "sent_again": 0},
}
QUEUE: dict[str, dict[str, Any]] = {
    "sqs_import.json": {"batchItemFailures": []},
    "sqs_wish.json": {"batchItemFailures": []},
}


def recorded(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EVENTS / name).read_text())
    return found


@pytest.fixture
def stack(aws) -> None:
    """The room as it is wired for Lambda, with the order and the technician of the events."""
    stores = in_dynamo(boto3.client("dynamodb"), FixedClock())
    stores.directory.add_technician(make_technician())
    line = LineItem(kind="service", name="Ремонт", qty=1, unit_price=250_000, total=250_000)
    stores.orders.add(new_order(items=(line,)), customer=None, request=None)


def play(name: str) -> Answer:
    raw = handler.lambda_handler(recorded(name), None)
    return Answer(raw["statusCode"], raw["headers"], raw["body"])


def test_every_recorded_event_is_checked():
    assert {path.name for path in EVENTS.glob("*.json")} == {*HTTP, *STREAM, *TIMER, *QUEUE}


@pytest.mark.parametrize("name", HTTP)
def test_a_recorded_request_is_answered(stack, name):
    status, is_right = HTTP[name]

    answer = play(name)

    assert answer.status == status, answer.text
    assert is_right(answer)


@pytest.mark.parametrize("name", ["http_create.json", "http_payment.json"])
def test_a_recorded_request_is_repeated_byte_for_byte(stack, name):
    assert play(name).text == play(name).text


@pytest.mark.parametrize("name", STREAM)
def test_a_recorded_change_tells_its_events(name):
    changes = [read_change(record) for record in recorded(name)["Records"]]

    told = [event.type for change in changes if change for event in envelopes(change)]

    assert told == STREAM[name]


@pytest.mark.parametrize("name", TIMER)
def test_a_recorded_timer_runs_its_job(aws, name):
    assert schedule.lambda_handler(recorded(name), None) == TIMER[name]


@pytest.mark.parametrize("name", QUEUE)
def test_a_recorded_message_is_done_with(aws, name):
    assert worker.lambda_handler(recorded(name), None) == QUEUE[name]
