"""The main job on the running stack, from the order by API to finance's file in S3."""

import csv
import hashlib
import io
import json
from typing import Any
from uuid import uuid4

import httpx
import pytest
from standardwebhooks import Webhook

from local.stack import Stack
from tests.e2e.days import day_of
from tests.e2e.patience import until


@pytest.fixture(scope="module")
def api(stack: Stack) -> Any:
    headers = {"authorization": f"Bearer {stack.info.api_key}"}
    with httpx.Client(base_url=stack.info.api, headers=headers, timeout=60) as client:
        yield client


def made(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


class Partner:
    """A webhook of our own at the stack's receiver, and what has come to it."""

    def __init__(self, api: httpx.Client, stack: Stack, *event_types: str, path: str = "") -> None:
        self.path = f"/{uuid4().hex}{path}"
        self.receiver = stack.info.receiver
        body = {
            "kind": "webhook",
            "name": "Партнёр",
            "event_types": event_types,
            "settings": {"url": self.receiver + self.path},
        }
        self.integration = made(api.post("/v1/integrations", json=body))

    def received(self, event_type: str, order_id: str) -> dict[str, Any] | None:
        """Give the first request of a type about an order that has come, its signature verified.

        What was done before there was this partner may still be on its way, to this one as well.
        """
        answer = httpx.get(f"{self.receiver}/_received", params={"path": self.path}, timeout=60)
        for request in answer.json()["items"]:
            verifier = Webhook(self.integration["secret"])
            event: dict[str, Any] = verifier.verify(request["body"], request["headers"])
            if (event["type"], event["data"]["order"]["id"]) == (event_type, order_id):
                assert request["headers"]["webhook-id"] == event["id"]
                return event
        return None

    def wait_for(self, event_type: str, order: Any) -> dict[str, Any]:
        """Wait until an event of a type has come about an order."""
        return until(lambda: self.received(event_type, order["id"]), within_s=60, what=event_type)

    def delivery(self, api: httpx.Client, order: Any) -> dict[str, Any] | None:
        """Give what the log has of an order's delivery to this partner."""
        query = {"integration_id": self.integration["id"]}
        items = made(api.get("/v1/deliveries", params=query))["items"]
        return next((each for each in items if each["order_id"] == order["id"]), None)


def new_order(api: httpx.Client, **fields: Any) -> Any:
    body = {"title": "Не греет", "customer": {"name": "Иван", "phone": "8 900 000-00-01"}, **fields}
    return made(api.post("/v1/orders", json=body))


def complete(api: httpx.Client, stack: Stack, order_id: str) -> Any:
    admin = {"authorization": f"Bearer {stack.token().access}"}
    taken_on = api.post("/v1/technicians", json={"name": "Пётр"}, headers=admin)
    technician = made(taken_on)["id"]
    moves = [
        {"to": "in_progress", "technician_id": technician},
        {"to": "completed", "outcome": "resolved"},
    ]
    return [made(api.post(f"/v1/orders/{order_id}/transitions", json=move)) for move in moves][-1]


def test_an_order_by_api_reaches_the_partner_signed_and_is_logged(
    api: httpx.Client, stack: Stack
) -> None:
    partner = Partner(api, stack, "order.created")

    order = new_order(api)

    event = partner.wait_for("order.created", order)
    assert event["data"]["version"] == 1

    def logged() -> Any:
        found = partner.delivery(api, order)
        return found if found and found["state"] == "delivered" else None

    delivery = until(logged, within_s=60, what="the delivery in the log")
    (attempt,) = delivery["attempts"]
    assert delivery["event_id"] == event["id"]
    assert attempt["status"] == 200
    assert attempt["bytes_sent"] > 0
    assert attempt["duration_ms"] >= 0
    assert attempt["error"] is None


def test_updates_and_completion_reach_the_partner(api: httpx.Client, stack: Stack) -> None:
    partner = Partner(api, stack, "order.updated", "order.completed")
    order = new_order(api)

    edit = {"json": {"priority": "urgent"}, "headers": {"if-match": '"1"'}}
    made(api.patch(f"/v1/orders/{order['id']}", **edit))
    updated = partner.wait_for("order.updated", order)
    complete(api, stack, order["id"])
    completed = partner.wait_for("order.completed", order)

    assert updated["data"]["changed_fields"] == ["priority"]
    assert completed["data"]["order"]["status"] == "completed"


def test_a_partner_that_fails_is_tried_again_under_the_same_id(
    api: httpx.Client, stack: Stack
) -> None:
    partner = Partner(api, stack, "order.created", path="/status/503")
    order = new_order(api)

    def tried_twice() -> Any:
        found = partner.delivery(api, order)
        return found if found and found["attempt_count"] == 2 else None

    delivery = until(tried_twice, within_s=60, what="the second attempt")

    query = {"path": partner.path}
    came = httpx.get(f"{partner.receiver}/_received", params=query, timeout=60).json()["items"]
    its = [each for each in came if json.loads(each["body"])["data"]["order"]["id"] == order["id"]]
    assert {each["headers"]["webhook-id"] for each in its} == {delivery["event_id"]}
    assert [each["status"] for each in delivery["attempts"]] == [503, 503]
    assert delivery["state"] == "retrying"


def test_the_day_is_rolled_up_and_exported_with_a_manifest(api: httpx.Client, stack: Stack) -> None:
    items = [{"name": "Ремонт", "qty": "1.5", "unit_price": 200_000}]
    order = complete(api, stack, new_order(api, items=items)["id"])
    s3 = stack.aws.client("s3")

    def rolled_up() -> Any:
        invoke(stack, "analytics.schedule.lambda_handler", {"job": "roll-up"})
        day = day_of(order["completed_at"]).isoformat()
        range_ = {"from": day, "to": day}
        tiles = made(api.get("/v1/analytics/overview", params=range_))["tiles"]
        # The value of a day that runs leaves its last hour out; its point in the series does not.
        found = {tile["kpi"]: tile["series"][0]["value"] for tile in tiles if tile["series"]}
        return found if (found["revenue"] or 0) >= 300_000 else None

    day = until(rolled_up, within_s=60, what="the day's roll-up")
    assert day["completed"] >= 1

    def exported() -> Any:
        listing = s3.list_objects_v2(Bucket=stack.info.bucket, Prefix="exports/")
        for each in listing.get("Contents", []):
            if each["Key"].endswith("manifest.json"):
                manifest = json.loads(body(s3, stack, each["Key"]))
                folder = each["Key"].rsplit("/", 1)[0]
                text = body(s3, stack, f"{folder}/{manifest['files'][0]['name']}")
                if order["number"] in numbers(text):
                    return folder, manifest, text
        return None

    _, manifest, text = until(exported, within_s=120, what="the export")
    (file,) = manifest["files"]
    assert hashlib.sha256(text).hexdigest() == file["sha256"]
    assert len(text) == file["bytes"]
    assert manifest["rows"] == len(numbers(text))
    assert by_link(api, manifest["export_id"], file["name"]) == text


def by_link(api: httpx.Client, export_id: str, name: str) -> bytes:
    """Fetch a file of an export as a browser does: by a presigned link."""
    path = f"/v1/exports/{export_id}/files/{name}"
    link = made(api.get(path, headers={"accept": "application/json"}))["url"]
    return httpx.get(link, timeout=60).content


def body(s3: Any, stack: Stack, key: str) -> bytes:
    content: bytes = s3.get_object(Bucket=stack.info.bucket, Key=key)["Body"].read()
    return content


def numbers(text: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    return [row[0] for row in rows[1:]]


def invoke(stack: Stack, handler: str, event: dict[str, Any]) -> None:
    """Start a function as its timer does."""
    functions = stack.aws.client("lambda").list_functions(MaxItems=50)["Functions"]
    name = next(each["FunctionName"] for each in functions if each["Handler"] == handler)
    answer = stack.aws.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event))
    assert "FunctionError" not in answer, answer["Payload"].read()
