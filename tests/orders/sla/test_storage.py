"""The store of rules keeps one contract in memory and in DynamoDB."""

from collections.abc import Iterator
from typing import Any

import pytest

from orders.ports import VersionMovedError
from orders.sla.ports import RuleStore
from orders.sla.storage import DynamoRules
from shared.table import Table
from tests.orders.clients import Forgetful
from tests.orders.sla.builders import ALICE, MONDAY, policy, rules
from tests.orders.sla.fakes import FakeRules
from tests.shared.dynamo import fresh_dynamo
from tests.shared.worktime.builders import calendar, own_day


@pytest.fixture
def dynamo() -> Iterator[Any]:
    with fresh_dynamo() as client:
        yield client


@pytest.fixture(params=["memory", "dynamo"])
def store(request) -> RuleStore:
    if request.param == "memory":
        return FakeRules()
    return DynamoRules(Table("DirectoryTable", request.getfixturevalue("dynamo")))


def version(number, *policies):
    return rules(*policies).model_copy(update={"version": number})


def test_at_first_there_are_no_rules(store):
    assert store.get() is None


def test_rules_come_back_as_they_were_written(store):
    written = rules(
        policy(types=("paid",), priorities=("high",), works="24x7"),
        calendar=calendar(own_day("2026-12-30", "09:00-12:00", "13:00-24:00"), holidays="none"),
        updated_at=MONDAY,
        updated_by=ALICE,
    )

    store.save(written)

    assert store.get() == written


def test_each_version_follows_the_one_before(store):
    store.save(version(1))
    store.save(version(2, policy("new")))

    assert store.get().policies[0].id == "new"


@pytest.mark.parametrize("stale", [1, 2, 4])
def test_a_version_that_does_not_follow_is_refused_with_the_current_one(store, stale):
    store.save(version(1))
    store.save(version(2))

    with pytest.raises(VersionMovedError) as refused:
        store.save(version(stale, policy("other")))

    assert refused.value.current == 2
    assert store.get().policies[0].id == "usual"


def test_a_second_version_without_a_first_is_refused(store):
    with pytest.raises(VersionMovedError) as refused:
        store.save(version(2))

    assert refused.value.current == 0


def test_a_lost_reply_is_no_conflict(dynamo):
    store = DynamoRules(Table("DirectoryTable", Forgetful(dynamo)))

    store.save(version(1))
    store.save(version(2))

    assert store.get().version == 2


def test_a_full_calendar_is_read_for_one_unit(dynamo):
    days = [own_day(f"{2027 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}") for n in range(400)]
    policies = [policy(f"p{n}", types=(f"type_{n}",)) for n in range(50)]
    DynamoRules(Table("DirectoryTable", dynamo)).save(rules(*policies, calendar=calendar(*days)))

    answer = dynamo.get_item(
        TableName="DirectoryTable",
        Key={"pk": {"S": "SLA"}, "sk": {"S": "SLA"}},
    )

    assert len(answer["Item"]["doc"]["B"]) < 4000
