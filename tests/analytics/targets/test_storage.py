"""Targets in memory and in DynamoDB behave alike."""

from collections.abc import Iterator

import boto3
import pytest

from analytics.targets.model import KpiTargets
from analytics.targets.ports import TargetsMovedError, TargetStore
from analytics.targets.storage import DynamoTargets
from shared.table import Table
from tests.analytics.builders import NOON
from tests.analytics.targets.fakes import FakeTargets

FIRST = KpiTargets(
    version=1,
    targets={"sla_compliance": 0.95, "revenue": 100_000_000},
    updated_at=NOON,
    updated_by="Alice",
)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Iterator[TargetStore]:
    if request.param == "memory":
        yield FakeTargets()
        return
    request.getfixturevalue("room")
    yield DynamoTargets(Table("RollupsTable", boto3.client("dynamodb")))


def test_there_are_none_before_anybody_has_set_any(store: TargetStore) -> None:
    assert store.get() == KpiTargets()


def test_targets_are_written_version_after_version(store: TargetStore) -> None:
    second = FIRST.model_copy(update={"version": 2, "targets": {}})
    store.save(FIRST)
    kept = store.get()
    assert kept == FIRST
    assert isinstance(kept.targets["revenue"], int)
    store.save(second)

    assert store.get() == second
    for stale in (FIRST, second):
        with pytest.raises(TargetsMovedError) as moved:
            store.save(stale)
        assert moved.value.current == 2
