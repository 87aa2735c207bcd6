"""Targets in memory and in DynamoDB behave alike, and so does the record of their changes."""

from collections.abc import Iterator
from dataclasses import dataclass

import boto3
import pytest

from analytics.targets.model import KpiTargets
from analytics.targets.ports import TargetsMovedError, TargetStore
from analytics.targets.storage import DynamoTargets
from shared.audit import AuditStore, Entry, new_entry
from shared.audit_storage import DynamoAudit
from shared.auth import Actor
from shared.table import Table
from tests.analytics.builders import NOON
from tests.analytics.targets.fakes import FakeTargets

ALICE = Actor(kind="user", id="alice", name="Alice", roles=("admin",))
FIRST = KpiTargets(
    version=1,
    targets={"sla_compliance": 0.95, "revenue": 100_000_000},
    updated_at=NOON,
    updated_by="Alice",
)


@dataclass(frozen=True)
class Kept:
    store: TargetStore
    audit: AuditStore

    @property
    def told(self) -> tuple[Entry, ...]:
        return self.audit.page("targets", limit=10, after=None).entries


@pytest.fixture(params=["memory", "dynamodb"])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    if request.param == "memory":
        fake = FakeTargets()
        yield Kept(fake, fake.audit)
        return
    request.getfixturevalue("room")
    table = Table("RollupsTable", boto3.client("dynamodb"))
    yield Kept(DynamoTargets(table), DynamoAudit(table))


def entry(to: float = 0.95) -> Entry:
    changes = {"sla_compliance": {"from": None, "to": to}}
    return new_entry("targets.changed", "targets", changes, ALICE, at=NOON)


def test_there_are_none_before_anybody_has_set_any(kept: Kept) -> None:
    assert kept.store.get() == KpiTargets()
    assert kept.told == ()


def test_targets_are_written_version_after_version(kept: Kept) -> None:
    second = FIRST.model_copy(update={"version": 2, "targets": {}})
    kept.store.save(FIRST, entry())
    found = kept.store.get()
    assert found == FIRST
    assert isinstance(found.targets["revenue"], int)
    kept.store.save(second, entry())

    assert kept.store.get() == second
    for stale in (FIRST, second):
        with pytest.raises(TargetsMovedError) as moved:
            kept.store.save(stale, entry())
        assert moved.value.current == 2


def test_a_change_is_in_the_record_and_a_refused_one_is_not(kept: Kept) -> None:
    told = entry()
    kept.store.save(FIRST, told)
    with pytest.raises(TargetsMovedError):
        kept.store.save(FIRST, entry(0.5))

    assert kept.told == (told,)
    assert kept.told[0].changes == {"sla_compliance": {"from": None, "to": 0.95}}
