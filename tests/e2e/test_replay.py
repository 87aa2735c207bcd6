"""Replays on the running stack: a new integration is given the past."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from local.stack import Stack
from tests.e2e.patience import until

CUSTOMER = {"name": "Анна", "phone": "+79000000077"}


@pytest.fixture(scope="module")
def admin(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def made(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def partner(admin: httpx.Client, stack: Stack, name: str, title: str) -> str:
    """Connect a partner who is told of one test's orders: others' may still be on their way."""
    body = {
        "kind": "webhook",
        "name": name,
        "event_types": ["order.created"],
        "payload": "thin",
        "settings": {"url": f"{stack.info.receiver}/{name}"},
        "filter": {"field": "order.title", "op": "eq", "value": title},
    }
    return str(made(admin.post("/v1/integrations", json=body))["id"])


def delivered(admin: httpx.Client, integration_id: str) -> Any:
    query = {"state": "delivered", "integration_id": integration_id}
    return made(admin.get("/v1/deliveries", params=query))["items"]


def wait(look: Callable[[], Any], what: str) -> Any:
    return until(look, within_s=60, what=what)


def test_a_new_integration_is_given_the_past_and_a_delivery_goes_out_again(
    stack: Stack, admin: httpx.Client
) -> None:
    began = datetime.now(UTC) - timedelta(seconds=1)
    title = f"Прошлое {uuid4().hex}"
    early = partner(admin, stack, "early", title)
    order = made(admin.post("/v1/orders", json={"title": title, "customer": CUSTOMER}))
    wait(lambda: delivered(admin, early), "told")
    late = partner(admin, stack, "late", title)
    window = {"from": began.isoformat(), "to": datetime.now(UTC).isoformat()}

    ask = {"filter": {"order": order["id"], **window}, "target_ids": [late]}
    replay = made(admin.post("/v1/replays", json=ask))

    def sent() -> int:
        stack.fire("IntegrationsSchedule", job="log")
        return int(made(admin.get(f"/v1/replays/{replay['id']}"))["progress"]["sent"])

    # The timer's own run may be at this very step: then that one takes it.
    assert wait(sent, "the replay's step") == 1
    (row,) = wait(lambda: delivered(admin, late), "replayed")
    assert (row["order_id"], row["replay_id"]) == (order["id"], replay["id"])
    again = made(admin.post(f"/v1/deliveries/{row['id']}/resend", json={}))
    wait(lambda: len(delivered(admin, late)) == 2, "sent again")
    detail = made(admin.get(f"/v1/deliveries/{again['id']}"))
    assert detail["resend_of"] == row["id"]
    assert '"path":"/v1/orders/' in detail["attempts"][0]["request_body"]
    shown = made(admin.get(f"/v1/integrations/{late}/statistics"))["whole"]
    assert (shown["delivered"], shown["success_rate"]) == (2, 1.0)
    missed = made(admin.get("/v1/undelivered", params={"integration_id": late}))
    assert missed["items"] == []


def test_orders_are_compared_with_what_was_told_of_them(stack: Stack, admin: httpx.Client) -> None:
    job = made(admin.post("/v1/reconciliations", json={}))

    def is_done() -> bool:
        stack.fire("IntegrationsSchedule", job="log")
        return bool(made(admin.get(f"/v1/reconciliations/{job['id']}"))["state"] == "done")

    wait(is_done, "the comparison")
    stack.fire("IntegrationsSchedule", job="reconcile")
    begun = {each["id"] for each in made(admin.get("/v1/reconciliations"))["items"]}
    # One a night: the timer's own may be there already.
    assert len(begun - {job["id"]}) >= 1
