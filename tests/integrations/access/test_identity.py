"""Who a bearer token is, by key or by token; whatever is wrong with it looks the same outside."""

import json
from datetime import timedelta

import pytest

from integrations.access.identity import Identity, TokenError
from integrations.access.keys import is_well_formed, key_hash, new_key
from integrations.access.storage import DynamoKeys, NewKey
from shared.auth import NOBODY, Actor
from shared.table import ConditionError, Table
from tests.integrations.builders import NOW, FixedClock
from tests.tables import resources

# Of known bytes, so that every run and every worker names its tests alike.
KEY = "nrd_live_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf0nD83I"
ALICE = Actor(kind="user", id="alice", name="Alice", roles=("admin",))
PARTNER = Actor(kind="key", id="key_1", name="Charlie", scopes=("orders:read",))


class FakeKeys:
    """Knows one key, and which were asked for."""

    def __init__(self):
        self.asked = []

    def find(self, key, now):
        self.asked.append(key)
        return PARTNER if key == KEY else None


def verify(token):
    if token != "good":
        raise TokenError("token: not good")
    return ALICE


@pytest.fixture
def keys():
    return FakeKeys()


@pytest.fixture
def identity(keys):
    return Identity(keys, verify, clock=FixedClock())


@pytest.fixture
def access(dynamo):
    table = Table("AccessTable", dynamo)
    DynamoKeys(table).add(KEY, NewKey("key_1", "Charlie", ["orders:read"]), NOW)
    return table


def find(table, key=KEY, **later):
    return DynamoKeys(table).find(key, NOW + timedelta(**later))


def change(table, **fields):
    item = table.get({"pk": f"KEY#{key_hash(KEY)}", "sk": "KEY"})
    table.put({**item, **fields})


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
    assert keys.asked == [unknown]


def test_why_somebody_was_refused_is_in_our_log_without_the_token(identity, log_lines):
    refused = ["nrd_live_wrong-checksum", new_key("test"), "not-good-token"]

    for token in refused:
        identity.of(f"Bearer {token}")

    reasons = [json.loads(line)["reason"] for line in log_lines]
    assert reasons == [
        "key with a wrong checksum",
        "key unknown, inactive or expired",
        "token: not good",
    ]
    assert not any(token in line for token in refused for line in log_lines)


def test_a_kept_key_is_found_with_its_scopes(access):
    assert find(access) == PARTNER
    assert find(access).permissions == {"me:read", "orders:read", "customers:read"}


def test_a_key_that_was_never_issued_is_not_found(access):
    assert find(access, new_key("live")) is None


@pytest.mark.parametrize("state", ["inactive", "revoked"])
def test_a_key_that_is_not_active_is_not_found(access, state):
    change(access, state=state)

    assert find(access) is None


def test_a_key_is_good_until_the_moment_it_expires(access):
    change(access, expires_at="2026-11-22T09:00:00.000Z")

    assert find(access, minutes=59, seconds=59) == PARTNER
    assert find(access, hours=1) is None
    assert find(access, days=2) is None


def test_all_refusals_of_a_kept_key_are_one_and_the_same(access):
    identity = Identity(DynamoKeys(access), verify, clock=FixedClock(NOW + timedelta(days=1)))
    refusals = []
    for fields in ({"state": "inactive"}, {"state": "revoked"}, {"expires_at": "2026-11-22"}):
        change(access, **{"state": "active", "expires_at": "9999", **fields})
        refusals.append(identity.of(f"Bearer {KEY}"))
    refusals += [identity.of(f"Bearer {token}") for token in (new_key("live"), "x", KEY[:-1])]

    assert {refusal is NOBODY for refusal in refusals} == {True}


def test_a_repeated_add_is_harmless_and_another_key_never_takes_its_place(access):
    keys = DynamoKeys(access)
    keys.add(KEY, NewKey("key_1", "Charlie", ["orders:read"]), NOW)

    with pytest.raises(ConditionError):
        keys.add(KEY, NewKey("key_2", "Mallory", ["webhooks:manage"]), NOW)

    assert find(access) == PARTNER


def test_of_a_key_only_its_hash_is_at_rest(access):
    find(access)

    everything = [
        json.dumps(access.client.scan(TableName=name)["Items"], default=repr)
        for name in resources("AWS::DynamoDB::Table")
    ]

    assert is_well_formed(KEY)
    assert key_hash(KEY) in "".join(everything)
    assert not any(KEY[9:-4] in text or KEY in text for text in everything)
