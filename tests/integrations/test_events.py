"""Every recorded event runs through the room as it is wired for Lambda."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from integrations import authorizer, bounces, handler, onec_handler, schedule, stream, worker
from integrations.channels import KmsVault
from integrations.engine.storage import DynamoDeliveries
from integrations.storage import DynamoIntegrations
from shared import clock
from shared.aws import client
from shared.table import Table
from tests.integrations.access.builders import issue
from tests.integrations.builders import NOW, SECRET, make_integration
from tests.integrations.chain import received
from tests.integrations.receiver import Receiver

FOLDER = Path(__file__).resolve().parents[2] / "events" / "integrations"
NOTHING_FAILED: dict[str, Any] = {"batchItemFailures": []}


class InTime:
    """Lambda's context with time to spare."""

    def get_remaining_time_in_millis(self) -> int:
        return 50_000


EDGES: dict[str, Callable[[dict[str, Any], Any], dict[str, Any]]] = {
    "http_create": handler.lambda_handler,
    "http_onec": onec_handler.lambda_handler,
    "authorizer_key": authorizer.lambda_handler,
    "stream_orders": stream.lambda_handler,
    "stream_feedback": stream.lambda_handler,
    "sqs_webhooks": worker.lambda_handler,
    "schedule_sweep": schedule.lambda_handler,
    "schedule_erase": schedule.lambda_handler,
    "schedule_fates": schedule.lambda_handler,
    "schedule_log": lambda event, _: schedule.lambda_handler(event, InTime()),
    "schedule_reconcile": schedule.lambda_handler,
    "ses_bounce": bounces.lambda_handler,
}
ANSWERS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "http_create": lambda made: made["statusCode"] == 201,
    "http_onec": lambda told: told["statusCode"] == 401 and told["body"].startswith("failure"),
    "authorizer_key": lambda let_in: let_in["context"]["scopes"] == "orders:write",
    "stream_orders": lambda answer: answer == NOTHING_FAILED,
    "stream_feedback": lambda answer: answer == NOTHING_FAILED,
    "sqs_webhooks": lambda answer: answer == NOTHING_FAILED,
    "schedule_sweep": lambda swept: swept == {"sent": 0, "released": 0, "told": 0},
    "schedule_erase": lambda erased: erased == {"forgotten": 0},
    "schedule_fates": lambda told: told == {"asked": 0, "over": 0},
    "schedule_log": lambda done: (done["replayed"], done["told_late"]) == (0, 0),
    "schedule_reconcile": lambda begun: begun == {"begun": 1},
    "ses_bounce": lambda told: told == {"suppressed": 1},
}


def recorded(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text())


def play(name: str) -> dict[str, Any]:
    return EDGES[name](recorded(name), None)


@pytest.fixture
def known(stack: Any, cloud: dict[str, str], partner: Receiver) -> DynamoDeliveries:
    """The integration and the key that the recorded events speak of."""
    secret = KmsVault(cloud["SECRETS_KEY_ID"], client("kms")).encrypt("int_1", SECRET)
    secrets = [{"encrypted": secret, "created_at": NOW}]
    hook = make_integration(secrets=secrets, settings={"url": partner.url})
    DynamoIntegrations(Table("IntegrationsTable", stack), clock=clock.now).add(hook)
    key = recorded("authorizer_key")["identitySource"][0].removeprefix("Bearer ")
    issue(stack, key, scopes=("orders:write",))
    received(cloud["WEBHOOK_QUEUE_URL"])
    return DynamoDeliveries(Table("DeliveriesTable", stack), due_shards=2, clock=clock.now)


def test_every_recorded_event_has_an_edge_and_an_expected_answer():
    assert {path.stem for path in FOLDER.glob("*.json")} == set(EDGES) == set(ANSWERS)


@pytest.mark.parametrize("name", EDGES)
def test_a_recorded_event_is_answered(known, name):
    assert ANSWERS[name](play(name))


def test_the_recorded_changes_become_deliveries(known, cloud):
    play("stream_orders")

    page = known.newest(["int_1"], limit=10, after=None, state="pending")
    types = sorted(each.event_type for each in page.deliveries)
    assert types == ["order.completed", "order.created", "order.updated"]
    assert len(received(cloud["WEBHOOK_QUEUE_URL"])) == 3


def test_what_customers_were_asked_and_said_becomes_deliveries_too(known, cloud):
    play("stream_feedback")

    page = known.newest(["int_1"], limit=10, after=None, state="pending")
    found = sorted((each.event_type, each.order_number) for each in page.deliveries)
    assert found == [
        ("feedback.created", "1042"),
        ("feedback.low", "1042"),
        ("feedback.replied", "1042"),
        ("feedback.requested", "1042"),
    ]
    assert len(received(cloud["WEBHOOK_QUEUE_URL"])) == 4


def test_the_recorded_message_sends_the_recorded_change(known, partner):
    play("stream_orders")

    play("sqs_webhooks")

    (got,) = partner.got
    event = Webhook(SECRET).verify(got.body, got.headers)
    assert (event["type"], event["data"]["order"]["id"]) == ("order.created", "ord_1")


def test_the_recorded_key_without_its_row_is_nobodys(stack):
    assert play("authorizer_key")["context"]["kind"] == "nobody"
