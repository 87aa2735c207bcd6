"""From the API to the partner and back into the log: all edges together, on AWS in process."""

import json
import threading
import zlib

import boto3
import pytest
from standardwebhooks import Webhook

from integrations import handler as integrations
from integrations import schedule, worker
from orders import handler as orders
from shared.settings import settings
from tests.http import call
from tests.integrations.chain import dispatch, new_records, pointer_text, sqs_event, work
from tests.integrations.receiver import Receiver
from tests.tables import resources

ORDER = {
    "title": "Ремонт котла",
    "customer": {"name": "Алиса Смирнова", "phone": "+7 900 000-00-01"},
    "items": [{"kind": "service", "name": "Пуск", "qty": "1.5", "unit_price": 100000}],
}
TYPES = ["order.created", "order.updated", "order.completed"]


class Company:
    """One company as its users and partners see it."""

    def __init__(self, queue):
        self._queue = queue
        self._seen = set()

    def ask(self, room, method, path, expected=200, **parts):
        answer = call(room.lambda_handler, method, path, **parts)
        assert answer.status == expected, answer.text
        return answer.json

    def subscribe(self, url):
        wanted = {
            "kind": "webhook",
            "name": "Склад",
            "event_types": TYPES,
            "settings": {"url": url},
        }
        return self.ask(integrations, "POST", "/v1/integrations", 201, body=wanted)

    def change(self, integration, version, **fields):
        path = f"/v1/integrations/{integration['id']}"
        headers = {"If-Match": f'"{version}"'}
        return self.ask(integrations, "PATCH", path, body=fields, headers=headers)

    def order(self, **changes):
        return self.ask(orders, "POST", "/v1/orders", 201, body={**ORDER, **changes})

    def edit(self, order, **fields):
        headers = {"If-Match": f'"{order["version"]}"'}
        return self.ask(orders, "PATCH", f"/v1/orders/{order['id']}", body=fields, headers=headers)

    def move(self, order, to, **parts):
        path = f"/v1/orders/{order['id']}/transitions"
        return self.ask(orders, "POST", path, body={"to": to, **parts})

    def technician(self):
        made = self.ask(orders, "POST", "/v1/technicians", 201, body={"name": "Борис Орлов"})
        return made["id"]

    def delete(self, integration):
        path = f"/v1/integrations/{integration['id']}"
        assert call(integrations.lambda_handler, "DELETE", path).status == 204

    def tell(self):
        """Let the stream come to rest."""
        assert dispatch(list(new_records("OrdersTable", self._seen))) == []

    def run(self):
        """Let the stream and the queue come to rest."""
        self.tell()
        work(self._queue)

    def deliveries(self, **query):
        return self.ask(integrations, "GET", "/v1/deliveries", query=query)["items"]

    def let_pass(self, delivery_id):
        """Let the moment come at which a delivery is tried again."""
        boto3.client("dynamodb").update_item(
            TableName=settings().deliveries_table,
            Key={"pk": {"S": f"DELIVERY#{delivery_id}"}, "sk": {"S": "DELIVERY"}},
            UpdateExpression="REMOVE next_at",
        )

    def detail(self, delivery_id):
        return self.ask(integrations, "GET", f"/v1/deliveries/{delivery_id}")


@pytest.fixture
def company(aws):
    return Company(settings().webhook_queue_url)


def test_a_new_order_reaches_the_partner_signed_and_is_in_the_log(company, partner):
    hook = company.subscribe(partner.url)
    order = company.order()

    company.run()

    (got,) = partner.got
    event = Webhook(hook["secret"]).verify(got.body, got.headers)
    assert (event["id"], event["type"]) == (got.headers["webhook-id"], "order.created")
    assert event["data"]["order"]["number"] == order["number"]
    assert event["data"]["order"]["total"] == 150000
    (row,) = company.deliveries()
    assert (row["event_id"], row["state"]) == (event["id"], "delivered")
    assert (row["order_id"], row["order_number"]) == (order["id"], order["number"])
    (attempt,) = row["attempts"]
    assert (attempt["status"], attempt["bytes_sent"]) == (200, len(got.body))
    assert attempt["duration_ms"] >= 0
    shown = company.detail(row["id"])["attempts"][0]
    assert shown["request_body"].encode() == got.body
    assert shown["response_body"] == "ok"


def test_an_edit_and_a_completion_follow_in_the_order_they_were_made(company, partner):
    hook = company.subscribe(partner.url)
    order = company.order()
    order = company.edit(order, title="Ремонт котла и насоса")
    order = company.move(order, "in_progress", technician_id=company.technician())
    company.move(order, "completed", outcome="resolved")

    company.run()

    events = [Webhook(hook["secret"]).verify(got.body, got.headers) for got in partner.got]
    told = sorted((event["data"]["version"], event["type"]) for event in events)
    assert told == [
        (1, "order.created"),
        (2, "order.updated"),
        (3, "order.updated"),
        (4, "order.completed"),
        (4, "order.updated"),
    ]
    (edited,) = [event for event in events if event["data"]["version"] == 2]
    assert edited["data"]["changed_fields"] == ["title"]
    assert edited["data"]["previous_version"] == 1
    assert len({event["id"] for event in events}) == 5
    assert {row["state"] for row in company.deliveries()} == {"delivered"}


