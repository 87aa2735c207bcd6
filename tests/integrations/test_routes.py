"""The HTTP edge of integrations: limits, filters, headers, states, secrets, trying out."""

import pytest
from jsonschema import Draft202012Validator
from standardwebhooks import Webhook

from integrations.connectors import KINDS
from integrations.handler import lambda_handler
from shared.item import from_wire, unpack
from tests.http import call

NEW = {
    "kind": "webhook",
    "name": "Склад",
    "event_types": ["order.created"],
    "settings": {"url": "https://partner.example/hook"},
}
DEAR = {"and": [{"field": "order.total", "op": "gte", "value": 100000}]}
LIMITS = {"rate_per_minute": 60, "concurrency": 2, "timeout_s": 30}

pytestmark = pytest.mark.usefixtures("room")


def ask(method, path, **parts):
    return call(lambda_handler, method, path, **parts)


def create(**changes):
    answer = ask("POST", "/v1/integrations", body={**NEW, **changes})
    assert answer.status == 201, answer.text
    return answer.json


def edit(made, version, **fields):
    headers = {"If-Match": f'"{version}"'}
    return ask("PATCH", f"/v1/integrations/{made['id']}", body=fields, headers=headers)


def act(made, what, body=None, **parts):
    return ask("POST", f"/v1/integrations/{made['id']}/{what}", body=body, **parts)


def wrong_fields(answer):
    assert answer.status == 422, answer.text
    return {each["field"] for each in answer.json["errors"]}


def test_an_integration_says_what_it_is_without_being_asked():
    made = create()

    assert made["limits"] == {"rate_per_minute": 600, "concurrency": 10, "timeout_s": 15}
    assert (made["filter"], made["headers"], made["serial"]) == (None, {}, False)
    assert made["disabled_reason"] is None
    assert made["health"] == {
        "breaker": "closed",
        "opened_at": None,
        "next_probe_at": None,
        "failures_in_row": 0,
        "failing_since": None,
        "last_success_at": None,
        "last_failure_at": None,
        "is_slowed": False,
    }
    assert [set(each) for each in made["secrets"]] == [{"created_at", "expires_at"}]


def test_all_that_can_be_said_of_an_integration_comes_back():
    made = create(filter=DEAR, limits=LIMITS, serial=True, payload="thin", headers={"X-Shop": "7"})

    assert {name: made[name] for name in ("filter", "limits", "serial", "payload")} == {
        "filter": DEAR,
        "limits": LIMITS,
        "serial": True,
        "payload": "thin",
    }
    assert made["headers"] == {"X-Shop": "7"}
    fields = {"limits": {"timeout_s": 5}, "serial": False, "payload": "full"}
    changed = edit(made, 1, filter=None, **fields).json
    assert (changed["filter"], changed["serial"], changed["payload"]) == (None, False, "full")
    assert changed["limits"] == {"rate_per_minute": 600, "concurrency": 10, "timeout_s": 5}


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("limits", {"timeout_s": 31}, "limits.timeout_s"),
        ("limits", {"rate_per_minute": 0}, "limits.rate_per_minute"),
        ("limits", {"rate_per_minute": 30_001}, "limits.rate_per_minute"),
        ("limits", {"concurrency": 51}, "limits.concurrency"),
        ("limits", {"concurrency": "3"}, "limits.concurrency"),
        ("limits", {"more": 1}, "limits.more"),
        ("filter", {"field": "a", "op": "like", "value": "x"}, "filter.field.op"),
        ("filter", {"and": [{"field": "a", "op": "in", "value": 1}]}, "filter.and.and.0.field"),
        ("filter", "x", "filter.field"),
        ("payload", "small", "payload"),
        ("headers", {"Host": "x"}, "headers.Host"),
        ("headers", {"X-Shop": "a\r\nb"}, "headers.X-Shop"),
        ("headers", {"X-Shop": 7}, "headers.X-Shop"),
        ("event_types", ["integration.test"], "event_types.0"),
    ],
)
def test_what_breaks_a_rule_is_named(field, value, wrong):
    assert wrong in wrong_fields(ask("POST", "/v1/integrations", body={**NEW, field: value}))


def test_a_secret_header_is_masked_and_kept_by_its_mask(room):
    made = create(headers={"Authorization": "Bearer canary-1"})
    assert made["headers"] == {"Authorization": "***"}

    kept = edit(made, 1, headers={"Authorization": "***", "X-Shop": "7"})

    assert kept.json["headers"] == {"Authorization": "***", "X-Shop": "7"}
    items = map(from_wire, room.scan(TableName="IntegrationsTable")["Items"])
    assert "canary-1" not in repr([unpack(item["doc"]) for item in items])
    assert wrong_fields(edit(made, 2, headers={"X-Token": "***"})) == {"headers.X-Token"}


