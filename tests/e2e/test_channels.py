"""SMS and Telegram on the running stack: a completed order reaches the customer's telephone."""

import json
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from local.stack import Stack
from tests.e2e.patience import until

CHAT = 900000001
BOT_TOKEN = "900000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
PHONE = "+79000000042"


@pytest.fixture(scope="module")
def admin(stack: Stack) -> Any:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def made(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def received(stack: Stack, path: str) -> list[dict[str, Any]]:
    answer = httpx.get(f"{stack.info.receiver}/_received", params={"path": path}, timeout=60)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def integration(admin: httpx.Client, kind: str, **fields: Any) -> Any:
    body = {
        "kind": kind,
        "name": f"Клиентам: {kind}",
        "event_types": ["order.completed"],
        "messaging": {"audience": "customer", "consent": "unless_withdrawn"},
        **fields,
    }
    return made(admin.post("/v1/integrations", json=body))


def complete(admin: httpx.Client, order_id: str) -> None:
    technician = made(admin.post("/v1/technicians", json={"name": "Пётр"}))["id"]
    for move in (
        {"to": "in_progress", "technician_id": technician},
        {"to": "completed", "outcome": "resolved"},
    ):
        made(admin.post(f"/v1/orders/{order_id}/transitions", json=move))


def delivered(admin: httpx.Client, integration_id: str) -> Any:
    found = made(admin.get("/v1/deliveries", params={"integration_id": integration_id}))["items"]
    return next((each for each in found if each["state"] == "delivered"), None)


def channels(admin: httpx.Client, stack: Stack) -> tuple[Any, Any]:
    sms = integration(
        admin,
        "sms",
        settings={
            "provider": "smsc",
            "login": "naryad",
            "base_url": f"{stack.info.receiver}/smsc",
            "translit": True,
        },
        credentials={"secret": "s3cret"},
    )
    bot = integration(
        admin,
        "telegram",
        settings={"bot_name": "naryad_bot", "base_url": f"{stack.info.receiver}/telegram"},
        credentials={"token": BOT_TOKEN},
    )
    return sms, bot


def test_a_completed_order_comes_by_sms_and_by_the_bot_that_the_customer_has_started(
    admin: httpx.Client, stack: Stack
) -> None:
    sms, bot = channels(admin, stack)
    body = {"title": "Не греет", "customer": {"name": "Иван", "phone": PHONE}}
    order = made(admin.post("/v1/orders", json=body))
    customer = order["customer"]["id"]

    joined = made(admin.post(f"/v1/integrations/{bot['id']}/chat-webhook"))
    told = json.loads(received(stack, f"/telegram/bot{BOT_TOKEN}/setWebhook")[-1]["body"])
    link = made(admin.post(f"/v1/chat-links/customers/{customer}/{bot['id']}"))["url"]
    start = {"message": {"chat": {"id": CHAT}, "text": f"/start {link.partition('=')[2]}"}}
    proof = {"x-telegram-bot-api-secret-token": told["secret_token"]}
    answered = httpx.post(told["url"], json=start, headers=proof, timeout=60)
    (linked,) = [
        each
        for each in made(admin.get(f"/v1/chat-links/customers/{customer}"))["items"]
        if each["integration_id"] == bot["id"]
    ]
    complete(admin, order["id"])

    assert (joined["ok"], joined["url"]) == (True, told["url"])
    assert answered.json()["method"] == "sendMessage"
    assert linked["linked_at"] is not None
    sent = until(
        lambda: received(stack, f"/telegram/bot{BOT_TOKEN}/sendMessage"), within_s=60, what="bot"
    )
    message = json.loads(sent[0]["body"])
    assert (message["chat_id"], message["parse_mode"]) == (CHAT, "HTML")
    assert order["number"] in message["text"]

    def text() -> Any:
        forms = [parse_qs(each["body"]) for each in received(stack, "/smsc/sys/send.php")]
        return next((form for form in forms if form["phones"] == [PHONE]), None)

    form = until(text, within_s=60, what="the text message")
    assert order["number"] in form["mes"][0]
    assert form["mes"][0].isascii()
    told_of(admin, sms["id"])
    assert admin.delete(f"/v1/chat-links/customers/{customer}/{bot['id']}").status_code == 204


def told_of(admin: httpx.Client, integration_id: str) -> None:
    """The gateway tells that the text has arrived, and the log says so."""
    delivery = until(
        lambda: delivered(admin, integration_id), within_s=60, what="the delivery in the log"
    )
    whole = made(admin.get(f"/v1/deliveries/{delivery['id']}"))
    number = json.loads(whole["attempts"][0]["response_body"])["id"]
    url = made(admin.get(f"/v1/integrations/{integration_id}/callback"))["url"]

    def arrived() -> Any:
        word = {"id": number, "phone": PHONE, "status": "1"}
        httpx.post(url, data=word, timeout=60).raise_for_status()
        found = delivered(admin, integration_id)
        return found if found["provider_status"] else None

    shown = until(arrived, within_s=60, what="the gateway's word in the log")
    assert shown["provider_status"]["state"] == "delivered"
