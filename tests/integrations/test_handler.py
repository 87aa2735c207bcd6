"""The HTTP edge: integrations, event types, who am I."""

import json

import pytest
from jsonschema import Draft202012Validator

from integrations.handler import lambda_handler
from integrations.storage import DynamoIntegrations
from shared.clock import now
from shared.events import EVENT_TYPES
from shared.item import from_wire, unpack
from shared.table import Table
from tests.http import ADMIN, call, partner

NEW = {
    "kind": "webhook",
    "name": "Склад",
    "event_types": ["order.created", "order.completed"],
    "settings": {"url": "https://partner.example/hook"},
}


pytestmark = pytest.mark.usefixtures("room")


def ask(method, path, **parts):
    return call(lambda_handler, method, path, **parts)


def create(**changes):
    answer = ask("POST", "/v1/integrations", body={**NEW, **changes})
    assert answer.status == 201, answer.text
    return answer.json


def edit(made, version, **fields):
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return ask("PATCH", f"/v1/integrations/{made['id']}", body=fields, headers=headers)


def broken_rules(answer):
    assert answer.status == 422, answer.text
    return {
        (each["field"], json.dumps(each["value"]), each["rule"]) for each in answer.json["errors"]
    }


def fields_of(answer):
    return {field for field, _, _ in broken_rules(answer)}


def test_a_created_integration_shows_its_secret_this_once():
    answer = ask("POST", "/v1/integrations", body=NEW)

    made = answer.json
    assert answer.status == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert made["secret"].startswith("whsec_")
    assert len(made["secret"]) == len("whsec_") + 44
    assert {name: made[name] for name in NEW} == NEW
    assert (made["state"], made["version"]) == ("enabled", 1)
    assert made["id"].startswith("int_")


def test_the_secret_is_in_no_later_answer_and_not_at_rest(room, log_lines):
    made = create()
    secret = made["secret"].removeprefix("whsec_")

    later = [
        ask("GET", "/v1/integrations").text,
        ask("GET", f"/v1/integrations/{made['id']}").text,
        edit(made, 1, name="Касса").text,
        repr(at_rest(room)),
        repr(log_lines),
    ]

    assert not any(secret in text for text in later)
    assert not any('"secret"' in text for text in later[:3])


def at_rest(room):
    """All that the table holds, unpacked."""
    items = map(from_wire, room.scan(TableName="IntegrationsTable")["Items"])
    return [item | {"doc": unpack(item["doc"])} for item in items]


def test_two_integrations_have_different_secrets():
    assert create()["secret"] != create()["secret"]


def test_an_integration_is_read_as_it_was_made():
    made = create()
    del made["secret"]

    answer = ask("GET", f"/v1/integrations/{made['id']}")

    assert answer.json == made
    assert answer.headers["ETag"] == '"1"'
    assert ask("GET", "/v1/integrations").json == {"items": [made], "next_cursor": None}


def test_an_event_type_named_twice_counts_once():
    made = create(event_types=["order.created", "order.created"])
    changed = edit(made, 1, event_types=["order.updated", "order.updated"])

    assert made["event_types"] == ["order.created"]
    assert changed.json["event_types"] == ["order.updated"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "fax"),
        ("name", ""),
        ("name", "   "),
        ("name", "x" * 101),
        ("event_types", []),
        ("event_types", "order.created"),
        ("settings", "https://partner.example"),
        ("settings", None),
        ("colour", "red"),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(field, value):
    answer = ask("POST", "/v1/integrations", body={**NEW, field: value})

    assert fields_of(answer) == {field}
    assert ask("GET", "/v1/integrations").json["items"] == []


def test_an_unknown_event_type_is_named_with_its_value_and_the_rule():
    answer = ask("POST", "/v1/integrations", body={**NEW, "event_types": ["order.lost"]})

    rules = {(field, value): rule for field, value, rule in broken_rules(answer)}
    assert "order.created" in rules["event_types.0", '"order.lost"']


@pytest.mark.parametrize("missing", ["kind", "name", "event_types", "settings"])
def test_a_missing_field_is_named(missing):
    body = {name: value for name, value in NEW.items() if name != missing}

    assert fields_of(ask("POST", "/v1/integrations", body=body)) == {missing}


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("http://partner.example/hook", "must begin with https://"),
        ("ftp://partner.example/hook", "must begin with https://"),
        ("https://localhost/hook", "must name a host with a domain"),
        ("https://db.internal/hook", "must name a public host"),
        ("https://10.0.0.1/hook", "must be a public address"),
        ("https://169.254.169.254/latest", "must be a public address"),
        ("https://2130706433/hook", "must name a host or a plain address"),
        ("https://a:b@partner.example/", "must hold no user name or password"),
        ("https://partner.example:22/", "must use one of the ports [443, 8443]"),
    ],
)
def test_a_url_that_must_not_be_called_is_refused_when_it_is_saved(url, rule):
    made = create()
    settings = {"url": url}

    expected = {("settings.url", json.dumps(url), rule)}
    refused = ask("POST", "/v1/integrations", body={**NEW, "settings": settings})
    assert broken_rules(refused) == expected
    assert broken_rules(edit(made, 1, settings=settings)) == expected


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({}, "settings.url"),
        ({"url": 7}, "settings.url"),
        ({"url": "https://partner.example/" + "x" * 2048}, "settings.url"),
        ({**NEW["settings"], "password": "x"}, "settings.password"),
    ],
)
def test_settings_of_another_shape_are_refused(settings, field):
    answer = ask("POST", "/v1/integrations", body={**NEW, "settings": settings})

    assert fields_of(answer) == {field}


