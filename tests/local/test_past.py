"""The demo's past: thought out in memory, written by the rooms' own storage, the same each time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from local.aws import Aws
from local.batches import Batches
from local.demo import Step, Story, stories
from local.mapping import Mapping
from local.past import Past, untold
from orders.lists import DynamoOrderLists
from orders.queries import OrderQuery
from orders.storage import DynamoOrders
from shared.table import Put, Table, Update, write_together

NAMES = {
    "COMPANY_ZONE": "Europe/Moscow",
    "COMPANY_CURRENCY": "RUB",
    "ORDERS_TABLE": "OrdersTable",
    "DIRECTORY_TABLE": "DirectoryTable",
    "FEEDBACK_TABLE": "FeedbackTable",
    "ORDER_LIST_SHARDS": "1",
    "DUE_SHARDS": "2",
}
NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


class InMemory(Aws):
    """AWS in this process."""

    def __init__(self) -> None:
        self.endpoint = ""

    def client(self, service: str) -> Any:
        return boto3.client(service)


def some_stories() -> list[Story]:
    """The last of them, and some that were done again with what they repair."""
    told = list(stories(NOW))
    again = [story for story in told if story.rework_of][-3:]
    keys = {key for story in again for key in (story.key, story.rework_of)}
    return [s for s in told[:-20] if s.key in keys] + told[-20:]


def everything() -> dict[str, list[Any]]:
    client = boto3.client("dynamodb")
    return {
        name: client.scan(TableName=name)["Items"]
        for name in ("OrdersTable", "DirectoryTable", "FeedbackTable")
    }


@pytest.mark.usefixtures("aws")
def test_the_past_is_written_once_however_often_it_is_told():
    told = some_stories()

    Past(InMemory(), NAMES, NOW).write(told, lambda _: None)
    counts = {name: len(items) for name, items in everything().items()}
    Past(InMemory(), NAMES, NOW).write(told, lambda _: None)

    assert {name: len(items) for name, items in everything().items()} == counts
    lists = DynamoOrderLists(Table("OrdersTable", boto3.client("dynamodb")), list_shards=1)
    rows = lists.page(OrderQuery(), limit=100, after=None).rows
    assert len(rows) == len(told)
    assert len({row["number"] for row in rows}) == len(told)


@pytest.mark.usefixtures("aws")
def test_the_past_has_what_figures_are_made_of():
    told = some_stories()

    Past(InMemory(), NAMES, NOW).write(told, lambda _: None)

    store = Table("OrdersTable", boto3.client("dynamodb"))
    orders = DynamoOrders(store, None, list_shards=1, clock=lambda: NOW)
    lists = DynamoOrderLists(store, list_shards=1)
    rows = lists.page(OrderQuery(), limit=100, after=None).rows
    kept = [orders.get(row["id"]) for row in rows]
    redone = [order for order in kept if order and order.rework_of]
    assert redone
    assert all(order.origin_created_at < order.created_at for order in redone)
    assert {order.rework_cause for order in redone} & {"workmanship", "part_failure", "other"}
    assert all(order and order.zone and order.sla for order in kept)
    assert store.next_number({"pk": "COUNTER"}) == len(told) + 1


def test_what_is_counted_is_written_as_it_is_in_the_end():
    batches = Batches()
    count = Update("T", {"pk": "a"}, "ADD asked :by SET who = :who", {":by": 2, ":who": "x"})

    write_together(batches, [Put("T", {"pk": "b", "n": 1}), count])
    write_together(batches, [Put("T", {"pk": "b", "n": 2}), count])

    assert list(batches) == [
        {"pk": {"S": "b"}, "n": {"N": "2"}},
        {"pk": {"S": "a"}, "asked": {"N": "4"}, "who": {"S": "x"}},
    ]


def test_an_update_that_is_no_count_is_refused():
    with pytest.raises(ValueError, match="no count"):
        Batches().update_item(TableName="T", Key={"pk": {"S": "a"}}, UpdateExpression="REMOVE x")


def test_partners_are_not_told_of_the_past():
    engine = Mapping("IntegrationsStreamOrderChanges", "arn:a", "f")
    lake = Mapping("AnalyticsStreamOrderChanges", "arn:a", "g")

    assert [each.start for each in untold([engine, lake])] == ["LATEST", "TRIM_HORIZON"]


def test_the_stories_have_a_shape_to_be_found():
    told = list(stories(NOW))

    moves = [[each.to for each in s.steps if isinstance(each, Step)] for s in told]
    lately = sum(1 for s in told if s.at > NOW - timedelta(days=150)) / 150
    before = sum(1 for s in told if s.at < NOW - timedelta(days=150)) / 275
    weekdays = [sum(1 for s in told if s.at.weekday() == n) for n in range(7)]
    hours = [sum(1 for s in told if s.at.hour == n) for n in range(24)]
    assert lately > before * 1.2
    assert weekdays[6] < weekdays[5] < min(weekdays[:5])
    assert hours[8] > hours[11] > hours[3] == 0
    assert any(m.count("completed") > 1 for m in moves)
    assert {"on_hold", "cancelled"} <= {each for m in moves for each in m}
    assert told[0].at < NOW - timedelta(days=420)


def test_reworks_tell_why_where_it_is_known():
    told = [story for story in stories(NOW) if story.rework_of]

    ends = [each for s in told for each in s.steps if isinstance(each, Step) and each.fields]
    causes = {each.fields.get("rework_cause") for each in ends if each.to == "completed"}
    assert {"workmanship", "part_failure", None} <= causes