def test_a_slow_partner_holds_up_no_other_in_the_batch(company, partner):
    other_was_told = threading.Event()
    partner.before_answer = lambda: other_was_told.wait(10)
    with Receiver(before_answer=other_was_told.set) as other:
        company.subscribe(partner.url)
        company.subscribe(other.url)
        company.order()
        company.run()

    assert (len(partner.got), len(other.got)) == (1, 1)
    durations = [row["attempts"][0]["duration_ms"] for row in company.deliveries()]
    assert max(durations) < 10_000


def test_a_partner_who_was_down_gets_the_same_event_again_under_the_same_id(company, partner):
    company.subscribe(partner.url)
    partner.status, partner.headers = 500, {"retry-after": "0"}
    company.order()
    company.run()
    (row,) = company.deliveries()
    assert row["state"] == "retrying"
    partner.status = 200
    company.let_pass(row["id"])

    worker.lambda_handler(sqs_event(pointer_text(row["id"], 1)), None)

    first, second = partner.got
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])
    detail = company.detail(row["id"])
    assert (detail["state"], detail["attempt_count"]) == ("delivered", 2)
    assert [each["status"] for each in detail["attempts"]] == [500, 200]
    assert detail["attempts"][0]["retry_reason"] == "step 1 of 7"


def test_a_partner_gets_no_more_than_was_agreed_and_the_rest_waits_its_turn(company, partner):
    hook = company.subscribe(partner.url)
    company.change(hook, 1, limits={"rate_per_minute": 20})
    for _ in range(5):
        company.order()

    company.run()

    assert len(partner.got) == 2  # a tenth of what a minute holds may go at once
    waiting = [row for row in company.deliveries() if row["state"] == "pending"]
    turns = sorted(row["next_at"] for row in waiting)
    assert len(set(turns)) == len(waiting) == 3
    assert {row["attempt_count"] for row in waiting} == {0}


def test_a_partner_who_wants_no_more_is_left_in_peace(company, partner):
    hook = company.subscribe(partner.url)
    partner.status = 410
    company.order()
    company.run()

    company.order()
    company.run()

    shown = company.ask(integrations, "GET", f"/v1/integrations/{hook['id']}")
    notices = company.ask(integrations, "GET", f"/v1/integrations/{hook['id']}/notices")["items"]
    assert (shown["state"], len(partner.got)) == ("disabled", 1)
    assert [each["kind"] for each in notices] == ["disabled_gone"]
    assert sorted(row["state"] for row in company.deliveries()) == ["failed", "held"]
    told = [schedule.lambda_handler({"job": "sweep"}, None)["told"] for _ in range(2)]
    assert told == [1, 0]


def test_the_events_of_one_order_go_one_after_another_in_serial_mode(company, partner):
    hook = company.subscribe(partner.url)
    company.change(hook, 1, serial=True)
    order = company.order()
    order = company.edit(order, title="Ремонт насоса")
    company.edit(order, title="Ремонт котла и насоса")

    company.tell()
    states = sorted(row["state"] for row in company.deliveries())
    assert states == ["held", "held", "pending"]
    for _ in range(3):
        company.run()

    sent = [json.loads(got.body)["data"]["version"] for got in partner.got]
    assert sent == [1, 2, 3]


def test_while_an_integration_is_paused_its_events_wait_and_none_is_lost(company, partner):
    hook = company.subscribe(partner.url)
    company.change(hook, 1, state="paused")
    company.order()
    company.run()
    assert partner.got == []
    assert [row["state"] for row in company.deliveries(state="held")] == ["held"]

    company.change(hook, 2, state="enabled")
    swept = {"sent": 1, "released": 1, "told": 0}
    assert schedule.lambda_handler({"job": "sweep"}, None) == swept
    company.run()

    assert len(partner.got) == 1
    assert [row["state"] for row in company.deliveries()] == ["delivered"]


def test_what_waited_for_a_deleted_integration_ends_in_the_log(company, partner):
    waiting, held = company.subscribe(partner.url), company.subscribe(partner.url)
    company.change(held, 1, state="paused")
    company.order()
    company.tell()
    company.delete(waiting)
    company.delete(held)

    company.run()
    schedule.lambda_handler({"job": "sweep"}, None)

    rows = company.deliveries()
    assert {row["integration_id"] for row in rows} == {waiting["id"], held["id"]}
    assert [(row["state"], row["attempt_count"]) for row in rows] == [("failed", 0)] * 2
    assert partner.got == []


def opened(item):
    """An item with all that is packed in it."""
    packed = {name: value["B"] for name, value in item.items() if "B" in value}
    return item | {name: zlib.decompress(value) for name, value in packed.items()}


def test_no_secret_and_no_personal_data_leaves_its_place(company, partner, aws, log_lines):
    hook = company.subscribe(partner.url)
    secret = hook["secret"].removeprefix("whsec_")
    partner.status = 500
    company.order(title="КАНАРЕЙКА", customer={"name": "Канарейкин", "phone": "+79000000077"})
    company.run()
    (row,) = company.deliveries()

    client = boto3.client("dynamodb")
    tables = [
        repr([opened(item) for item in client.scan(TableName=name)["Items"]])
        for name in resources("AWS::DynamoDB::Table")
    ]
    shown = json.dumps([row, company.detail(row["id"])])

    assert len(log_lines) > 3
    for canary in (secret, "КАНАРЕЙКА", "Канарейкин", "79000000077"):
        assert not any(canary in line for line in log_lines)
    assert secret not in "".join(tables) + shown + repr(partner.got)
