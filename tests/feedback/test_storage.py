"""The contract of the kept answers: DynamoDB and the fake of the other tests pass it alike."""

from datetime import UTC, datetime, timedelta

import boto3
import pytest

from feedback.service import Ratings
from feedback.storage import DynamoOrders, DynamoRatings
from shared.item import unpack
from shared.table import ConditionError, Table
from tests.feedback.builders import (
    NOW,
    FakeRatings,
    make_answer,
    make_feedback,
    make_order,
    order_item,
)

DAY = timedelta(days=1)


@pytest.fixture(params=["fake", "dynamo"])
def ratings(request: pytest.FixtureRequest) -> Ratings:
    if request.param == "fake":
        return FakeRatings()
    request.getfixturevalue("aws")
    return DynamoRatings("FeedbackTable", boto3.client("dynamodb"))


def test_an_answer_comes_back_as_it_was_saved(ratings):
    saved = ratings.save(make_feedback(3, comment="Так себе\n👷"))

    assert ratings.load("ord_1") == saved
    assert ratings.load("ord_2") is None


def test_a_second_first_answer_gives_the_one_that_stands(ratings):
    first = ratings.save(make_feedback(5))

    found = ratings.save(make_feedback(1, at=NOW + DAY))

    assert found == first == ratings.load("ord_1")


def test_a_change_is_written_over_the_version_before_it(ratings):
    first = ratings.save(make_feedback(5))
    changed = first.changed(make_answer(2), NOW + timedelta(hours=1))

    assert ratings.save(changed) == changed == ratings.load("ord_1")


def test_a_change_of_an_old_version_gives_the_one_that_stands(ratings):
    first = ratings.save(make_feedback(5))
    changed = ratings.save(first.changed(make_answer(2), NOW))

    found = ratings.save(first.changed(make_answer(4), NOW))

    assert found == changed == ratings.load("ord_1")


def test_a_change_of_an_answer_that_is_gone_is_no_answer(aws):
    ratings = DynamoRatings("FeedbackTable", boto3.client("dynamodb"))

    with pytest.raises(ConditionError):
        ratings.save(make_feedback(5).changed(make_answer(1), NOW))


def test_answers_are_listed_newest_first_over_months_and_years(ratings):
    moments = [
        datetime(2025, 12, 31, 23, 59, 59, 999000, tzinfo=UTC),
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 3, 5, 12, tzinfo=UTC),
        datetime(2026, 3, 5, 12, 0, 0, 1000, tzinfo=UTC),
    ]
    for n, moment in enumerate(moments):
        ratings.save(make_feedback(order_id=f"ord_{n}", at=moment))

    listed = list(ratings.newest(moments[0], moments[-1] + DAY))

    assert [each.submitted_at for each in listed] == moments[::-1]


def test_the_start_of_a_period_is_in_it_and_its_end_is_not(ratings):
    ratings.save(make_feedback(order_id="ord_start", at=NOW))
    ratings.save(make_feedback(order_id="ord_end", at=NOW + DAY))

    assert [each.order_id for each in ratings.newest(NOW, NOW + DAY)] == ["ord_start"]


def test_a_changed_answer_keeps_its_place_in_the_list(ratings):
    first = ratings.save(make_feedback(order_id="ord_a", at=NOW))
    ratings.save(make_feedback(order_id="ord_b", at=NOW + timedelta(hours=1)))
    ratings.save(first.changed(make_answer(1), NOW + timedelta(hours=2)))

    listed = [each.order_id for each in ratings.newest(NOW, NOW + DAY)]

    assert listed == ["ord_b", "ord_a"]


def test_an_order_is_read_as_its_room_wrote_it(aws):
    client = boto3.client("dynamodb")
    Table("OrdersTable", client).put(order_item(make_order()))
    orders = DynamoOrders("OrdersTable", client)

    assert orders.load("ord_1") == make_order()
    assert orders.load("ord_2") is None


def test_the_words_lie_packed_in_the_item(aws):
    client = boto3.client("dynamodb")
    DynamoRatings("FeedbackTable", client).save(make_feedback(comment="Спасибо"))

    item = Table("FeedbackTable", client).get({"pk": "FEEDBACK#ord_1"})

    assert item is not None
    assert set(item) == {"pk", "list_pk", "list_sk", "version", "rating", "schema", "doc"}
    assert unpack(item["doc"])["comment"] == "Спасибо"
