"""API keys over HTTP: what is answered, and what never is."""

import json

import pytest

from integrations import handler, wiring
from integrations.access import wiring as access
from integrations.access.keys import is_well_formed
from integrations.access.leaks import LeakReports
from integrations.access.service import KeyService
from integrations.access.storage import DynamoKeys
from shared.audit import Audit
from shared.audit_storage import DynamoAudit
from shared.clock import now
from shared.table import Table
from tests.http import ADMIN, call, partner
from tests.integrations.access.builders import KEY, make_key

MANAGER = {**ADMIN, "id": "mia", "name": "Mia", "roles": "manager"}
BODY = {"name": "Учётная система", "scopes": ["orders:read", "orders:write"]}


@pytest.fixture
def api(room, dynamo):
    table = Table("AccessTable", dynamo)
    keys = KeyService(DynamoKeys(table), environment="test", clock=now)
    audit = Audit(DynamoAudit(table), clock=now)
    parts = {
        access.keys: keys,
        access.audit: audit,
        wiring.leaks: LeakReports(keys, None),
    }
    handler.api.dependency_overrides.update({m: lambda p=p: p for m, p in parts.items()})

    def send(method, path, version=None, **given):
        headers = given.pop("headers", {}) | ({"if-match": f'"{version}"'} if version else {})
        return call(handler.lambda_handler, method, path, headers=headers, **given)

    return send


@pytest.fixture
def made(api):
    return api("POST", "/v1/keys", body=BODY).json


def test_a_new_key_is_in_the_answer_once_and_is_not_to_be_kept(api):
    answer = api("POST", "/v1/keys", body=BODY)

    assert answer.status == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["ETag"] == '"1"'
    card = answer.json
    assert is_well_formed(card["key"])
    assert card["key_was_shown"] is False
    assert (card["prefix"], card["last_four"]) == ("nrd_test_", card["key"][-4:])
    assert (card["state"], card["rate_per_minute"], card["ip_allow"]) == ("active", 600, [])
    assert card["created_by"] == {"kind": "user", "id": "alice", "name": "Alice"}
    assert "hash" not in card


def test_a_repeated_request_does_not_show_the_key_again(api):
    once = {"headers": {"idempotency-key": "k1"}, "body": BODY}
    first, again = api("POST", "/v1/keys", **once), api("POST", "/v1/keys", **once)

    assert again.status == 201
    assert (again.json["key"], again.json["key_was_shown"]) == (None, True)
    assert again.json["id"] == first.json["id"]
    other = api("POST", "/v1/keys", headers={"idempotency-key": "k1"}, body=BODY | {"name": "x"})
    assert other.status == 409


def test_cards_come_without_the_key_and_with_the_last_use(api, made, dynamo):
    (card,) = api("GET", "/v1/keys").json["items"]

    assert card == api("GET", f"/v1/keys/{made['id']}").json
    assert "key" not in card
    assert made["key"][9:-4] not in json.dumps(card)
    assert (card["last_used_at"], card["last_used_ip"]) == (None, None)


def test_keys_are_listed_by_state_and_in_pages(api):
    ids = [api("POST", "/v1/keys", body=BODY).json["id"] for _ in range(3)]
    api("PATCH", f"/v1/keys/{ids[1]}", 1, body={"state": "inactive"})

    first = api("GET", "/v1/keys", query={"limit": 2}).json
    rest = api("GET", "/v1/keys", query={"limit": 2, "cursor": first["next_cursor"]}).json
    off = api("GET", "/v1/keys", query={"state": "inactive"}).json

    shown = [each["id"] for each in first["items"] + rest["items"]]
    assert sorted(shown) == sorted(ids)
    assert rest["next_cursor"] is None
    assert [each["id"] for each in off["items"]] == [ids[1]]
    assert api("GET", "/v1/keys", query={"state": "lost"}).status == 422


def test_a_change_names_its_version(api, made):
    path = f"/v1/keys/{made['id']}"

    assert api("PATCH", path, body={"name": "x"}).status == 428
    changed = api("PATCH", path, 1, body={"name": "Другая", "ip_allow": ["192.0.2.7"]})
    assert (changed.status, changed.headers["ETag"]) == (200, '"2"')
    assert (changed.json["name"], changed.json["ip_allow"]) == ("Другая", ["192.0.2.7/32"])
    stale = api("PATCH", path, 1, body={"name": "x"})
    assert (stale.status, stale.json["current_version"]) == (412, 2)
    assert api("PATCH", "/v1/keys/key_9", 1, body={"name": "x"}).status == 404


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["orders:delete"]}, "scopes.0"),
        ({"ip_allow": ["192.0.2.1/24"]}, "ip_allow.0"),
        ({"ip_allow": ["everywhere"]}, "ip_allow.0"),
        ({"ip_allow": ["10.0.0.1/32"] * 51}, "ip_allow"),
        ({"rate_per_minute": 0}, "rate_per_minute"),
        ({"rate_per_minute": 30_001}, "rate_per_minute"),
        ({"expires_at": "2026-01-01T00:00:00Z"}, "expires_at"),
        ({"expires_at": "2030-01-01T00:00:00"}, "expires_at"),
        ({"hash": "0" * 64}, "hash"),
        ({"created_by": {"kind": "user", "id": "x", "name": "x"}}, "created_by"),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(api, made, fields, field):
    for answer in (
        api("POST", "/v1/keys", body=BODY | fields),
        api("PATCH", f"/v1/keys/{made['id']}", 1, body=fields),
    ):
        assert answer.status == 422, answer.text
        assert [each["field"] for each in answer.json["errors"]] == [field]


