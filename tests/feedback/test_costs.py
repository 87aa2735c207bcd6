"""What a customer's answer asks of AWS, against docs/scale.md."""

import os
from datetime import timedelta

import boto3
import pytest

from feedback import handler
from feedback.storage import item_of
from orders.storage import order_item
from shared.answer_links import make_link
from shared.clock import now
from shared.item import to_wire
from shared.signing import seal_of
from tests.feedback.builders import make_feedback
from tests.http import ADMIN, call
from tests.metering import Meters, hold, installed
from tests.orders.builders import order_in

ANSWERS = 60


@pytest.fixture
def meters(aws: None, monkeypatch: pytest.MonkeyPatch) -> Meters:
    return installed(monkeypatch)


def completed(n: int) -> str:
    """Keep an order that was completed an hour ago; give its link."""
    at = now() - timedelta(hours=1)
    order = order_in("completed", id=f"ord_{n}", number=str(n), created_at=at, updated_at=at)
    order = order.model_copy(update={"completed_at": at, "last_completed_at": at})
    item = to_wire(order_item(order, 1))
    boto3.client("dynamodb").put_item(TableName="OrdersTable", Item=item)
    return make_link(seal_of(os.environ["SIGNING_SECRET_ID"]), order.id, now())[0]


def look(link: str) -> None:
    assert call(handler.lambda_handler, "GET", link, actor=None).status == 200


def answer(link: str, rating: int = 5) -> None:
    said = {"rating": rating, "comment": "Быстро и чисто"}
    assert call(handler.lambda_handler, "POST", link, body=said, actor=None).status == 200


def test_a_customer_opens_the_form_and_answers(meters: Meters) -> None:
    look(completed(0))
    link = completed(1)

    hold("the form behind a link", meters.spent(lambda: look(link)))
    hold("an answer", meters.spent(lambda: answer(link)))
    hold("an answer, changed", meters.spent(lambda: answer(link, 4)))


def test_staff_see_a_page_of_answers_with_all_figures(meters: Meters) -> None:
    for n in range(ANSWERS):
        made = make_feedback(n % 5 + 1, order_id=f"ord_{n}", at=now() - timedelta(hours=n))
        item = to_wire(item_of(made))
        boto3.client("dynamodb").put_item(TableName="FeedbackTable", Item=item)

    def page() -> None:
        assert call(handler.lambda_handler, "GET", "/v1/feedback", actor=ADMIN).status == 200

    hold("a page of 60 answers with figures", meters.spent(page))
