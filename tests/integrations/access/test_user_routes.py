"""The edge of web users: shapes, answers, and what is refused before it is tried."""

import pytest

from integrations.access import wiring
from integrations.access.company.service import CompanyService
from integrations.access.users.service import UserService
from integrations.handler import api, lambda_handler
from shared.auth import PERMISSIONS, ROLES, SCOPES
from tests.http import ADMIN, TECHNICIAN, call, partner
from tests.integrations.access.company.fakes import FakeCompanies
from tests.integrations.access.users_fakes import FakePool, FakeStandings, FakeTechnicians
from tests.integrations.builders import FixedClock

BOB = {
    "email": "Bob@Naryad.Example",
    "name": " Борис Орлов ",
    "roles": ["technician", "technician"],
    "technician_id": "tec_1",
}


class Edge:
    def __init__(self):
        self.pool, self.standings = FakePool(), FakeStandings()
        self.company = CompanyService(FakeCompanies(), clock=FixedClock())
        self.users = UserService(self.pool, self.standings, FakeTechnicians(), clock=FixedClock())

    def ask(self, method, path, **parts):
        return call(lambda_handler, method, path, **parts)

    def invite(self, body=BOB, **parts):
        return self.ask("POST", "/v1/users", body=body, **parts)


@pytest.fixture
def edge():
    made = Edge()
    api.dependency_overrides[wiring.users] = lambda: made.users
    api.dependency_overrides[wiring.company] = lambda: made.company
    yield made
    api.dependency_overrides.clear()


def test_a_user_is_invited_read_listed_and_changed(edge):
    made = edge.invite()
    assert made.status == 201
    user = made.json
    assert (user["email"], user["name"]) == ("bob@naryad.example", "Борис Орлов")
    assert (user["roles"], user["status"], user["enabled"]) == (["technician"], "invited", True)
    assert made.headers["Cache-Control"] == "no-store"

    path = f"/v1/users/{user['id']}"
    assert edge.ask("GET", path).json == user
    assert edge.ask("GET", "/v1/users").json == {"items": [user]}
    changed = edge.ask("PATCH", path, body={"enabled": False, "technician_id": None})
    assert changed.json == user | {"enabled": False, "technician_id": None}


def test_one_key_invites_once(edge):
    key = {"idempotency-key": "k1"}

    assert edge.invite(headers=key).json == edge.invite(headers=key).json
    assert edge.invite({**BOB, "name": "Другой"}, headers=key).status == 409
    assert edge.pool.mailed == ["bob@naryad.example"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "bob"),
        ("email", "bob@"),
        ("email", "bob@localhost"),
        ("email", "bob@naryad.example\nBcc: eve@naryad.example"),
        ("email", "b" * 128 + "@naryad.example"),
        ("name", " "),
        ("name", "Б" * 201),
        ("roles", []),
        ("roles", ["root"]),
        ("roles", "admin"),
        ("roles", ["admin"] * 6),
        ("technician_id", ""),
        ("technician_id", "tec_9"),
        ("language", "de"),
        ("enabled", True),
        ("id", "alice"),
        ("status", "active"),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(edge, field, value):
    answer = edge.invite({**BOB, field: value})

    assert answer.status == 422
    assert answer.json["errors"][0]["field"].split(".")[0] == field
    assert edge.pool.kept == {}


@pytest.mark.parametrize(
    "body",
    [
        {"email": "eve@naryad.example"},
        {"status": "active"},
        {"blocked": False},
        {"signed_out_at": 0},
        {"version": 9},
        {"enabled": "no"},
        {"enabled": None},
        {"roles": None},
        {"name": ""},
    ],
)
def test_only_the_fields_that_may_be_changed_can_be_sent(edge, body):
    user = edge.invite().json

    answer = edge.ask("PATCH", f"/v1/users/{user['id']}", body=body)

    assert answer.status == 422
    assert edge.ask("GET", f"/v1/users/{user['id']}").json == user


def test_the_same_roles_in_another_order_are_no_change(edge):
    body = {**BOB, "roles": ["technician", "manager"], "technician_id": None}
    user = edge.invite(body).json
    assert user["roles"] == ["manager", "technician"]

    path = f"/v1/users/{user['id']}"
    assert edge.ask("PATCH", path, body={"roles": ["technician", "manager"]}).json == user
    assert edge.standings.kept[user["id"]].signed_out_at == 0


def test_sign_out_and_resend_answer_with_the_user(edge):
    user = edge.invite().json

    for act in ("sign-out", "resend"):
        answer = edge.ask("POST", f"/v1/users/{user['id']}/{act}")
        assert (answer.status, answer.json) == (200, user)
    assert edge.pool.signed_out == [user["id"]]
    assert len(edge.pool.mailed) == 2


def test_the_matrix_in_force_is_told_to_everybody_who_is_known(edge):
    answer = edge.ask("GET", "/v1/roles", actor=partner())

    shown = answer.json
    assert shown["permissions"] == sorted(PERMISSIONS)
    assert {each["name"]: set(each["permissions"]) for each in shown["roles"]} == ROLES
    assert {each["name"]: set(each["permissions"]) for each in shown["scopes"]} == SCOPES


def test_who_asks_is_told_who_they_are(edge):
    user = edge.invite().json
    bob = {**TECHNICIAN, "id": user["id"], "name": "claim"}

    me = edge.ask("GET", "/v1/me", actor=bob).json

    assert (me["email"], me["name"]) == ("bob@naryad.example", "Борис Орлов")
    assert (me["roles"], me["technician_id"]) == (["technician"], "tec_1")
    assert me["permissions"] == sorted(ROLES["technician"])
    key = edge.ask("GET", "/v1/me", actor=partner("orders:read")).json
    assert (key["kind"], key["email"], key["technician_id"]) == ("key", None, None)
    assert (key["scopes"], key["roles"]) == (["orders:read"], [])
    assert set(key["permissions"]) == {"me:read"} | SCOPES["orders:read"]


def test_nobody_but_an_administrator_manages_users(edge):
    user = edge.invite().json
    manager = {**ADMIN, "id": "mia", "roles": "manager"}
    for method, path in (
        ("GET", "/v1/users"),
        ("POST", "/v1/users"),
        ("GET", f"/v1/users/{user['id']}"),
        ("PATCH", f"/v1/users/{user['id']}"),
        ("POST", f"/v1/users/{user['id']}/sign-out"),
        ("POST", f"/v1/users/{user['id']}/resend"),
    ):
        for actor in (manager, TECHNICIAN, partner(*SCOPES)):
            assert edge.ask(method, path, actor=actor, body={}).status == 403
