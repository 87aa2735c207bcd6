"""How people look after a connection to 1C, over the room as it is wired."""

import boto3
import pytest

from integrations.handler import lambda_handler
from integrations.onec import wiring
from integrations.onec.model import Aside, Fault
from integrations.onec.storage import DynamoExchanges
from shared.order_wishes import DynamoWishes
from shared.table import Table
from tests.http import call
from tests.integrations.builders import NOW
from tests.integrations.onec.test_storage import session, wish


@pytest.fixture
def connection(stack):
    """A connection whose 1C has come twice, with one order aside and one move refused."""
    body = {
        "kind": "onec",
        "name": "1С:УНФ",
        "event_types": ["order.updated"],
        "settings": {"mode": "exchange"},
    }
    made = call(lambda_handler, "POST", "/v1/integrations", body=body)
    assert made.status == 201, made.json
    found = made.json["id"]
    table = Table("IntegrationsTable", boto3.client("dynamodb"))
    exchanges, wishes = DynamoExchanges(table), DynamoWishes(table)
    for n in (1, 2):
        exchanges.open(session(n).model_copy(update={"integration_id": found}))
    fault = Fault(code="total", field="total", words="…")
    exchanges.put_aside(found, Aside(order_id="ord_1", number="7", faults=(fault,), since=NOW))
    exchanges.move_cursor(found, "2026-11-22T08:00:00.000Z#ord_9")
    refused = wish(integration_id=found)
    wishes.put(refused)
    wishes.settle(refused, "refused", "an order that is new can't become completed")
    return f"/v1/integrations/{found}/onec"


def test_a_connection_tells_what_is_typed_into_1c_and_what_hinders_it(connection):
    told = call(lambda_handler, "GET", connection).json

    assert told["url"] == "https://naryad.example/1c/exchange"
    assert told["login"] == connection.split("/")[3]
    assert told["position"] == "2026-11-22T08:00:00Z"
    assert told["last_session"]["id"] == "20261122"
    assert [each["number"] for each in told["aside"]] == ["7"]
    assert told["refused"][0]["detail"] == "an order that is new can't become completed"
    assert told["words"]["completed"] == "Выполнен"
    assert told["known_rates"] == sorted(told["known_rates"])


def test_sessions_are_listed_page_by_page(connection):
    first = call(lambda_handler, "GET", f"{connection}/sessions", query={"limit": "1"}).json
    query = {"limit": "1", "cursor": first["next_cursor"]}
    second = call(lambda_handler, "GET", f"{connection}/sessions", query=query).json

    assert [each["id"] for each in first["items"] + second["items"]] == ["20261122", "20261121"]
    assert second["next_cursor"] is None


def test_an_order_that_was_put_aside_is_marked_for_another_try(connection):
    for _ in range(2):
        told = call(lambda_handler, "POST", f"{connection}/aside/ord_1/retry")
        assert (told.status, told.json["again"]) == (200, True)

    assert call(lambda_handler, "POST", f"{connection}/aside/ord_2/retry").status == 404


def test_a_refused_move_is_put_into_the_queue_again(connection):
    assert call(lambda_handler, "POST", f"{connection}/refused/7/retry").status == 204

    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName="OrderWishQueue")["QueueUrl"]
    [message] = sqs.receive_message(QueueUrl=url)["Messages"]
    assert '"number": "7"' in message["Body"]
    assert call(lambda_handler, "POST", f"{connection}/refused/7/retry").status == 404


def test_everything_is_offered_again_after_a_restart(connection):
    for _ in range(2):
        assert call(lambda_handler, "POST", f"{connection}/restart").status == 204

    assert call(lambda_handler, "GET", connection).json["position"] is None


def test_a_preview_of_no_order_is_not_found(connection):
    assert call(lambda_handler, "GET", f"{connection}/preview/9").status == 404


def test_another_kind_of_integration_has_no_such_page(stack):
    body = {
        "kind": "webhook",
        "name": "Склад",
        "event_types": ["order.created"],
        "settings": {"url": "https://127.0.0.1/hook"},
    }
    made = call(lambda_handler, "POST", "/v1/integrations", body=body).json

    assert call(lambda_handler, "GET", f"/v1/integrations/{made['id']}/onec").status == 409
    assert call(lambda_handler, "GET", "/v1/integrations/int_no/onec").status == 404


def test_the_exchange_is_wired_as_lambda_has_it(connection):
    assert wiring.exchange() is wiring.exchange()