def test_a_repeated_creation_makes_one_and_shows_the_secret_once():
    headers = {"Idempotency-Key": "k1"}
    first = ask("POST", "/v1/integrations", body=NEW, headers=headers)
    second = ask("POST", "/v1/integrations", body=NEW, headers=headers)
    other = ask("POST", "/v1/integrations", body={**NEW, "name": "Касса"}, headers=headers)

    assert (first.status, second.status, other.status) == (201, 201, 409)
    assert first.json["secret"].startswith("whsec_")
    assert second.json == {**first.json, "secret": None}
    assert len(ask("GET", "/v1/integrations").json["items"]) == 1


def test_an_integration_is_paused_disabled_and_resumed():
    made = create()

    paused, disabled = act(made, "pause").json, act(made, "disable").json
    resumed = act(made, "resume", {"release": "none"}).json

    assert [each["state"] for each in (paused, disabled, resumed)] == [
        "paused",
        "disabled",
        "enabled",
    ]
    assert (disabled["disabled_reason"], resumed["disabled_reason"]) == ("disabled by hand", None)
    assert act(made, "pause", headers={"If-Match": '"1"'}).status == 412
    assert wrong_fields(act(made, "resume", {"release": "some"})) == {"release"}


def test_a_secret_is_rotated_with_an_overlap_of_a_week_at_most():
    made = create()

    rotated = act(made, "rotate-secret", {"overlap_hours": 168})

    old, new = made["secret"], rotated.json["secret"]
    assert rotated.status == 200
    assert rotated.headers["Cache-Control"] == "no-store"
    assert new.startswith("whsec_")
    assert new != old
    assert [each["expires_at"] is None for each in rotated.json["secrets"]] == [True, False]
    assert wrong_fields(act(made, "rotate-secret", {"overlap_hours": 169})) == {"overlap_hours"}
    assert len(act(made, "rotate-secret", {"overlap_hours": 0}).json["secrets"]) == 1


def test_a_test_event_brings_the_partners_answer_in_the_same_call(partner):
    made = create(settings={"url": partner.url}, headers={"Authorization": "Bearer canary-2"})
    partner.status, partner.answer, partner.headers = 202, b"hello", {"via": "hi"}

    answer = act(made, "test")

    (got,) = partner.got
    event = Webhook(made["secret"]).verify(got.body, got.headers)
    assert event["type"] == "integration.test"
    assert event["data"]["integration"]["name"] == "Склад"
    assert got.headers["authorization"] == "Bearer canary-2"
    shown = answer.json
    assert (answer.status, shown["delivered"], shown["status"]) == (200, True, 202)
    assert (shown["response_body"], shown["response_headers"]["via"]) == ("hello", "hi")
    assert shown["event_id"] == event["id"] == got.headers["webhook-id"]
    assert shown["timing"]["total_ms"] >= 0
    assert "canary-2" not in answer.text


def test_a_test_event_is_in_the_log_and_is_never_tried_again(partner):
    made = create(settings={"url": partner.url})
    act(made, "pause")
    partner.status = 500

    shown = act(made, "test").json

    row = ask("GET", f"/v1/deliveries/{shown['delivery_id']}").json
    assert (shown["delivered"], shown["status"]) == (False, 500)
    assert (row["state"], row["event_type"], row["order_id"]) == (
        "failed",
        "integration.test",
        None,
    )
    (attempt,) = row["attempts"]
    assert (attempt["status"], attempt["next_attempt_at"]) == (500, None)
    assert ask("GET", f"/v1/integrations/{made['id']}").json["health"]["failures_in_row"] == 0


def test_a_test_of_a_partner_who_is_not_there_says_so():
    made = create(settings={"url": "http://127.0.0.1:9/nobody"})

    shown = act(made, "test").json

    assert (shown["delivered"], shown["status"], shown["tries"]) == (False, None, 2)
    assert shown["error_class"] == "refused"


def test_what_is_not_there_can_be_neither_moved_nor_tried():
    ghost = {"id": "int_ghost"}

    for what, body in (
        ("pause", None),
        ("disable", None),
        ("resume", {}),
        ("rotate-secret", {}),
        ("test", None),
    ):
        assert act(ghost, what, body).status == 404, what
    assert ask("GET", "/v1/integrations/int_ghost/notices").status == 404


def test_nothing_was_told_of_an_integration_that_works():
    made = create()

    notices = ask("GET", f"/v1/integrations/{made['id']}/notices").json

    assert notices == {"items": [], "next_cursor": None}


def test_every_kind_of_integration_says_which_settings_it_takes():
    kinds = {each["kind"]: each for each in ask("GET", "/v1/connectors").json["items"]}

    assert set(kinds) == set(KINDS)
    for each in kinds.values():
        assert set(each["title"]) == set(each["description"]) == {"ru", "en"}
        Draft202012Validator.check_schema(each["settings_schema"])
    webhook = kinds["webhook"]
    validator = Draft202012Validator(webhook["settings_schema"])
    assert validator.is_valid(NEW["settings"])
    assert not validator.is_valid({})
