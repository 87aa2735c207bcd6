"""One request, all the way: from the API through stream and queue to the partner and the log."""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx

from local.stack import Stack
from tests.e2e.patience import until

# A function's lines come when it has ended, and the sender may end before who handed it the work.
TOLD = {"request.served", "event.dispatched", "delivery.settled"}


def made(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def lines(stack: Stack, name: str, value: str) -> list[dict[str, Any]]:
    """Read what all functions wrote under a request, or of a thing."""
    logs = stack.aws.client("logs")
    pages = logs.get_paginator("filter_log_events")
    groups = logs.describe_log_groups()["logGroups"]
    (group,) = [
        each["logGroupName"] for each in groups if each["logGroupName"].endswith("FunctionLog")
    ]
    return [
        json.loads(event["message"])
        # Without the pattern the emulator gives the oldest ten thousand lines and no next page.
        for page in pages.paginate(logGroupName=group, filterPattern=f'"{value}"')
        for event in page["events"]
        if f'"{name}":"{value}"' in event["message"]
    ]


class Nudge:
    """Calls functions again now and then while their lines are waited for.

    The emulator takes what a process has written within 50 ms of its answer; on a busy machine a
    line comes later, and is then taken with the process's next call, if there is one.
    """

    EVERY_S = 2.0

    def __init__(self, call: Callable[[], httpx.Response]) -> None:
        self._call = call
        self._next = time.monotonic() + self.EVERY_S

    def __call__(self) -> None:
        if time.monotonic() >= self._next:
            made(self._call())
            self._next = time.monotonic() + self.EVERY_S


def is_of(line: dict[str, Any], delivery_id: str) -> bool:
    """Tell whether a line is of a delivery or of none."""
    return line.get("delivery_id", delivery_id) == delivery_id


def hook(stack: Stack) -> dict[str, Any]:
    return {
        "kind": "webhook",
        "name": "Партнёр",
        "event_types": ["order.created"],
        "settings": {"url": f"{stack.info.receiver}/{uuid4().hex}"},
    }


def test_the_id_of_a_request_is_in_the_senders_line_and_in_the_row_of_the_attempt(
    stack: Stack,
) -> None:
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as api:
        integration = made(api.post("/v1/integrations", json=hook(stack)))
        customer = {"name": "Иван", "phone": "8 900 000-00-01"}
        wish = {"title": "Не греет", "customer": customer}
        order = made(api.post("/v1/orders", json=wish))

        def delivered() -> Any:
            query = {"integration_id": integration["id"]}
            items = made(api.get("/v1/deliveries", params=query))["items"]
            return next(
                (d for d in items if d["state"] == "delivered" and d["order_id"] == order["id"]),
                None,
            )

        delivery = until(delivered, within_s=60, what="the delivery")
        request_id = delivery["request_id"]
        (attempt,) = made(api.get(f"/v1/deliveries/{delivery['id']}"))["attempts"]

        nudge = Nudge(lambda: api.post("/v1/orders", json=wish))

        def told() -> Any:
            nudge()
            # Other partners were told of the same order under the same id.
            its = lines(stack, "request_id", request_id)
            found = {line["message"]: line for line in its if is_of(line, delivery["id"])}
            return found if found.keys() >= TOLD else None

        found = until(told, within_s=60, what="the lines of all three")

    assert attempt["request_id"] == request_id
    assert (found["request.served"]["method"], found["request.served"]["status"]) == ("POST", 201)
    assert found["request.served"]["route"].endswith("/v1/orders")
    assert found["event.dispatched"]["event_id"] == delivery["event_id"]
    assert found["delivery.settled"]["delivery_id"] == delivery["id"]


def test_the_id_of_a_request_is_in_the_line_of_the_export_that_it_asked_for(stack: Stack) -> None:
    headers = {"authorization": f"Bearer {stack.token().access}"}
    wish = {"kind": "orders", "from": "2026-01-01", "to": "2026-01-02"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as api:
        export = made(api.post("/v1/exports", json=wish))
        nudge = Nudge(lambda: api.post("/v1/exports", json=wish))

        def written() -> Any:
            nudge()
            its = lines(stack, "export_id", export["id"])
            return next((each for each in its if each["message"] == "export.written"), None)

        written_line = until(written, within_s=120, what="the line of the export's writing")
        request_id = written_line["request_id"]

        def served() -> Any:
            nudge()
            its = lines(stack, "request_id", request_id)
            return next((each for each in its if each["message"] == "request.served"), None)

        asked = until(served, within_s=60, what="the line of the request")
    assert (asked["method"], asked["status"]) == ("POST", 202)
    assert asked["route"].endswith("/v1/exports")
