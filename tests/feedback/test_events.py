"""Every recorded event runs through the room as it is wired for Lambda."""

import json
from collections.abc import Callable
from pathlib import Path

import boto3
import pytest

from feedback import handler, schedule, wiring
from shared import clock
from shared.settings import settings
from shared.table import Table
from tests.feedback.builders import make_order, order_item
from tests.http import Answer

FOLDER = Path(__file__).resolve().parents[2] / "events" / "feedback"
KEY = "the key of the recorded events"


@pytest.fixture
def deployed(aws: None) -> None:
    boto3.client("secretsmanager").put_secret_value(
        SecretId=settings().signing_secret_id, SecretString=KEY
    )
    completed = make_order(completed_at=clock.now())
    Table("OrdersTable", boto3.client("dynamodb")).put(order_item(completed))


def play(name: str) -> Answer:
    raw = handler.lambda_handler(json.loads((FOLDER / f"{name}.json").read_text()), None)
    return Answer(raw["statusCode"], raw["headers"], raw["body"])


class InTime:
    """Lambda's context with time to spare."""

    def get_remaining_time_in_millis(self) -> int:
        return 50_000


CHECKS: dict[str, tuple[int, Callable[[Answer], bool]]] = {
    "page-get": (200, lambda page: "Заявка № 1042" in page.text),
    "page-expired": (410, lambda page: "Срок действия ссылки истёк." in page.text),
    "answer-form": (200, lambda page: "Спасибо! Оценка сохранена." in page.text),
    "answer-json": (200, lambda taken: taken.json["comment"] == "Всё починили"),
    "link-create": (201, lambda made: made.json["url"].startswith("/f/")),
    "list": (200, lambda listed: listed.json["summary"]["count"] == 0),
}


def test_every_recorded_event_is_checked():
    assert {path.stem for path in FOLDER.glob("*.json")} == {
        *CHECKS,
        "schedule-erase",
        "schedule-ask",
    }


def test_the_timer_s_event_finds_nobody_to_forget(deployed):
    event = json.loads((FOLDER / "schedule-erase.json").read_text())

    assert schedule.lambda_handler(event, None) == {"job": "erase", "forgotten": 0}
    with pytest.raises(ValueError, match="job sweep is not one of ask, erase"):
        schedule.lambda_handler({"job": "sweep"}, None)


def test_the_timer_s_other_event_begins_the_search_for_completed_orders(deployed):
    event = json.loads((FOLDER / "schedule-ask.json").read_text())

    assert schedule.lambda_handler(event, InTime()) == {
        "job": "ask",
        "planned": 0,
        "handed": 0,
        "sent": 0,
        "lost": 0,
        "reminded": 0,
        "over": 0,
    }
    assert wiring.requests().reached() is not None


@pytest.mark.parametrize("name", CHECKS)
def test_a_recorded_event_is_answered(deployed, name):
    status, is_right = CHECKS[name]

    answer = play(name)

    assert answer.status == status
    assert is_right(answer)


def test_an_answer_by_the_page_is_in_the_list_at_once(deployed):
    play("answer-form")

    listed = play("list").json

    assert [(row["order_number"], row["rating"]) for row in listed["items"]] == [("1042", 4)]
