"""Feedback on the running stack: the customer's page, the partner, the page of staff, its files."""

import csv
import re
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from local.stack import Stack
from tests.e2e.patience import until
from tests.e2e.test_main_job import Partner, complete, invoke, made, new_order

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def api(stack: Stack) -> Any:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def test_a_low_rating_reaches_the_partner_and_staff_answer_it(
    api: httpx.Client, stack: Stack
) -> None:
    partner = Partner(api, stack, "feedback.created", "feedback.low", "feedback.replied")
    order = new_order(api)
    complete(api, stack, order["id"])
    link = made(api.post("/v1/feedback/links", json={"order_id": order["id"]}))["url"]

    page = httpx.get(stack.info.api + link, timeout=60)
    sent = httpx.post(
        stack.info.api + link, content="rating=1&comment=%3DПлохо", headers=FORM, timeout=60
    )

    assert order["number"] in page.text
    assert "Спасибо" in sent.text
    low = partner.wait_for("feedback.low", order)
    assert low["data"]["feedback"]["rating"] == 1
    assert partner.wait_for("feedback.created", order)["data"]["version"] == 1

    base = f"/v1/feedback/{order['id']}"
    made(api.put(f"{base}/reply", json={"text": "Извините, приедем завтра"}))
    made(api.put(f"{base}/follow-up", json={"state": "done"}))
    replied = partner.wait_for("feedback.replied", order)
    assert replied["data"]["reply"]["text"].startswith("Извините")

    shown = made(api.get("/v1/feedback", params={"rating": 1, "follow_up": "done"}))
    row = next(each for each in shown["items"] if each["order_id"] == order["id"])
    assert row["technician_name"] == "Пётр"
    assert shown["errors"] == []
    assert shown["summary"]["recovery"]["recovered"] >= 1

    wish = {"rating": 1, "format": "csv"}
    asked = api.get("/v1/feedback/export", params=wish, headers={"accept": "application/json"})
    file = httpx.get(made(asked)["url"], timeout=60)
    lines = list(csv.reader(file.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert next(line for line in lines if line[-1] == order["id"])[6] == "'=Плохо"


def ask(stack: Stack) -> None:
    """Let the timer's job run once."""
    invoke(stack, "feedback.schedule.lambda_handler", {"job": "ask"})


def sms_to_customers(api: httpx.Client, stack: Stack) -> None:
    settings = {"provider": "smsc", "login": "naryad", "base_url": f"{stack.info.receiver}/smsc"}
    body = {
        "kind": "sms",
        "name": "Клиентам: просим оценить",
        "event_types": ["feedback.requested"],
        "messaging": {"audience": "customer", "consent": "unless_withdrawn"},
        "settings": settings,
        "credentials": {"secret": "s3cret"},
    }
    made(api.post("/v1/integrations", json=body))


def link_sent_to(stack: Stack, phone: str) -> str | None:
    """Find the link in the text that the customer's telephone got."""
    query = {"path": "/smsc/sys/send.php"}
    answer = httpx.get(f"{stack.info.receiver}/_received", params=query, timeout=60)
    forms = [parse_qs(each["body"]) for each in answer.json()["items"]]
    # Another integration may tell the same telephone, before or after, that the work is done.
    texts = (form["mes"][0] for form in forms if form["phones"] == [phone])
    found = filter(None, (re.search(r"https?://\S+/f/[^\s]+", text) for text in texts))
    return next((each.group() for each in found), None)


def test_a_completed_order_asks_the_customer_by_sms_and_the_rating_moves_the_chart(
    api: httpx.Client, stack: Stack
) -> None:
    ask(stack)  # the first run ever only notes when asking began
    sms_to_customers(api, stack)
    partner = Partner(api, stack, "feedback.created")
    phone = "+79000000043"
    order = new_order(api, customer={"name": "Мария Снегирёва", "phone": phone})
    served = complete(api, stack, order["id"])["technician"]["id"]
    asked = f"/v1/feedback/orders/{order['id']}"

    def is_handed() -> bool:
        ask(stack)
        request = made(api.get(asked))["request"]
        return bool(request and request["state"] in {"handed", "sent"})

    until(is_handed, within_s=60, what="the request is handed over")
    link = until(lambda: link_sent_to(stack, phone), within_s=120, what="the text message")

    def is_sent() -> Any:
        ask(stack)
        request = made(api.get(asked))["request"]
        return request if request["state"] == "sent" else None

    request = until(is_sent, within_s=60, what="the request counts as sent")
    assert (request["channel"], request["delivered_at"] is not None) == ("sms", True)

    form = httpx.get(link, timeout=60)
    sent = httpx.post(link, content="rating=5&nps=10&quality=4", headers=FORM, timeout=60)

    assert 'name="nps"' in form.text
    assert len(form.content) <= 20 * 1024
    assert "Спасибо" in sent.text
    created = partner.wait_for("feedback.created", order)["data"]["feedback"]
    assert (created["rating"], created["nps"], created["technician_id"]) == (5, 10, served)
    (row,) = made(api.get("/v1/feedback", params={"technician_id": served}))["items"]
    assert (row["order_id"], row["sub_ratings"]["quality"]) == (order["id"], 4)
    rate = rates(api)[served]["all"]
    assert (rate["asked"], rate["answered"]) == (1, 1)


def rates(api: httpx.Client) -> dict[str, Any]:
    """Give the response rate of each technician who was rated or asked for."""
    answer = made(api.get("/v1/feedback", params={"limit": 1}))
    return {each["id"]: each["responses"] for each in answer["technicians"]["items"]}
