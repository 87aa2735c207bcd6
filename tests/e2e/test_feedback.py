"""Feedback on the running stack: the customer's page, the partner, the page of staff, its files."""

import csv
from typing import Any

import httpx
import pytest

from local.seed import environment
from local.stack import Stack
from shared.item import from_wire, unpack
from tests.e2e.test_main_job import Partner, complete, invoke, made, new_order

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def api(stack: Stack) -> Any:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=30) as client:
        yield client


def test_a_low_rating_reaches_the_partner_and_staff_answer_it(
    api: httpx.Client, stack: Stack
) -> None:
    partner = Partner(api, stack, "feedback.created", "feedback.low", "feedback.replied")
    order = new_order(api)
    complete(api, stack, order["id"])
    link = made(api.post("/v1/feedback/links", json={"order_id": order["id"]}))["url"]

    page = httpx.get(stack.info.api + link)
    sent = httpx.post(
        stack.info.api + link, content="rating=1&comment=%3DПлохо", headers=FORM, timeout=30
    )

    assert order["number"] in page.text
    assert "Спасибо" in sent.text
    low = partner.wait_for("feedback.low")
    assert (low["data"]["feedback"]["rating"], low["data"]["order"]["id"]) == (1, order["id"])
    assert partner.wait_for("feedback.created")["data"]["version"] == 1

    base = f"/v1/feedback/{order['id']}"
    made(api.put(f"{base}/reply", json={"text": "Извините, приедем завтра"}))
    made(api.put(f"{base}/follow-up", json={"state": "done"}))
    assert partner.wait_for("feedback.replied")["data"]["reply"]["text"].startswith("Извините")

    shown = made(api.get("/v1/feedback", params={"rating": 1, "follow_up": "done"}))
    row = next(each for each in shown["items"] if each["order_id"] == order["id"])
    assert row["technician_name"] == "Пётр"
    assert shown["errors"] == []
    assert shown["summary"]["recovery"]["recovered"] >= 1

    wish = {"rating": 1, "format": "csv"}
    asked = api.get("/v1/feedback/export", params=wish, headers={"accept": "application/json"})
    file = httpx.get(made(asked)["url"])
    lines = list(csv.reader(file.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert next(line for line in lines if line[-1] == order["id"])[6] == "'=Плохо"


def test_the_timer_plans_to_ask_about_a_completed_order(api: httpx.Client, stack: Stack) -> None:
    handler, job = "feedback.schedule.lambda_handler", {"job": "ask"}
    invoke(stack, handler, job)  # the first run ever only notes when asking began
    order = new_order(api)
    complete(api, stack, order["id"])

    invoke(stack, handler, job)

    found = stack.aws.client("dynamodb").get_item(
        TableName=environment(stack.aws)["FEEDBACK_TABLE"],
        Key={"pk": {"S": f"ASK#{order['id']}"}},
    )
    planned = unpack(from_wire(found["Item"])["doc"])
    assert (planned["state"], planned["technician"]["name"]) == ("planned", "Пётр")
