"""Each function does its work with no right but those its role has in template.yaml."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import httpx
import pytest

from local.enforcement import make_enforceable
from local.stack import Stack
from tests.e2e.days import today
from tests.onec.emulator.answers import answer
from tests.onec.emulator.bases import Unf
from tests.onec.emulator.exchange import SiteExchange

from .conftest import eventually
from .strict import (
    are_told,
    ask,
    declared,
    has_ended,
    integrate,
    led,
    letters,
    link,
    received,
    refusals,
    report,
    sent,
    texts_to_customers,
)

pytestmark = pytest.mark.stack
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("strict") / "state", enforces_iam=True) as stack:
        yield stack


@pytest.fixture(scope="module")
def api(strict: Stack) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {strict.info.admin_token}"}
    with httpx.Client(base_url=strict.info.api, headers=headers, timeout=60) as client:
        yield client


def test_the_whole_chain_runs_under_the_roles_of_the_template(
    strict: Stack, api: httpx.Client
) -> None:
    integrate(strict, api)
    technician = ask(api, "POST", "/v1/technicians", json={"name": "Bob"})
    customer = {"name": "Alice", "phone": "+79000000001"}
    wanted = {"title": "Repair", "customer": customer, "technician_id": technician["id"]}
    order = ask(api, "POST", "/v1/orders", json=wanted, headers={"idempotency-key": "k"})
    for move in ({"to": "in_progress"}, {"to": "completed", "outcome": "resolved"}):
        ask(api, "POST", f"/v1/orders/{order['id']}/transitions", json=move)
    for path in (
        "/v1/orders",
        "/v1/technicians",
        "/v1/feedback",
        f"/v1/customers/{order['customer_id']}",
    ):
        ask(api, "GET", path)

    eventually(lambda: received(strict), patience_s=60)
    strict.fire("IntegrationsSchedule")
    strict.fire("AnalyticsSchedule", job="roll-up")
    strict.fire("OrdersSchedule")
    day = today().isoformat()
    ask(api, "GET", f"/v1/analytics/overview?from={day}&to={day}")
    export = ask(api, "POST", "/v1/exports", json={"kind": "orders", "from": day, "to": day})
    eventually(lambda: ask(api, "GET", f"/v1/exports/{export['id']}")["state"] == "done", 60)
    log = ask(api, "GET", "/v1/deliveries")["items"]

    ours = [each for each in log if each["order_id"] == order["id"]]
    (delivery,) = [each for each in ours if each["kind"] == "webhook"]
    assert delivery["state"] == "delivered", log
    assert refusals(strict) == []


def test_keys_are_made_used_and_counted_under_the_roles(strict: Stack, api: httpx.Client) -> None:
    wanted = {"name": "Charlie", "scopes": ["orders:read", "feedback:read", "analytics:read"]}
    made = ask(api, "POST", "/v1/keys", json=wanted, headers={"idempotency-key": "key"})
    path, headers = f"/v1/keys/{made['id']}", {"authorization": f"Bearer {made['key']}"}
    for where in ("/v1/orders", "/v1/feedback", "/v1/analytics/kpis", "/v1/me"):
        counted = httpx.get(f"{strict.info.api}{where}", headers=headers, timeout=60)
        assert counted.is_success, counted.text
        assert "RateLimit-Remaining" in counted.headers

    def used() -> Any:
        httpx.get(f"{strict.info.api}/v1/me", headers=headers, timeout=60)
        return ask(api, "GET", path)["last_used_at"]

    eventually(used)
    ask(api, "PATCH", path, headers={"if-match": '"1"'}, json={"state": "inactive"})
    ask(api, "POST", f"{path}/rotate", headers={"if-match": '"2"'}, json={})
    ask(api, "POST", f"{path}/revoke", headers={"if-match": '"3"'}, json={"name": "Charlie"})
    (record,) = [ask(api, "GET", f"{path}/audit")["items"]]

    assert [each["action"] for each in record][::-1] == [
        "key.created",
        "key.deactivated",
        "key.rotated",
        "key.revoked",
    ]
    assert refusals(strict) == []


def test_customers_are_asked_and_heard_under_the_roles(strict: Stack, api: httpx.Client) -> None:
    """One is reached by a text and answers, the other wants no messages."""
    ask(api, "POST", "/v1/integrations", json=texts_to_customers(strict))
    strict.fire("FeedbackSchedule", job="ask")
    technician = ask(api, "POST", "/v1/technicians", json={"name": "Bob"})["id"]
    orders = {}
    for name, hears in (("Dora", True), ("Egor", False)):
        body = {"name": name, "phones": [f"+7900000008{hears:d}"], "notifications_enabled": hears}
        customer = ask(api, "POST", "/v1/customers", json=body)["id"]
        wish = {"title": "Repair", "customer_id": customer, "technician_id": technician}
        orders[hears] = ask(api, "POST", "/v1/orders", json=wish)["id"]
        for move in ({"to": "in_progress"}, {"to": "completed", "outcome": "resolved"}):
            ask(api, "POST", f"/v1/orders/{orders[hears]}/transitions", json=move)

    def states() -> list[str]:
        strict.fire("FeedbackSchedule", job="ask")
        paths = [f"/v1/feedback/orders/{orders[hears]}" for hears in (True, False)]
        return [(ask(api, "GET", path)["request"] or {}).get("state") for path in paths]

    strict.fire("FeedbackSchedule", job="ask")
    eventually(lambda: has_ended(api, orders[True], "delivered"), patience_s=60)
    eventually(lambda: has_ended(api, orders[False], "skipped"), patience_s=60)
    eventually(lambda: states() == ["sent", "lost"], patience_s=60)
    link_ = ask(api, "POST", "/v1/feedback/links", json={"order_id": orders[True]})["url"]
    said = httpx.post(f"{strict.info.api}{link_}", json={"rating": 4, "nps": 9}, timeout=60)
    assert said.is_success, said.text
    assert refusals(strict) == []


def test_texts_and_chats_go_out_under_the_roles(strict: Stack, api: httpx.Client) -> None:
    """The gateways' part is the receiver's: local/gateways.py."""
    channels = {
        "sms": ({"provider": "smsc", "login": "n"}, {"secret": "s"}, "smsc"),
        "telegram": ({"bot_name": "naryad_bot"}, {"token": f"900000001:{'A' * 35}"}, "telegram"),
    }
    made = {}
    for kind, (settings, credentials, folder) in channels.items():
        wanted = {
            "kind": kind,
            "name": kind,
            "event_types": ["order.created"],
            "settings": settings | {"base_url": f"{strict.info.receiver}/{folder}"},
            "credentials": credentials,
            "messaging": {"audience": "customer", "consent": "unless_withdrawn"},
        }
        made[kind] = ask(api, "POST", "/v1/integrations", json=wanted)["id"]
    customer = {"name": "Alice", "phone": "+79000000077"}
    new = ask(api, "POST", "/v1/customers", json={"name": "Alice", "phones": [customer["phone"]]})
    link(strict, api, made["telegram"], new["id"])
    wish = {"title": "Repair", "customer_id": new["id"]}
    order = ask(api, "POST", "/v1/orders", json=wish)["id"]

    eventually(lambda: all(are_told(api, each, order) for each in made.values()))
    strict.fire("IntegrationsSchedule", job="fates")
    ask(api, "POST", f"/v1/integrations/{made['sms']}/test", params={"to": customer["phone"]})
    url = ask(api, "GET", f"/v1/integrations/{made['sms']}/callback")["url"]
    word = {"id": "1", "phone": customer["phone"], "status": "1"}
    told = httpx.post(url, data=word, timeout=60)

    assert told.text == "OK"
    ask(api, "GET", f"/v1/chat-links/customers/{new['id']}")
    unlinked = api.delete(f"/v1/chat-links/customers/{new['id']}/{made['telegram']}")
    assert unlinked.status_code == 204
    assert refusals(strict) == []


def test_1c_fetches_and_returns_under_the_roles(strict: Stack, api: httpx.Client) -> None:
    key = ask(api, "POST", "/v1/keys", json={"name": "1C", "scopes": ["exchange:1c"]})
    wanted = {"kind": "onec", "name": "1C", "event_types": ["order.updated"], "settings": {}}
    home = ask(api, "POST", "/v1/integrations", json=wanted)["id"]
    line = {"kind": "service", "name": "Repair", "qty": "1", "unit_price": 100}
    customer = {"name": "Alice"}
    body = {"title": "Repair", "customer": customer, "items": [line]}
    order = ask(api, "POST", "/v1/orders", json=body)
    with httpx.Client(base_url=strict.info.api, timeout=60) as client:
        exchange = SiteExchange(client, Unf(), home, key["key"])
        exchange.check_connection()

        def has_come() -> bool:
            exchange.take_all()
            return order["number"] in exchange.base.orders

        eventually(has_come)
        told = replace(exchange.base.orders[order["number"]], is_cancelled=True)
        # More than one piece, so that the bucket is written, read and emptied.
        assert exchange.give(answer([told], extra={"Note": "ж" * 1_600_000})) == []

    path = f"/v1/orders/{order['id']}"
    eventually(lambda: ask(api, "GET", path)["status"] == "cancelled", patience_s=60)
    for rest in ("", "/sessions", f"/preview/{order['number']}"):
        ask(api, "GET", f"/v1/integrations/{home}/onec{rest}")
    assert api.post(f"/v1/integrations/{home}/onec/restart").status_code == httpx.codes.NO_CONTENT
    assert refusals(strict) == []


def test_a_function_may_not_do_what_its_role_does_not_say(strict: Stack) -> None:
    """The enforcement itself: without it the test above would prove nothing."""
    sts, iam = strict.aws.client("sts"), strict.aws.client("iam")
    roles = iam.list_roles()["Roles"]
    (role,) = [each for each in roles if "-AuthorizerRole-" in each["RoleName"]]
    given = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="test")["Credentials"]
    limited = boto3.client(
        "dynamodb",
        endpoint_url=strict.info.aws_endpoint,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )

    with pytest.raises(limited.exceptions.ClientError, match="not authorized"):
        limited.list_tables()


def test_only_what_the_emulator_cannot_judge_is_left_out() -> None:
    statement = {
        "Effect": "Allow",
        "Action": ["kms:Encrypt", "sqs:SendMessage"],
        "Resource": "*",
        "Condition": {
            "StringEquals": {"kms:EncryptionContext:table": "integrations"},
            "StringLike": {"s3:prefix": "lake/*"},
        },
    }
    role = {"Policies": [{"PolicyDocument": {"Statement": [statement]}}]}
    template = {
        "Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": role},
            "Policy": {"Type": "AWS::S3::BucketPolicy", "Properties": {}},
        }
    }

    make_enforceable(template)

    assert list(template["Resources"]) == ["Role"]
    assert statement["Condition"] == {"StringLike": {"s3:prefix": "lake/*"}}
    assert statement["Action"] == ["kms:Encrypt", "sqs:SendMessage", "sqs:SendMessageBatch"]


def test_files_go_in_and_out_under_the_roles_of_the_template(api: httpx.Client) -> None:
    order = ask(api, "POST", "/v1/orders", json={"title": "Repair", "customer": {"name": "Eve"}})
    path = f"/v1/orders/{order['id']}/attachments"
    made = sent(ask(api, "POST", path, json=declared("photo.png", PNG, mime="image/png")), PNG)
    ask(api, "POST", f"{path}/{made['id']}/done")
    assert httpx.get(led(api, f"{path}/{made['id']}"), timeout=60).content == PNG
    assert ask(api, "DELETE", f"{path}/{made['id']}")["attachments"] == []

    file = b"external_id;title;customer;phone\nA-1;Repair;Eve;+79000000002\nA-2;;;"
    made = sent(ask(api, "POST", "/v1/imports", json=declared("a.csv", file, format="csv")), file)
    path = f"/v1/imports/{made['id']}"
    ask(api, "POST", f"{path}/start")
    eventually(lambda: ask(api, "GET", path)["state"] == "done", 60)
    assert httpx.get(led(api, f"{path}/result"), timeout=60).content.count(b"\r\n") == 3
    assert len(ask(api, "GET", "/v1/imports")["items"]) == 1

    action = {"transition": {"to": "cancelled", "reason": "r", "cancelled_by": "customer"}}
    body = {"ids": [order["id"]], "action": action}
    done = ask(api, "POST", "/v1/orders/bulk", json=body, headers={"idempotency-key": "bulk"})
    assert done["results"][0]["status"] == "ok"


def test_users_are_managed_under_the_role_of_the_template(strict: Stack, api: httpx.Client) -> None:
    technician = ask(api, "POST", "/v1/technicians", json={"name": "Bob"})
    body = {
        "email": "bob@naryad.example",
        "name": "Bob",
        "roles": ["technician"],
        "technician_id": technician["id"],
    }
    user = ask(api, "POST", "/v1/users", json=body, headers={"idempotency-key": "u"})
    path = f"/v1/users/{user['id']}"
    changes = {"name": "Boris", "roles": ["accountant"], "enabled": False, "technician_id": None}

    assert ask(api, "POST", f"{path}/resend")["status"] == "invited"
    assert ask(api, "PATCH", path, json=changes)["enabled"] is False
    assert ask(api, "PATCH", path, json={"enabled": True})["roles"] == ["accountant"]
    assert ask(api, "POST", f"{path}/sign-out")["name"] == "Boris"
    assert len(ask(api, "GET", "/v1/users")["items"]) == 2
    assert ask(api, "GET", "/v1/me")["email"] == strict.info.user
    assert refusals(strict) == []


def test_the_report_is_sent_under_the_roles(strict: Stack, api: httpx.Client) -> None:
    report(strict, api)

    eventually(lambda: len(letters(strict)) == 2, patience_s=60)
    assert refusals(strict) == []
