"""The log over HTTP: lists with filters and cursors, and one delivery with all that was said."""

from datetime import timedelta

import pytest

from integrations.engine.delivery import Sent, finish, hold
from integrations.engine.storage import DynamoDeliveries
from integrations.handler import lambda_handler
from integrations.model import Hold
from integrations.storage import DynamoIntegrations
from shared.clock import now
from shared.table import Table
from tests.http import call
from tests.integrations.builders import (
    answered,
    make_delivery,
    make_event,
    make_integration,
    point,
    unanswered,
)

BODY = make_event().model_dump_json().encode()
START = now() - timedelta(hours=1)


def ask(path="/v1/deliveries", **query):
    return call(lambda_handler, "GET", path, query=query)


@pytest.fixture
def log(room):
    """Five deliveries to int_1, the last one held, and two to int_2."""
    kept = DynamoIntegrations(Table("IntegrationsTable", room), clock=now)
    log = DynamoDeliveries(Table("DeliveriesTable", room), due_shards=2, clock=now)
    for integration_id, count in (("int_1", 5), ("int_2", 2)):
        kept.add(make_integration(integration_id))
        for n in range(count):
            made_at = START + timedelta(minutes=n)
            made = make_delivery(integration_id, order=f"ord_{n}", created_at=made_at)
            log.add(hold(made, Hold.PAUSED) if n == 4 else made)
    return log


def attempt(log, outcome, delivery=None):
    delivery = delivery or make_delivery(order="ord_0")
    sent = Sent(outcome, START, START + timedelta(seconds=2), len(BODY))
    done = finish(delivery, sent, spread=0.5)
    log.log(done, outcome, BODY)
    at = max(START, delivery.next_at or START)
    log.lease(point(delivery), "me", at, at)
    assert log.settle(done, "me")
    return done


def test_the_log_shows_all_integrations_newest_first(log):
    items = ask().json["items"]

    moments = [each["created_at"] for each in items]
    assert (len(items), moments) == (7, sorted(moments, reverse=True))
    assert items[0]["state"] == "held"
    assert set(items[0]) == {
        "id", "integration_id", "integration_name", "kind", "event_id", "event_type", "order_id",
        "order_number", "state", "attempt_count", "attempts", "created_at", "due_at", "finished_at",
        "ended_because", "next_at", "held_because", "skipped_ahead", "recipient",
        "resend_of", "replay_id", "waits_because", "provider_status", "request_id",
    }  # fmt: skip


def test_the_log_is_filtered_by_integration_and_state(log):
    assert {each["integration_id"] for each in ask(integration_id="int_2").json["items"]} == {
        "int_2"
    }
    assert [each["order_id"] for each in ask(state="held").json["items"]] == ["ord_4"]
    assert ask(integration_id="int_2", state="held").json["items"] == []
    assert ask(integration_id="int_9").json == {"items": [], "next_cursor": None}


def test_the_log_is_read_page_by_page(log):
    first = ask(limit=3).json
    second = ask(limit=3, cursor=first["next_cursor"]).json
    third = ask(limit=3, cursor=second["next_cursor"]).json

    pages = [first, second, third]
    assert [len(each["items"]) for each in pages] == [3, 3, 1]
    assert len({row["id"] for each in pages for row in each["items"]}) == 7
    assert third["next_cursor"] is None


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 201}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"state": "lost"}, "state"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "Ж"}, "cursor"),
    ],
)
def test_a_question_that_breaks_a_rule_is_told_which(log, query, field):
    answer = ask(**query)

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == [field]


def test_a_list_shows_a_summary_of_each_attempt(log):
    done = attempt(log, answered(503, response_body=b"later"))

    (row,) = ask(state="retrying").json["items"]

    assert row["id"] == done.id
    (shown,) = row["attempts"]
    assert (shown["number"], shown["status"], shown["duration_ms"]) == (1, 503, 2000)
    assert (shown["bytes_sent"], shown["bytes_received"]) == (len(BODY), 5)
    assert (shown["error_class"], shown["retry_reason"]) == ("status", "step 1 of 7")
    assert shown["next_attempt_at"]
    assert "request_body" not in shown


@pytest.mark.parametrize(
    ("outcome", "state", "status"),
    [
        (answered(), "delivered", 200),
        (answered(500), "retrying", 500),
        (answered(410), "failed", 410),
        (unanswered(), "retrying", None),
    ],
    ids=["delivered", "refused", "gone", "unreachable"],
)
def test_one_delivery_shows_what_was_sent_and_what_came_back(log, outcome, state, status):
    done = attempt(log, outcome)

    answer = ask(f"/v1/deliveries/{done.id}")

    assert answer.status == 200, answer.text
    detail = answer.json
    assert (detail["state"], detail["event_id"]) == (state, done.event_id)
    (shown,) = detail["attempts"]
    assert (shown["number"], shown["status"], shown["error"]) == (1, status, outcome.error)
    assert (shown["request_body"], shown["request_truncated"]) == (BODY.decode(), False)
    assert shown["response_body"] == outcome.response_body.decode()
    assert shown["url"] == outcome.request_url
    assert len(shown["request_sha256"]) == 64


def test_one_delivery_shows_all_its_attempts_in_order(log):
    first = attempt(log, unanswered())
    second = attempt(log, answered(500), first)

    detail = ask(f"/v1/deliveries/{second.id}").json

    assert [(each["number"], each["status"]) for each in detail["attempts"]] == [
        (1, None),
        (2, 500),
    ]


def test_a_delivery_without_an_attempt_is_shown_too(log):
    detail = ask(f"/v1/deliveries/{make_delivery(order='ord_0').id}").json

    assert (detail["state"], detail["attempts"]) == ("pending", [])


def test_an_unknown_delivery_is_not_found(log):
    assert ask("/v1/deliveries/dlv_unknown").status == 404
