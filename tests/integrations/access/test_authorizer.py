"""The door of the HTTP API: a request authorizer event in, one flat identity out."""

import pytest

from integrations import authorizer
from shared.auth import actor_of
from tests.integrations.access import tokens
from tests.integrations.access.builders import KEY, issue
from tests.integrations.receiver import Receiver

NOBODY = {"kind": "nobody", "id": "", "name": "", "roles": "", "scopes": "", "technician_id": ""}


@pytest.fixture
def pool(stack, monkeypatch):
    with Receiver(answer=tokens.key_set()) as receiver:
        monkeypatch.setenv("IDENTITY_KEYS_URL", receiver.url)
        monkeypatch.setenv("IDENTITY_ISSUER", tokens.ISSUER)
        monkeypatch.setenv("IDENTITY_CLIENT_ID", tokens.CLIENT)
        yield receiver


@pytest.fixture
def issued(pool, stack):
    issue(stack, scopes=("orders:write", "webhooks:manage"), rate_per_minute=90)


def ask(*source, ip="192.0.2.1"):
    event = {
        "version": "2.0",
        "type": "REQUEST",
        "identitySource": list(source) or None,
        "requestContext": {"http": {"sourceIp": ip}},
    }
    return authorizer.lambda_handler(event, None)


def test_a_web_user_comes_through_with_roles(pool):
    answer = ask(f"Bearer {tokens.token(**{'cognito:groups': ['admin', 'manager']})}")

    assert answer["isAuthorized"] is True
    assert answer["context"] == {
        "kind": "user",
        "id": "7d3c1f0e-1111-4222-8333-944445555666",
        "name": "alice",
        "roles": "admin manager",
        "scopes": "",
        "technician_id": "",
    }


def test_a_partner_comes_through_with_scopes(issued, pool):
    answer = ask(f"Bearer {KEY}")

    assert answer["context"]["kind"] == "key"
    assert answer["context"]["scopes"] == "orders:write webhooks:manage"
    assert answer["context"]["rate_per_minute"] == "90"
    assert pool.got == []


@pytest.mark.parametrize(
    "source", [(), ("",), ("Bearer x",), (f"Bearer {KEY[:-1]}0",), ("Basic YTpi",)]
)
def test_everybody_else_comes_through_as_nobody(pool, source):
    assert ask(*source) == {"isAuthorized": True, "context": NOBODY}


def test_the_identity_is_flat_text_as_the_gateway_passes_it(issued):
    for answer in (ask(f"Bearer {KEY}"), ask(f"Bearer {tokens.token()}"), ask("")):
        assert {type(value) for value in answer["context"].values()} == {str}


def test_what_the_authorizer_says_is_what_a_route_reads(issued):
    context = ask(f"Bearer {KEY}")["context"]

    actor = actor_of({"requestContext": {"authorizer": {"lambda": context}}})

    assert (actor.id, actor.scopes) == ("key_1", ("orders:write", "webhooks:manage"))
    assert actor.rate_per_minute == 90
    assert {"orders:write", "integrations:write"} <= actor.permissions


def test_a_key_that_is_bound_to_addresses_is_nobodys_from_elsewhere(pool, stack):
    issue(stack, ip_allow=("192.0.2.0/24",))

    assert ask(f"Bearer {KEY}", ip="192.0.2.77")["context"]["id"] == "key_1"
    assert ask(f"Bearer {KEY}", ip="198.51.100.1")["context"] == NOBODY
