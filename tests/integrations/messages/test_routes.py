"""Templates, previews and suppressions over HTTP."""

import pytest

from integrations import wiring
from integrations.engine import wiring as engine
from integrations.handler import api, lambda_handler
from integrations.messages import wiring as messages
from integrations.messages.model import Suppression
from integrations.messages.storage import DynamoSuppressions
from shared.table import Table
from tests.http import ADMIN, call
from tests.integrations.builders import NOW

LETTERS = {
    "kind": "email",
    "name": "Письма клиентам",
    "event_types": ["order.completed"],
    "settings": {"from_address": "service@naryad.example", "host": "mail.example"},
    "credentials": {"user": "naryad", "password": "s3cret-of-the-server"},
}
HOOK = {
    "kind": "webhook",
    "name": "Склад",
    "event_types": ["order.completed"],
    "settings": {"url": "https://partner.example/hook"},
}
OWN = {"subject": "{order.number} готов", "text": "Здравствуйте, {customer.name}!"}
ORDER = "/templates/order.completed/ru"


@pytest.fixture
def templates(room):
    made = messages.templates()
    api.dependency_overrides[messages.templates] = lambda: made
    return made


def ask(method, path, **parts):
    return call(lambda_handler, method, path, actor=ADMIN, **parts)


@pytest.fixture
def letters(templates):
    answer = ask("POST", "/v1/integrations", body=LETTERS)
    assert answer.status == 201, answer.json
    return f"/v1/integrations/{answer.json['id']}"


def of(answer, event, language):
    return next(
        e for e in answer.json["items"] if (e["event_type"], e["language"]) == (event, language)
    )


def test_credentials_are_written_and_never_read(letters, room):
    shown = ask("GET", letters)

    assert shown.json["credentials"] == {"user": "***", "password": "***"}
    kept = str(room.scan(TableName="IntegrationsTable")["Items"])
    assert "s3cret" not in shown.text + kept
    assert shown.json["messaging"]["audience"] == "customer"


def test_a_secret_written_anew_takes_the_place_of_the_old(letters):
    version = {"If-Match": '"1"'}
    body = {"credentials": {"password": "another", "user": "***"}}

    changed = ask("PATCH", letters, body=body, headers=version)

    assert changed.status == 200, changed.json
    integration_id = letters.rpartition("/")[2]
    kept = wiring.integrations().get(integration_id).integration.credentials
    clear = {n: engine.vault().decrypt(integration_id, each.encrypted) for n, each in kept.items()}
    assert clear == {"user": "naryad", "password": "another"}


@pytest.mark.parametrize(
    ("credentials", "field"),
    [
        ({"password": None}, "credentials.password"),
        ({"password": ""}, "credentials.password"),
        ({"surprise": "s3cret-value"}, "credentials.surprise"),
    ],
)
def test_credentials_that_break_a_rule_are_named_and_not_repeated(letters, credentials, field):
    answer = ask("PATCH", letters, body={"credentials": credentials}, headers={"If-Match": '"1"'})

    assert answer.status == 422
    assert answer.json["errors"][0]["field"] == field
    assert "s3cret" not in answer.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"settings": {**LETTERS["settings"], "host": "localhost"}}, "settings.host"),
        ({"settings": {**LETTERS["settings"], "host": "10.0.0.1"}}, "settings.host"),
        ({"settings": {**LETTERS["settings"], "port": 25}}, "settings.host"),
        ({"settings": {"provider": "smtp", "from_address": "a@example.com"}}, "settings.host"),
        ({"messaging": {"audience": "list"}}, "messaging.recipients"),
        ({"messaging": {"recipients": ["a@example.com"]}}, "messaging.recipients"),
        ({"messaging": {"audience": "list", "recipients": ["a"]}}, "messaging.recipients"),
        ({"messaging": {"audience": "everybody"}}, "messaging.audience"),
        ({"kind": "pigeon"}, "kind"),
    ],
)
def test_what_breaks_a_rule_is_named(templates, changes, field):
    answer = ask("POST", "/v1/integrations", body={**LETTERS, **changes})

    assert answer.status == 422
    assert answer.json["errors"][0]["field"] == field


def test_a_webhook_takes_no_addressees_and_has_no_templates(templates):
    refused = ask("POST", "/v1/integrations", body={**HOOK, "messaging": {"audience": "customer"}})
    hook = ask("POST", "/v1/integrations", body=HOOK).json

    assert refused.status == 422
    assert hook["messaging"] is None
    assert ask("GET", f"/v1/integrations/{hook['id']}/templates").status == 409


def test_letters_have_no_signing_secret(letters):
    assert ask("GET", letters).json["secrets"] == []
    assert ask("POST", f"{letters}/rotate-secret", body={}).status == 409