@pytest.mark.parametrize("state", ["revoked", "expired"])
def test_a_state_that_has_its_own_way_is_not_set(api, made, state):
    answer = api("PATCH", f"/v1/keys/{made['id']}", 1, body={"state": state})

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "state")


def test_a_rotation_shows_the_new_key_once(api, made):
    path = f"/v1/keys/{made['id']}"
    once = {"headers": {"idempotency-key": "r1"}, "body": {"overlap_hours": 2}}

    rotated = api("POST", f"{path}/rotate", 1, **once)
    again = api("POST", f"{path}/rotate", 1, **once)

    assert rotated.status == 201
    assert rotated.json["rotated_from"] == made["id"]
    assert is_well_formed(rotated.json["key"])
    assert (again.json["id"], again.json["key"]) == (rotated.json["id"], None)
    old = api("GET", path).json
    assert (old["replaced_by"], old["version"]) == (rotated.json["id"], 2)
    assert rotated.json["replaced"] == again.json["replaced"] == old
    assert old["overlap_until"] is not None
    assert api("POST", f"{path}/rotate", 2, body={"overlap_hours": 169}).status == 422
    assert api("POST", f"{path}/rotate", body={}).status == 428


def test_revoking_wants_the_name(api, made):
    path = f"/v1/keys/{made['id']}/revoke"

    assert api("POST", path, 1, body={"name": "x"}).json["errors"][0]["field"] == "name"
    assert api("POST", path, 1, body={"name": made["name"]}).json["state"] == "revoked"
    assert api("POST", path, 2, body={"name": made["name"]}).status == 409


def test_the_record_tells_what_was_done_to_one_key_and_to_all(api, made):
    api("PATCH", f"/v1/keys/{made['id']}", 1, body={"rate_per_minute": 5})
    api("POST", "/v1/keys", body=BODY)

    mine = api("GET", f"/v1/keys/{made['id']}/audit").json["items"]
    page = api("GET", "/v1/audit", query={"limit": 2}).json
    rest = api("GET", "/v1/audit", query={"limit": 2, "cursor": page["next_cursor"]}).json

    assert [each["action"] for each in mine] == ["key.changed", "key.created"]
    assert mine[0]["changes"] == {"rate_per_minute": {"from": 600, "to": 5}}
    assert mine[0]["actor"]["name"] == "Alice"
    assert len(page["items"] + rest["items"]) == 3
    assert rest["next_cursor"] is None
    assert api("GET", "/v1/keys/key_9/audit").status == 404


def test_a_manager_reads_and_a_partner_does_not_even_that(api, made):
    path = f"/v1/keys/{made['id']}"

    assert api("GET", path, actor=MANAGER).status == 200
    assert api("GET", "/v1/audit", actor=MANAGER).status == 200
    for method, where, version, body in (
        ("POST", "/v1/keys", None, BODY),
        ("PATCH", path, 1, {"name": "x"}),
        ("POST", f"{path}/rotate", 1, {}),
        ("POST", f"{path}/revoke", 1, {"name": "x"}),
    ):
        answer = api(method, where, version, body=body, actor=MANAGER)
        assert (answer.status, answer.json["missing_permission"]) == (403, "keys:write")
    everything = partner("orders:write", "webhooks:manage", "analytics:read", "exports:read")
    assert api("GET", "/v1/keys", actor=everything).status == 403
    assert api("GET", "/v1/audit", actor=everything).status == 403


def test_a_report_of_leaks_needs_no_token_and_is_not_there_without_a_reporter(api):
    assert api("POST", "/v1/leaked-keys", body=[], actor=None).status == 404


def test_a_last_use_is_on_the_card(api, dynamo):
    table = Table("AccessTable", dynamo)
    DynamoKeys(table).save([make_key()], [])
    table.put({"pk": "KEY_USES", "sk": "key_1", "at": "2026-11-22T08:00:00.000Z", "ip": "::1"})

    card = api("GET", "/v1/keys/key_1").json

    assert (card["last_used_at"], card["last_used_ip"]) == ("2026-11-22T08:00:00Z", "::1")
    assert KEY not in json.dumps(card)
