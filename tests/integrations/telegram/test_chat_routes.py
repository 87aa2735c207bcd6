"""The doors of linked chats, and of what Telegram and SMS gateways tell."""

import json
from urllib.parse import urlencode

import pytest

from integrations.channels import KmsVault
from integrations.handler import lambda_handler
from integrations.model import Messaging, Secret
from integrations.sms.wiring import callback
from integrations.storage import DynamoIntegrations
from integrations.telegram import wiring
from shared import clock
from shared.aws import client
from shared.table import Table
from tests.conftest import clear_caches
from tests.http import ADMIN, DISPATCHER, STRANGER, TECHNICIAN, call
from tests.integrations.builders import NOW, make_integration

TOKEN = "900000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
WRITES = [
    (method, f"/v1/chat-links/{who}/x{below}")
    for who in ("customers", "technicians")
    for method, below in (("POST", "/int_1"), ("DELETE", "/int_1"), ("GET", ""))
]


def ask(method, path, actor=ADMIN, **parts):
    return call(lambda_handler, method, path, actor=actor, **parts)


@pytest.fixture
def bot(stack, cloud, partner, monkeypatch):
    """A bot of a Bot API on loopback, a customer, a technician and a room that can be reached."""
    monkeypatch.setenv("PUBLIC_URL", "https://naryad.example")
    clear_caches()
    encrypted = KmsVault(cloud["SECRETS_KEY_ID"], client("kms")).encrypt("int_1", TOKEN)
    made = make_integration(
        kind="telegram",
        settings={"bot_name": "naryad_bot", "base_url": partner.url.removesuffix("/hook")},
        credentials={"token": Secret(encrypted=encrypted, created_at=NOW)},
        messaging=Messaging(audience="list"),
    )
    DynamoIntegrations(Table("IntegrationsTable", stack), clock=clock.now).add(made)
    directory = Table("DirectoryTable", stack)
    directory.put({"pk": "CUSTOMER#cus_1", "sk": "CUSTOMER"})
    directory.put({"pk": "TECHNICIANS", "sk": "tec_1", "active": True})
    return made


def write(bot, text, proof=None):
    update = {"update_id": 1, "message": {"chat": {"id": 7}, "text": text}}
    proof = wiring.linking().secret(bot) if proof is None else proof
    headers = {"x-telegram-bot-api-secret-token": proof}
    return ask("POST", "/v1/hooks/telegram/int_1", STRANGER, body=update, headers=headers)


@pytest.mark.parametrize("path", ["customers/cus_1", "technicians/tec_1"])
def test_the_office_gives_out_a_link_and_sees_who_has_used_it(bot, path):
    invited = ask("POST", f"/v1/chat-links/{path}/int_1", DISPATCHER)
    heard = write(bot, f"/start {invited.json['url'].partition('=')[2]}")
    (seen,) = ask("GET", f"/v1/chat-links/{path}", DISPATCHER).json["items"]
    gone = ask("DELETE", f"/v1/chat-links/{path}/int_1", DISPATCHER)
    (unseen,) = ask("GET", f"/v1/chat-links/{path}", DISPATCHER).json["items"]

    assert (invited.status, heard.status, gone.status) == (201, 200, 204)
    assert heard.json["method"] == "sendMessage"
    assert (seen["bot_name"], bool(seen["linked_at"]), seen["is_blocked"]) == (
        "naryad_bot", True, False,
    )  # fmt: skip
    assert unseen["linked_at"] is None


def test_a_manager_joins_the_bots_list(bot):
    invited = ask("POST", "/v1/integrations/int_1/chat-links")
    write(bot, f"/start {invited.json['url'].partition('=')[2]}")

    shown = ask("GET", "/v1/integrations/int_1").json
    assert shown["messaging"]["recipients"] == ["7"]


def test_the_bot_is_told_where_its_updates_go_and_how_it_proves_itself(bot, partner):
    partner.answer = b'{"ok": true, "result": true, "description": "Webhook was set"}'

    answer = ask("POST", "/v1/integrations/int_1/chat-webhook")

    (got,) = partner.got
    asked = json.loads(got.body)
    assert answer.json == {
        "url": "https://naryad.example/v1/hooks/telegram/int_1",
        "ok": True,
        "said": "Webhook was set",
    }
    assert got.path == f"/bot{TOKEN}/setWebhook"
    assert (asked["url"], asked["allowed_updates"]) == (answer.json["url"], ["message"])
    assert write(bot, "/stop", asked["secret_token"]).status == 200


def test_what_telegram_says_against_it_is_shown(bot, partner):
    partner.status = 401
    partner.answer = b'{"ok": false, "error_code": 401, "description": "Unauthorized"}'

    answer = ask("POST", "/v1/integrations/int_1/chat-webhook").json

    assert (answer["ok"], answer["said"]) == (False, "Unauthorized")


def test_without_an_address_of_ours_no_bot_can_be_joined(bot, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "")
    clear_caches()

    assert ask("POST", "/v1/integrations/int_1/chat-webhook").status == 409


@pytest.mark.parametrize("proof", ["", "guessed"])
def test_nobody_but_telegram_is_heard(bot, proof):
    assert write(bot, "/stop", proof).status == 401


@pytest.mark.parametrize("body", ["[]", "7", '"x"', "{}"])
def test_an_update_of_no_shape_is_taken_and_changes_nothing(bot, body):
    headers = {"x-telegram-bot-api-secret-token": wiring.linking().secret(bot)}

    answer = ask("POST", "/v1/hooks/telegram/int_1", STRANGER, body=body, headers=headers)

    assert (answer.status, answer.json) == (200, {})


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_who_may_not_look_after_people_links_none(method, path):
    assert ask(method, path, TECHNICIAN).status == 403


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_nobody_is_let_in(method, path):
    assert ask(method, path, STRANGER).status == 401


def test_a_gateway_is_given_an_address_and_is_heard_there(bot, stack, monkeypatch):
    sms = make_integration("int_2", kind="sms", settings={"provider": "smsru"})
    DynamoIntegrations(Table("IntegrationsTable", stack), clock=clock.now).add(sms)

    url = ask("GET", "/v1/integrations/int_2/callback").json["url"]
    form = urlencode({"data[0]": "sms_status\nSM1\n103"})
    kind = {"content-type": "application/x-www-form-urlencoded"}
    path = url.removeprefix("https://naryad.example")
    heard = ask("POST", path, STRANGER, body=form, headers=kind)

    assert url == callback("int_2")
    assert (heard.status, heard.text) == (200, "100")
    assert ask("POST", "/v1/hooks/sms/guess", STRANGER, body=form, headers=kind).status == 404
    assert ask("GET", "/v1/integrations/int_1/callback").status == 409
