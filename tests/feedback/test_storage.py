"""The contract of the kept answers: DynamoDB and the fake of the other tests pass it alike."""

from datetime import UTC, datetime, timedelta

import boto3
import pytest

from feedback.care.model import FeedbackActor
from feedback.overview.model import Row
from feedback.storage import INDEX, ROW, DynamoOrders, DynamoRatings
from shared.clock import moment as read
from shared.item import unpack
from shared.table import ConditionError, Table
from tests.feedback.builders import NOW, make_answer, make_feedback, make_order, order_item
from tests.feedback.fakes import ZONE, FakeRatings
from tests.tables import resources

DAY = timedelta(days=1)


@pytest.fixture(params=["fake", "dynamo"])
def ratings(request: pytest.FixtureRequest) -> FakeRatings | DynamoRatings:
    if request.param == "fake":
        return FakeRatings()
    request.getfixturevalue("aws")
    return DynamoRatings("FeedbackTable", boto3.client("dynamodb"), zone=ZONE)


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
    ratings = DynamoRatings("FeedbackTable", boto3.client("dynamodb"), zone=ZONE)

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

    listed = ratings.within(moments[0], moments[-1] + DAY, limit=9)

    assert [read(each.submitted_at) for each in listed] == moments[::-1]


def test_the_start_of_a_period_is_in_it_and_its_end_is_not(ratings):
    ratings.save(make_feedback(order_id="ord_start", at=NOW))
    ratings.save(make_feedback(order_id="ord_end", at=NOW + DAY))

    assert [each.order_id for each in ratings.within(NOW, NOW + DAY, limit=9)] == ["ord_start"]


def test_a_changed_answer_keeps_its_place_in_the_list(ratings):
    first = ratings.save(make_feedback(order_id="ord_a", at=NOW))
    ratings.save(make_feedback(order_id="ord_b", at=NOW + timedelta(hours=1)))
    ratings.save(first.changed(make_answer(1), NOW + timedelta(hours=2)))

    listed = [each.order_id for each in ratings.within(NOW, NOW + DAY, limit=9)]

    assert listed == ["ord_b", "ord_a"]


def test_an_order_is_read_as_its_room_wrote_it(aws):
    client = boto3.client("dynamodb")
    Table("OrdersTable", client).put(order_item(make_order()))
    orders = DynamoOrders("OrdersTable", client)

    assert orders.load("ord_1") == make_order()
    assert orders.load("ord_2") is None


def test_the_words_lie_packed_in_the_item(aws):
    client = boto3.client("dynamodb")
    DynamoRatings("FeedbackTable", client, zone=ZONE).save(make_feedback(comment="Спасибо"))

    item = Table("FeedbackTable", client).get({"pk": "FEEDBACK#ord_1"})

    assert item is not None
    assert "Спасибо" not in str({**item, "doc": b""})
    assert unpack(item["doc"])["comment"] == "Спасибо"


def test_light_rows_hold_what_lists_need_and_no_words(ratings):
    low = ratings.save(make_feedback(2, comment="Опоздали"))
    by = FeedbackActor(kind="user", id="alice", name="Alice")
    saved = ratings.save(low.tended("topics_set", by, NOW, topics=("сроки",)))

    (row,) = ratings.within(NOW, NOW + DAY, limit=9)

    assert row == Row.of(saved)
    assert (row.has_comment, row.topics, row.task) == (True, ("сроки",), "open")


def test_a_period_is_cut_off_at_the_limit(ratings):
    for n in range(3):
        ratings.save(make_feedback(order_id=f"ord_{n}", at=NOW + timedelta(minutes=n)))

    rows = ratings.within(NOW, NOW + DAY, limit=2)

    assert [row.order_id for row in rows] == ["ord_2", "ord_1"]


def test_whole_answers_are_read_by_order_and_what_is_not_there_is_left_out(ratings):
    kept = ratings.save(make_feedback(5, comment="Хорошо"))

    assert ratings.load_many(["ord_1", "ord_2"]) == {"ord_1": kept}


def test_the_template_s_index_holds_the_fields_of_a_row():
    index = resources("AWS::DynamoDB::Table")["FeedbackTable"]["GlobalSecondaryIndexes"][0]

    assert index["IndexName"] == INDEX
    assert tuple(index["Projection"]["NonKeyAttributes"]) == (*ROW, "scores", "asked", "answered")
