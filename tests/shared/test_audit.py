"""The record of changes: one contract for the fake and for DynamoDB, in whichever table."""

import pytest

from shared.audit import Audit, Who
from shared.audit_storage import DynamoAudit
from shared.auth import Actor
from shared.table import Table
from tests.audit import FakeAudit
from tests.integrations.builders import FixedClock

ALICE = Actor(kind="user", id="alice", name="Alice", roles=("admin",))


@pytest.fixture(params=["fake", "AccessTable", "RollupsTable"])
def store(request):
    if request.param == "fake":
        return FakeAudit()
    return DynamoAudit(Table(request.param, request.getfixturevalue("dynamo")))


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def audit(store, clock):
    return Audit(store, clock=clock)


@pytest.fixture
def five(audit, clock):
    made = []
    for number in range(5):
        made.append(audit.record("key.changed", f"key_{number % 2}", {"rate": number}, ALICE))
        clock.pass_by(seconds=1)
    return made[::-1]


def test_an_entry_keeps_who_did_what_to_whom_and_when(audit, clock):
    changes = {"name": {"from": "Old", "to": "New"}, "scopes": {"from": [], "to": ["a", "b"]}}
    audit.record("key.changed", "key_1", changes, ALICE)

    (entry,) = audit.page(limit=10, after=None).entries
    assert (entry.action, entry.subject, entry.at) == ("key.changed", "key_1", clock.now)
    assert entry.actor == Who(kind="user", id="alice", name="Alice")
    assert entry.changes == changes


@pytest.mark.parametrize("value", [0.95, 1e-7, -0.1, 1e15, 3, 0, True, None, "x", [0.5, "y"], {}])
def test_a_value_comes_back_as_what_it_was(audit, value):
    audit.record("targets.changed", "targets", {"csat": {"from": None, "to": value}}, ALICE)

    (entry,) = audit.page(limit=10, after=None).entries
    found = entry.changes["csat"]["to"]
    assert (found, type(found)) == (value, type(value))


def test_all_entries_come_newest_first(audit, five):
    assert audit.page(limit=10, after=None).entries == tuple(five)


def test_the_entries_of_one_subject_come_alone(audit, five):
    mine = audit.page("key_1", limit=10, after=None).entries

    assert mine == tuple(each for each in five if each.subject == "key_1")
    assert audit.page("key_9", limit=10, after=None).entries == ()


def test_pages_join_without_gap_or_repeat_while_others_write(audit, five):
    found, after = [], None
    for _ in range(5):
        page = audit.page(limit=2, after=after)
        found += page.entries
        after = page.after
        if after is None:
            break
        audit.record("user.changed", "usr_1", {}, ALICE)

    assert found == five
    assert after is None


def test_entries_of_one_moment_are_all_kept(audit):
    made = [audit.record("key.created", f"key_{n}", {}, ALICE) for n in range(3)]

    kept = audit.page(limit=10, after=None).entries

    assert {each.id for each in kept} == {each.id for each in made}


def test_an_entry_that_is_written_twice_is_kept_once(store, audit):
    entry = audit.record("key.created", "key_1", {}, ALICE)
    store.add(entry)

    assert len(audit.page(limit=10, after=None).entries) == 1
