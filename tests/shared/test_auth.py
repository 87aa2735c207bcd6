import pytest

from shared.auth import NOBODY, PERMISSIONS, PUBLIC, ROLES, SCOPES, Actor, actor_of, admit
from shared.errors import ForbiddenError, UnauthorizedError
from tests.http import ADMIN, DISPATCHER, STRANGER, TECHNICIAN, event, partner

READS = {"me:read", "orders:read", "customers:read", "feedback:read", "analytics:read"}
# As the company's rules are written, not as the code has them.
MAY = {
    "admin": PERMISSIONS,
    "manager": PERMISSIONS
    - {"integrations:write", "keys:write", "users:read", "users:write", "settings:write"},
    "dispatcher": READS
    | {"orders:write", "orders:work", "payments:write", "customers:write", "technicians:write"}
    | {"feedback:write"},
    "technician": {"me:read", "orders:read", "orders:work", "feedback:read"},
    "accountant": READS | {"orders:work", "payments:write", "exports:read", "exports:write"},
}
ALLOWS = {
    "orders:read": {"orders:read", "customers:read"},
    "orders:write": {
        "orders:read",
        "orders:write",
        "orders:work",
        "payments:write",
        "customers:read",
        "customers:write",
    },
    "feedback:read": {"feedback:read"},
    "analytics:read": {"analytics:read"},
    "exports:read": {"exports:read", "exports:write"},
    "webhooks:manage": {"integrations:read", "integrations:write"},
    "exchange:1c": set(),
}


def asked_by(actor: dict | None) -> dict:
    return event("GET", "/v1/orders", actor=actor)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_exactly_what_is_written(role):
    assert Actor("user", "u", "U", roles=(role,)).permissions == MAY[role]


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_allows_exactly_what_is_written(scope):
    allowed = Actor("key", "k", "K", scopes=(scope,)).permissions

    assert allowed == ALLOWS[scope] | {"me:read"}
    assert allowed <= PERMISSIONS


def test_no_key_may_erase_people_or_change_what_is_promised():
    assert not set().union(*ALLOWS.values()) & {"customers:erase", "sla:write"}


def test_several_roles_add_up():
    both = Actor("user", "u", "U", roles=("technician", "accountant"))

    assert both.permissions == MAY["technician"] | MAY["accountant"]


@pytest.mark.parametrize("name", ["root", "Admin", "admin,manager", ""])
def test_an_unknown_role_or_scope_gives_nothing_but_oneself(name):
    assert Actor("user", "u", "U", roles=(name,), scopes=(name,)).permissions == {"me:read"}


def test_a_missing_permission_is_named():
    with pytest.raises(ForbiddenError) as refused:
        Actor("user", "u", "U").require("orders:write")

    assert refused.value.extra == {"missing_permission": "orders:write"}


def test_an_identity_survives_the_way_through_the_gateway():
    actor = Actor("key", "key_1", "Charlie", ("a", "b"), ("orders:read",), technician_id="tec_1")

    assert actor_of(asked_by(actor.context())) == actor


def test_groups_come_as_one_text_and_are_taken_apart():
    context = {"kind": "user", "id": "u", "roles": "admin  manager"}

    assert actor_of(asked_by(context)) == Actor("user", "u", "", roles=("admin", "manager"))


@pytest.mark.parametrize(
    "request_context",
    [
        {},
        {"authorizer": {}},
        {"authorizer": {"lambda": None}},
        {"authorizer": {"lambda": {}}},
        {"authorizer": {"lambda": {"kind": "root", "id": "x"}}},
        {"authorizer": {"jwt": {"claims": {"kind": "user"}}}},
    ],
)
def test_without_an_accepted_identity_the_caller_is_nobody(request_context):
    assert actor_of({"requestContext": request_context}) == NOBODY


def test_a_stranger_is_sent_away_with_401_and_a_known_one_with_403():
    with pytest.raises(UnauthorizedError):
        admit(asked_by(STRANGER), "orders:read")
    with pytest.raises(ForbiddenError):
        admit(asked_by(TECHNICIAN), "orders:write")


def test_a_public_route_lets_everyone_in():
    assert admit(asked_by(STRANGER), PUBLIC) == NOBODY
    assert admit(asked_by(ADMIN), PUBLIC).id == "alice"


def test_who_holds_the_permission_is_let_in():
    assert admit(asked_by(DISPATCHER), "orders:write").id == "dan"
    assert admit(asked_by(partner("orders:write")), "orders:read").kind == "key"
