"""Letters on the running stack: an order is completed, and a mail server has the letters."""

from typing import Any

import httpx
import pytest

from local.stack import Stack
from tests.e2e.patience import until
from tests.e2e.test_channels import complete, made
from tests.integrations.mail.server import MailServer

MARIA = "maria-of-the-mail@example.com"
BOSS = "boss-of-the-mail@example.com"
ASKING = {"subject": "Готово", "text": "Оцените: {feedback.link}"}
OWN = {"subject": "Готово: {order.number}", "text": "{customer.name}, заказ {order.number} готов."}


@pytest.fixture(scope="module")
def admin(stack: Stack) -> Any:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def letters(admin: httpx.Client, port: int, **messaging: Any) -> str:
    body = {
        "kind": "email",
        "name": "Письма",
        "event_types": ["order.completed"],
        "settings": {
            "from_address": "service@naryad.example",
            "host": "127.0.0.1",
            "port": port,
            "security": "none",
        },
        "messaging": messaging,
    }
    return str(made(admin.post("/v1/integrations", json=body))["id"])


def delivery_of(admin: httpx.Client, integration_id: str, state: str) -> Any:
    found = made(admin.get("/v1/deliveries", params={"integration_id": integration_id}))["items"]
    return next((each for each in found if each["state"] == state), None)


def test_a_completed_order_is_written_about_to_customer_and_boss_each_as_was_chosen(
    admin: httpx.Client, stack: Stack
) -> None:
    with MailServer(is_tls_first=False) as server:
        to_customer = letters(admin, server.port, consent="unless_withdrawn")
        to_boss = letters(admin, server.port, audience="list", recipients=[BOSS])
        careful = letters(admin, server.port, consent="required")
        for integration_id, own in ((to_boss, OWN), (to_customer, ASKING)):
            path = f"/v1/integrations/{integration_id}/templates/order.completed/ru"
            made(admin.put(path, json=own, headers={"if-match": '"0"'}))
        customer = made(admin.post("/v1/customers", json={"name": "Мария", "emails": [MARIA]}))[
            "id"
        ]
        body = {"title": "Не греет", "customer_id": customer}
        order = made(admin.post("/v1/orders", json=body))
        complete(admin, order["id"])

        until(lambda: len(server.letters) == 2, within_s=60, what="two letters")
        skipped = until(
            lambda: delivery_of(admin, careful, "skipped"), within_s=60, what="the skipped one"
        )

    by_address = {str(letter["To"]): letter for letter in server.letters}
    assert by_address[BOSS]["Subject"] == f"Готово: {order['number']}"
    text = by_address[MARIA].get_body(("plain",)).get_content()
    assert f"{stack.info.web}/f/" in text
    assert "/f/" not in by_address[BOSS].get_body(("plain",)).get_content()
    assert skipped["attempt_count"] == 0
    link = text.partition("/f/")[2].split()[0]
    assert httpx.get(f"{stack.info.api}/f/{link}", timeout=60).status_code == 200
    until(lambda: delivery_of(admin, to_customer, "delivered"), within_s=60, what="the log")
    for each in (to_customer, to_boss, careful):
        admin.delete(f"/v1/integrations/{each}")