def test_a_template_is_written_over_the_default_and_taken_back(letters):
    before = of(ask("GET", f"{letters}/templates"), "order.completed", "ru")
    assert (before["is_own"], before["version"]) == (False, 0)
    assert "feedback.link" in [each["name"] for each in before["placeholders"]]

    written = ask("PUT", letters + ORDER, body=OWN, headers={"If-Match": '"0"'})
    assert (written.status, written.json["is_own"], written.json["version"]) == (200, True, 1)
    assert of(ask("GET", f"{letters}/templates"), "order.completed", "ru") == written.json

    assert ask("DELETE", letters + ORDER).status == 204
    assert of(ask("GET", f"{letters}/templates"), "order.completed", "ru") == before


def test_two_who_write_one_template_at_once_are_told(letters):
    first = ask("PUT", letters + ORDER, body=OWN, headers={"If-Match": '"0"'})
    late = ask("PUT", letters + ORDER, body={**OWN, "text": "!"}, headers={"If-Match": '"0"'})

    assert first.status == 200
    assert (late.status, late.json["current_version"]) == (412, 1)
    assert ask("PUT", letters + ORDER, body=OWN).status == 428


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"text": "{order.nubmer}"}, "text", "{order.nubmer}"),
        ({"subject": "{customer.password}"}, "subject", "{customer.password}"),
        ({"subject": "a\nb"}, "subject", "a\nb"),
        ({"subject": " "}, "subject", " "),
        ({"subject": "\u200b"}, "subject", "\u200b"),
        ({"text": "\u2060 \u200b"}, "text", "\u2060 \u200b"),
        ({"html": "<script>x</script>"}, "html", "<script>"),
        ({"text": "{feedback.link"}, "text", "{"),
    ],
)
def test_a_template_that_breaks_a_rule_is_refused_by_name(letters, changes, field, value):
    body = {**OWN, **changes}

    answer = ask("PUT", letters + ORDER, body=body, headers={"If-Match": '"0"'})

    assert answer.status == 422
    wrong = [(each["field"], each["value"]) for each in answer.json["errors"]]
    assert (field, value) in wrong


def test_a_link_to_rate_stands_only_where_there_is_something_to_rate(letters):
    body = {**OWN, "text": "{feedback.link}"}

    answer = ask(
        "PUT", f"{letters}/templates/order.created/ru", body=body, headers={"If-Match": '"0"'}
    )

    assert answer.status == 422


def test_a_preview_shows_a_sample_and_keeps_nothing(letters):
    body = {**OWN, "event_type": "order.completed", "language": "ru"}

    shown = ask("POST", f"{letters}/preview", body=body)

    assert shown.json["subject"] == "1042 готов"
    assert shown.json["text"].startswith("Здравствуйте, ")
    assert "<p>" in shown.json["html"]
    assert not of(ask("GET", f"{letters}/templates"), "order.completed", "ru")["is_own"]


def test_a_preview_with_an_order_that_is_not_there_says_so(letters):
    body = {**OWN, "event_type": "order.completed", "language": "ru", "order_id": "ord_no"}

    assert ask("POST", f"{letters}/preview", body=body).status == 404


@pytest.mark.parametrize("path", ["/templates/order.lost/ru", "/templates/order.created/de"])
def test_an_unknown_event_or_language_is_refused(letters, path):
    answer = ask("PUT", letters + path, body=OWN, headers={"If-Match": '"0"'})

    assert answer.status == 422


def test_a_suppressed_address_is_shown_and_lifted(templates, room):
    DynamoSuppressions(Table("IntegrationsTable", room)).add(
        Suppression(id="sup_1", channel="email", shown="m***@example.com", reason="550", at=NOW)
    )

    (shown,) = ask("GET", "/v1/suppressions").json["items"]

    assert (shown["address"], shown["reason"]) == ("m***@example.com", "550")
    assert ask("DELETE", "/v1/suppressions/sup_1").status == 204
    assert ask("DELETE", "/v1/suppressions/sup_1").status == 404
    assert ask("GET", "/v1/suppressions").json["items"] == []


def test_a_trial_needs_somebody_to_go_to(letters):
    answer = ask("POST", f"{letters}/test")

    assert answer.status == 422
    assert answer.json["errors"][0]["field"] == "to"


def fields_of(schema):
    """The fields of a form; one that may be null is described by its other half."""
    for name, field in schema.get("properties", {}).items():
        real = next((e for e in field.get("anyOf", ()) if e["type"] != "null"), {})
        yield name, {**real, **field}


def test_every_kind_says_what_its_form_is_drawn_from():
    for each in ask("GET", "/v1/connectors").json["items"]:
        secrets = list(fields_of(each["credentials_schema"]))
        for name, field in [*fields_of(each["settings_schema"]), *secrets]:
            # What is a map has a page of its own, not a field of the form.
            drawn = "const" not in field and field.get("type") != "object"
            assert not drawn or set(field["x-label"]) == {"ru", "en"}, (each["kind"], name)
        assert all(field["writeOnly"] for _, field in secrets)
