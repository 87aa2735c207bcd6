"""Who a bearer token is, by key or by token; whatever is wrong with it looks the same outside."""

import json
import sys
from datetime import timedelta

import pytest

from integrations.access.identity import Identity, TokenError
from integrations.access.keys import key_hash, new_key
from integrations.access.usage import LastUses
from shared.auth import NOBODY, Actor
from tests.integrations.access.builders import ALICE, KEY, make_key
from tests.integrations.access.fakes import FakeKeys
from tests.integrations.builders import NOW, FixedClock

PARTNER = Actor(
    kind="key", id="key_1", name="Charlie", scopes=("orders:read",), rate_per_minute=600
)


def verify(token):
    if token != "good":
        raise TokenError("token: not good")
    return ALICE


@pytest.fixture
def keys():
    return FakeKeys(make_key())


@pytest.fixture
def identity(keys, clock):
    return Identity(keys, LastUses(keys, lambda work: not work()), verify, clock=clock)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "  Bearer "])
def test_the_scheme_may_be_written_in_any_case(identity, scheme):
    assert identity.of(f"{scheme} good") == ALICE
    assert identity.of(f"{scheme}  {KEY} ") == PARTNER


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic good", "good", KEY, " ", "\0"])
def test_a_header_that_bears_no_token_is_nobodys(identity, header):
    assert identity.of(header) == NOBODY


@pytest.mark.parametrize(
    "wrong",
    [
        KEY[:-1] + "!",
        KEY[:-1],
        KEY.swapcase(),
        KEY.replace("nrd_live_", "nrd_test_"),
        f"{KEY}\0",
        f"{KEY[:20]}\0{KEY[21:]}",
        f"{KEY[:20]}а{KEY[21:]}",
        "nrd_live_" + "0" * 10_000,
        "nrd_live_",
        f"{KEY} {KEY}",
    ],
)
def test_a_malformed_key_is_nobodys_and_costs_no_read(identity, keys, wrong):
    assert identity.of(f"Bearer {wrong}") == NOBODY
    assert keys.asked == []


def test_a_well_formed_key_that_is_unknown_is_nobodys(identity, keys):
    unknown = new_key("live")

    assert identity.of(f"Bearer {unknown}") == NOBODY
    assert keys.asked == [key_hash(unknown)]


def test_why_somebody_was_refused_is_in_our_log_without_the_token(identity, log_lines):
    refused = ["nrd_live_wrong-checksum", new_key("test"), "not-good-token"]

    for token in refused:
        identity.of(f"Bearer {token}")

    reasons = [json.loads(line)["reason"] for line in log_lines]
    assert reasons == [
        "key with a wrong checksum",
        "key unknown",
        "token: not good",
    ]
    assert not any(token in line for token in refused for line in log_lines)


def test_a_kept_key_comes_with_its_scopes_and_its_rate(identity):
    found = identity.of(f"Bearer {KEY}")

    assert found == PARTNER
    assert found.permissions == {"me:read", "orders:read", "customers:read"}


def test_a_key_is_good_until_the_moment_it_expires(keys, identity, clock):
    keys.kept["key_1"] = make_key(expires_at=NOW + timedelta(hours=1))

    clock.pass_by(minutes=59, seconds=59, milliseconds=999)
    assert identity.of(f"Bearer {KEY}") == PARTNER
    clock.pass_by(milliseconds=1)
    assert identity.of(f"Bearer {KEY}") is NOBODY


def test_a_replaced_key_is_good_until_its_overlap_ends(keys, identity, clock):
    keys.kept["key_1"] = make_key(replaced_by="key_2", overlap_until=NOW + timedelta(hours=24))

    assert identity.of(f"Bearer {KEY}") == PARTNER
    clock.pass_by(hours=24)
    assert identity.of(f"Bearer {KEY}") is NOBODY


REFUSED = {
    "key unknown": None,
    "key revoked": make_key(state="revoked"),
    "key inactive": make_key(state="inactive"),
    "key expired": make_key(expires_at=NOW),
    "key used from another address": make_key(ip_allow=("198.51.100.0/24",)),
}


@pytest.fixture(params=REFUSED)
def refused(request):
    key = REFUSED[request.param]
    return request.param, FakeKeys(*([key] if key else []))


def test_every_refusal_is_the_same_outside_and_told_apart_in_our_log(refused, log_lines):
    reason, keys = refused
    identity = Identity(keys, LastUses(keys, lambda work: not work()), verify, clock=FixedClock())

    assert identity.of(f"Bearer {KEY}", "192.0.2.1") is NOBODY
    assert json.loads(log_lines[-1])["reason"] == reason
    assert keys.uses == {}


JUDGING = {f"integrations.access.{part}" for part in ("identity", "admission", "keys")}


def test_every_refusal_costs_one_read_and_takes_the_same_lines():
    work = {reason: _work(FakeKeys(*([key] if key else []))) for reason, key in REFUSED.items()}
    reads, lines = work["key unknown"]

    assert {reason: done for reason, done in work.items() if done != (reads, lines)} == {}
    assert reads == 1
    assert len(lines) > 20


def _work(keys):
    """Tell the reads, and the lines of our own code, that refusing one key took."""
    identity = Identity(keys, LastUses(keys, lambda work: not work()), verify, clock=FixedClock())
    lines = set()

    def trace(frame, event, _):
        name = frame.f_globals.get("__name__", "")
        if name not in JUDGING:
            return None
        lines.add((name, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        assert identity.of(f"Bearer {KEY}", "192.0.2.1") is NOBODY
    finally:
        sys.settrace(before)
    return len(keys.asked), frozenset(lines)