def test_only_the_fields_that_are_sent_are_changed():
    made = create()

    answer = edit(made, 1, name="Касса", state="paused")

    changed = answer.json
    assert (answer.status, answer.headers["ETag"]) == (200, '"2"')
    assert (changed["name"], changed["state"], changed["version"]) == ("Касса", "paused", 2)
    assert (changed["settings"], changed["event_types"]) == (NEW["settings"], NEW["event_types"])
    assert changed["created_at"] == made["created_at"] <= changed["updated_at"]
    assert ask("GET", f"/v1/integrations/{made['id']}").json == changed


def test_a_change_must_name_the_version_it_was_made_from():
    answer = edit(create(), None, name="Касса")

    assert answer.status == 428
    assert answer.json["type"] == "urn:naryad:problem:version-required"


def test_a_change_of_an_old_version_is_told_the_current_one():
    made = create()
    edit(made, 1, name="Касса")

    answer = edit(made, 1, name="Офис")

    assert (answer.status, answer.json["current_version"]) == (412, 2)
    assert ask("GET", f"/v1/integrations/{made['id']}").json["name"] == "Касса"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"state": "asleep"}, "state"),
        ({"kind": "email"}, "kind"),
        ({"secret": "whsec_x"}, "secret"),
        ({"release_from": "2026-11-22T08:00:00Z"}, "release_from"),
        ({"event_types": []}, "event_types"),
    ],
)
def test_what_cannot_be_changed_is_refused(fields, wrong):
    assert fields_of(edit(create(), 1, **fields)) == {wrong}


def test_a_resume_releases_what_was_held_and_a_pause_does_not(room):
    made = create()
    kept = DynamoIntegrations(Table("IntegrationsTable", room), clock=now)

    edit(made, 1, state="paused")
    paused = kept.get(made["id"])
    edit(made, 2, state="enabled")
    resumed = kept.get(made["id"])
    edit(made, 3, state="enabled")

    assert (paused.release_from, resumed.release_from) == (None, resumed.updated_at)
    assert kept.get(made["id"]).release_from == resumed.release_from


def test_a_deleted_integration_is_gone():
    made = create()
    path = f"/v1/integrations/{made['id']}"

    answer = ask("DELETE", path, headers={"If-Match": '"1"'})

    assert (answer.status, answer.text) == (204, "")
    assert ask("GET", path).status == ask("DELETE", path).status == 404
    assert edit(made, 1, name="x").status == 404
    assert ask("GET", "/v1/integrations").json["items"] == []


def test_a_delete_that_names_an_old_version_is_refused():
    made = create()
    edit(made, 1, name="Касса")
    path = f"/v1/integrations/{made['id']}"

    assert ask("DELETE", path, headers={"If-Match": '"1"'}).status == 412
    assert ask("DELETE", path).status == 204


def test_the_catalogue_describes_every_event_type():
    items = ask("GET", "/v1/event-types").json["items"]

    assert tuple(each["type"] for each in items if each["subscribable"]) == EVENT_TYPES
    assert [each["type"] for each in items if not each["subscribable"]] == ["integration.test"]
    for each in items:
        assert set(each) == {
            "type", "title", "description", "subscribable", "schema", "thin_schema",
        }  # fmt: skip
        Draft202012Validator.check_schema(each["schema"])
        assert (each["thin_schema"] is None) == (not each["type"].startswith(("order", "feedback")))


def test_a_manager_looks_but_does_not_touch():
    made = create()
    manager = {**ADMIN, "id": "mia", "roles": "manager"}

    assert ask("GET", f"/v1/integrations/{made['id']}", actor=manager).status == 200
    assert ask("DELETE", f"/v1/integrations/{made['id']}", actor=manager).status == 403


def test_a_partner_may_manage_its_webhooks_with_the_scope_for_it():
    actor = partner("webhooks:manage")

    assert ask("POST", "/v1/integrations", actor=actor, body=NEW).status == 201
    assert ask("GET", "/v1/deliveries", actor=actor).status == 200
