"""The store of keys: one contract for the fake and for DynamoDB."""

import json
from datetime import timedelta

import pytest

from integrations.access.keys import key_hash, new_key
from integrations.access.model import KeyState
from integrations.access.ports import KeyMovedError, KeyRepeatedError, LastUse
from integrations.access.storage import DynamoKeys
from shared.audit import new_entry
from shared.audit_storage import DynamoAudit
from shared.errors import ConflictError
from shared.requests import Request
from shared.table import Table
from tests.integrations.access.builders import ALICE, KEY, make_key
from tests.integrations.access.fakes import FakeKeys
from tests.integrations.builders import NOW

REQUEST = Request("alice", "once", "hash-of-body")


@pytest.fixture(params=["fake", "dynamo"])
def keys(request, clock):
    if request.param == "fake":
        return FakeKeys()
    return DynamoKeys(Table("AccessTable", request.getfixturevalue("dynamo")), clock=clock)


def numbered(number, **fields):
    return make_key(new_key("test"), id=f"key_{number}", **fields)


def everything(_):
    return True


def test_a_key_is_read_as_it_was_written(keys):
    key = make_key(
        ip_allow=("192.0.2.0/24", "2001:db8::/32"),
        expires_at=NOW + timedelta(days=1),
        overlap_until=NOW + timedelta(hours=1),
        replaced_by="key_2",
        rotated_from="key_0",
        leaked=True,
        state="inactive",
    )
    keys.save([key], [])

    assert keys.get("key_1") == key
    assert keys.get("key_2") is None


def test_the_door_knows_what_the_card_says(keys):
    keys.save([make_key(ip_allow=("192.0.2.0/24",), rate_per_minute=7)], [])
    door = keys.door(key_hash(KEY))
    changed = make_key(version=2, state="revoked", expires_at=NOW, scopes=("feedback:read",))
    keys.save([changed], [])
    later = keys.door(key_hash(KEY))

    assert (door.id, door.name, door.scopes) == ("key_1", "Charlie", ("orders:read",))
    assert (door.state, door.ip_allow, door.rate_per_minute) == ("active", ("192.0.2.0/24",), 7)
    assert door.ends_at == "9999"
    assert (later.state, later.scopes) == ("revoked", ("feedback:read",))
    assert later.ends_at == "2026-11-22T08:00:00.000Z"
    assert keys.door(key_hash(new_key("live"))) is None


def test_a_key_is_written_only_after_the_version_before(keys):
    keys.save([make_key()], [])
    keys.save([make_key(version=2, name="Second")], [])

    for stale in (make_key(), make_key(version=2), make_key(version=4)):
        with pytest.raises(KeyMovedError) as error:
            keys.save([stale], [])
        assert error.value.current == 2
    assert keys.get("key_1").name == "Second"
    assert keys.door(key_hash(KEY)).name == "Second"


def test_two_keys_are_written_together_or_not_at_all(keys):
    keys.save([make_key()], [])

    with pytest.raises(KeyMovedError):
        keys.save([numbered(2), make_key(version=3)], [])

    assert keys.get("key_2") is None


def test_keys_come_newest_first_and_in_pages(keys):
    for number in range(5):
        keys.save([numbered(number, state="active" if number % 2 else "revoked")], [])

    first = keys.page(everything, limit=2, after=None)
    second = keys.page(everything, limit=2, after=first.after)
    third = keys.page(everything, limit=2, after=second.after)

    pages = [[key.id for key in page.keys] for page in (first, second, third)]
    assert pages == [["key_4", "key_3"], ["key_2", "key_1"], ["key_0"]]
    assert third.after is None
    assert keys.page(everything, limit=5, after=None).after is None


def test_only_wanted_keys_fill_a_page(keys):
    for number in range(5):
        keys.save([numbered(number, state="active" if number % 2 else "revoked")], [])

    page = keys.page(lambda key: key.state is KeyState.REVOKED, limit=2, after=None)
    rest = keys.page(lambda key: key.state is KeyState.REVOKED, limit=2, after=page.after)

    assert [key.id for key in page.keys] == ["key_4", "key_2"]
    assert [key.id for key in rest.keys] == ["key_0"]


def test_a_request_is_answered_with_the_key_it_made(keys):
    keys.save([make_key()], [], REQUEST)

    assert keys.answered(REQUEST) == make_key()
    assert keys.answered(Request("bob", "once", "hash-of-body")) is None
    with pytest.raises(ConflictError):
        keys.answered(Request("alice", "once", "another-body"))


def test_a_request_makes_one_key_only(keys):
    keys.save([make_key()], [], REQUEST)

    with pytest.raises(KeyRepeatedError):
        keys.save([numbered(2)], [], REQUEST)

    assert keys.get("key_2") is None


def test_a_use_is_kept_unless_one_was_kept_within_the_minute(keys):
    def note(seconds, ip):
        at = NOW + timedelta(seconds=seconds)
        keys.note_use("key_1", LastUse(at, ip), unless_since=at - timedelta(minutes=1))

    note(0, "192.0.2.1")
    note(59.999, "192.0.2.2")
    assert keys.last_uses() == {"key_1": LastUse(NOW, "192.0.2.1")}
    note(60, "192.0.2.3")
    assert keys.last_uses()["key_1"].ip == "192.0.2.3"


def test_a_change_is_written_with_its_entry_or_not_at_all(dynamo):
    table = Table("AccessTable", dynamo)
    keys, audit = DynamoKeys(table), DynamoAudit(table)
    entry = new_entry("key.created", "key_1", {}, ALICE, at=NOW)
    keys.save([make_key()], [entry])
    with pytest.raises(KeyMovedError):
        keys.save([make_key()], [new_entry("key.changed", "key_1", {}, ALICE, at=NOW)])

    assert audit.page(None, limit=10, after=None).entries == (entry,)
    assert audit.page("key_1", limit=10, after=None).entries == (entry,)


def test_dynamo_is_asked_once_for_a_door(dynamo):
    calls = []

    class Watched:
        def get_item(self, **request):
            calls.append(request)
            return dynamo.get_item(**request)

    DynamoKeys(Table("AccessTable", Watched())).door(key_hash(KEY))

    assert [json.dumps(each["Key"]) for each in calls] == [
        json.dumps({"pk": {"S": f"KEY#{key_hash(KEY)}"}, "sk": {"S": "KEY"}})
    ]
