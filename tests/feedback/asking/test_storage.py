"""The contract of the kept requests: DynamoDB and the fake of the other tests pass it alike."""

from dataclasses import dataclass
from datetime import date, timedelta

import boto3
import pytest

from feedback.asking.storage import DynamoCompletions, DynamoRequests
from feedback.storage import DynamoRatings
from shared.clock import text
from shared.table import Table
from tests.feedback.builders import (
    HABITS,
    NOW,
    ZONE,
    FakeRatings,
    FakeRequests,
    make_feedback,
    planned,
)

LONG_AGO = NOW - timedelta(days=30)
DAY = date(2026, 11, 22)


@dataclass
class Stores:
    requests: FakeRequests | DynamoRequests
    ratings: FakeRatings | DynamoRatings


@pytest.fixture(params=["fake", "dynamo"])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "fake":
        ratings = FakeRatings()
        return Stores(FakeRequests(ratings), ratings)
    request.getfixturevalue("aws")
    client = boto3.client("dynamodb")
    requests = DynamoRequests(Table("FeedbackTable", client), zone=ZONE, shards=3)
    return Stores(requests, DynamoRatings("FeedbackTable", client, zone=ZONE))


def test_a_plan_is_written_once_and_found_when_it_is_due(stores):
    due_at = NOW + timedelta(hours=1)
    plan = planned(due_at=due_at)

    assert stores.requests.add(plan)
    assert not stores.requests.add(planned())
    assert stores.requests.missing(["ord_1", "ord_2", "ord_2"]) == ["ord_2"]
    assert list(stores.requests.due(NOW)) == []
    assert list(stores.requests.due(due_at)) == [plan]


def test_what_is_due_comes_from_all_shards_the_longest_waiting_first(stores):
    for n in range(7):
        at = NOW - timedelta(minutes=(n * 5) % 7)
        stores.requests.add(planned(f"ord_{n}", due_at=at))

    due = [each.due_at for each in stores.requests.due(NOW)]

    assert due == sorted(due)
    assert len(due) == 7


def test_a_first_sending_is_written_once_and_counted(stores):
    plan = planned()
    stores.requests.add(plan)
    sent = plan.sent(NOW, HABITS)

    assert stores.requests.send_first(sent, cooled_since=LONG_AGO) == "sent"
    assert stores.requests.send_first(sent, cooled_since=LONG_AGO) == "moved"
    assert stores.requests.counts([DAY]) == {DAY: (1, 0)}
    assert stores.requests.asked("ord_1") == sent.told
    assert stores.requests.asked("ord_2") is None


def test_a_customer_who_was_asked_lately_is_not_asked(stores):
    for order_id in ("ord_1", "ord_2"):
        stores.requests.add(planned(order_id))
    stores.requests.send_first(planned("ord_1").sent(NOW, HABITS), cooled_since=LONG_AGO)

    wanted = planned("ord_2").sent(NOW, HABITS)

    assert stores.requests.send_first(wanted, cooled_since=LONG_AGO) == "cooling"
    assert stores.requests.counts([DAY]) == {DAY: (1, 0)}
    assert stores.requests.send_first(wanted, cooled_since=NOW) == "sent"
    assert stores.requests.counts([DAY]) == {DAY: (2, 0)}


def test_an_answer_is_counted_on_the_day_of_the_request_and_once(stores):
    late = NOW.replace(hour=22)  # the next day in Moscow
    plan = planned()
    stores.requests.add(plan)
    stores.requests.send_first(plan.sent(late, HABITS), cooled_since=LONG_AGO)
    answer = make_feedback(5, asked_at=late, at=late + timedelta(days=3))

    stores.ratings.save(answer)
    stores.ratings.save(answer)

    assert stores.requests.counts([DAY]) == {date(2026, 11, 23): (1, 1)}
    assert stores.ratings.load("ord_1") == answer


def test_nothing_more_is_due_once_a_request_is_over(stores):
    plan = planned(due_at=NOW)
    stores.requests.add(plan)

    assert stores.requests.save(plan.over("answered"))
    assert not stores.requests.save(plan.over("again"))
    assert list(stores.requests.due(NOW)) == []


def test_a_plan_is_dropped_unless_it_has_changed(stores):
    plan = planned(due_at=NOW)
    stores.requests.add(plan)
    stores.requests.save(plan.over("answered"))

    stores.requests.drop(plan)
    assert stores.requests.missing(["ord_1"]) == []

    stores.requests.drop(plan.over("answered"))
    assert stores.requests.missing(["ord_1"]) == ["ord_1"]


def test_the_search_for_completed_orders_never_goes_back(stores):
    assert stores.requests.reached() is None

    stores.requests.reach(NOW)
    stores.requests.reach(LONG_AGO)

    assert stores.requests.reached() == NOW


def test_completed_orders_are_found_among_those_that_changed(aws):
    table = Table("OrdersTable", boto3.client("dynamodb"))
    for n, status in enumerate(("completed", "new", "closed", "completed")):
        at = NOW + timedelta(minutes=n)
        table.put(
            {
                "pk": f"ORDER#{n}",
                "id": str(n),
                "status": status,
                "changed_pk": f"changed#{n % 2}",
                "changed_sk": f"{text(at)}#{n}",
            }
        )

    found = DynamoCompletions(table, list_shards=2).completed_since(NOW + timedelta(minutes=1))

    assert list(found) == ["2", "3"]
