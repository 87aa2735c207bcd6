"""Who may do what in this room: decided at the door, before anything else is read."""

import re

import pytest

from integrations.handler import api, lambda_handler
from tests.http import ADMIN, DISPATCHER, STRANGER, TECHNICIAN, call, partner

MANAGER = {**ADMIN, "id": "mia", "roles": "manager"}
ACCOUNTANT = {**ADMIN, "id": "ann", "roles": "accountant"}
READS = [
    ("GET", "/v1/integrations"),
    ("GET", "/v1/integrations/int_1"),
    ("GET", "/v1/deliveries"),
    ("GET", "/v1/deliveries/dlv_1"),
    ("GET", "/v1/undelivered"),
    ("GET", "/v1/replays"),
    ("GET", "/v1/replays/rpl_1"),
    ("GET", "/v1/reconciliations"),
    ("GET", "/v1/reconciliations/rec_1"),
    ("GET", "/v1/integrations/int_1/statistics"),
    ("GET", "/v1/event-types"),
    ("GET", "/v1/connectors"),
    ("GET", "/v1/integrations/int_1/notices"),
    ("GET", "/v1/integrations/int_1/templates"),
    ("GET", "/v1/suppressions"),
    ("GET", "/v1/integrations/int_1/onec"),
    ("GET", "/v1/integrations/int_1/onec/sessions"),
]
ACCESS = tuple(
    f"/v1/{name}" for name in ("audit", "company", "keys", "leaked-keys", "roles", "users")
)
"""The doors of access have tests of their own."""
CHATS = ("/v1/chat-links", "/v1/hooks")
"""So have those of linked chats and of what providers tell: tests/integrations/telegram."""
WRITES = [
    ("POST", "/v1/integrations"),
    ("PATCH", "/v1/integrations/int_1"),
    ("DELETE", "/v1/integrations/int_1"),
    ("POST", "/v1/integrations/int_1/pause"),
    ("POST", "/v1/integrations/int_1/disable"),
    ("POST", "/v1/integrations/int_1/resume"),
    ("POST", "/v1/integrations/int_1/rotate-secret"),
    ("POST", "/v1/integrations/int_1/test"),
    ("POST", "/v1/deliveries/dlv_1/resend"),
    ("POST", "/v1/replays"),
    ("POST", "/v1/replays/rpl_1/pause"),
    ("POST", "/v1/replays/rpl_1/resume"),
    ("POST", "/v1/replays/rpl_1/cancel"),
    ("POST", "/v1/reconciliations"),
    ("POST", "/v1/integrations/int_1/preview"),
    ("GET", "/v1/integrations/int_1/callback"),
    ("POST", "/v1/integrations/int_1/chat-links"),
    ("POST", "/v1/integrations/int_1/chat-webhook"),
    ("PUT", "/v1/integrations/int_1/templates/order.created/ru"),
    ("DELETE", "/v1/integrations/int_1/templates/order.created/ru"),
    ("DELETE", "/v1/suppressions/sup_1"),
    ("POST", "/v1/integrations/int_1/onec/restart"),
    ("POST", "/v1/integrations/int_1/onec/aside/ord_1/retry"),
    ("POST", "/v1/integrations/int_1/onec/refused/7/retry"),
    ("GET", "/v1/integrations/int_1/onec/preview/7"),
]
NAMED = {
    "<integration_id>": "int_1",
    "<delivery_id>": "dlv_1",
    "<replay_id>": "rpl_1",
    "<reconciliation_id>": "rec_1",
    "<event_type>": "order.created",
    "<language>": "ru",
    "<suppression_id>": "sup_1",
    "<order_id>": "ord_1",
    "<number>": "7",
}


def ask(method, path, **parts):
    return call(lambda_handler, method, path, **parts)


@pytest.mark.parametrize(("method", "path"), [*READS, *WRITES, ("GET", "/v1/me")])
def test_nobody_is_refused_before_the_body_is_read(method, path):
    answer = ask(method, path, actor=STRANGER, body="not json")

    assert answer.status == 401
    assert answer.json["type"] == "urn:naryad:problem:unauthorized"


@pytest.mark.parametrize(("method", "path"), [*READS, *WRITES])
@pytest.mark.parametrize(
    "actor",
    [DISPATCHER, TECHNICIAN, ACCOUNTANT, partner("orders:write", "feedback:read")],
    ids=["dispatcher", "technician", "accountant", "partner"],
)
def test_who_has_no_business_here_is_told_what_is_missing(method, path, actor):
    answer = ask(method, path, actor=actor, body="not json")

    needed = "integrations:write" if (method, path) in WRITES else "integrations:read"
    assert (answer.status, answer.json["missing_permission"]) == (403, needed)


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_manager_may_not_write(method, path):
    assert ask(method, path, actor=MANAGER, body="not json").status == 403


def test_every_route_of_the_room_is_in_these_tests():
    templates = {
        (method, re.sub("<[a-z_]+>", lambda found: NAMED[found[0]], path))
        for method, path in api.permissions
        if not path.startswith(ACCESS + CHATS)
    }

    assert templates == {*READS, *WRITES, ("GET", "/v1/me")}
