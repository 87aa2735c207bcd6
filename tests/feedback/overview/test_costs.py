"""What the page of staff costs in DynamoDB: the period's own light rows, and a few calls."""

from datetime import timedelta
from typing import Any

import boto3
import pytest

from feedback.asking.storage import DynamoRequests
from feedback.overview.period import Period
from feedback.overview.query import Query, Scope
from feedback.overview.service import Overview, OverviewService
from feedback.storage import INDEX, DynamoRatings
from shared.table import Table
from tests.feedback.builders import NOW, make_feedback
from tests.feedback.fakes import ZONE
from tests.orders.units import Meter, size

BEFORE, WITHIN, LIMIT = 120, 60, 20
PERIOD = Period.of(None, None, NOW, ZONE)


@pytest.fixture
def meter(aws: None) -> Meter:
    """A table with answers of three years, a third of them within the last ninety days."""
    client = boto3.client("dynamodb")
    ratings = DynamoRatings("FeedbackTable", client, zone=ZONE)
    ages = [91 + n * 1000 // BEFORE for n in range(BEFORE)]
    ages += [n * 88 // WITHIN for n in range(WITHIN)]
    for n, days in enumerate(ages):
        at = NOW - timedelta(days=days)
        said = f"Мастер опоздал на {n} минут, но всё починил. " * 20
        ratings.save(make_feedback(n % 5 + 1, order_id=f"ord_{n}", at=at, comment=said))
    return Meter(client)


def overview(meter: Any, *, after: Any = None, **wish: Any) -> Overview:
    ratings = DynamoRatings("FeedbackTable", meter, zone=ZONE)
    requests = DynamoRequests(Table("FeedbackTable", meter), zone=ZONE, shards=4)
    service = OverviewService(
        ratings, ratings, requests, ZONE, hidden_counts=True, clock=lambda: NOW
    )
    return service.overview(Query(Scope(PERIOD), **wish), limit=LIMIT, after=after)


def test_a_page_of_ninety_days_reads_those_days_and_no_more(meter):
    found = overview(meter)

    assert found.figures is not None
    assert found.figures.summary.count == WITHIN
    # Two calls for each month, for answers and for counts, and one for the page's whole answers.
    assert sorted(meter.bill.calls) == ["batch_get_item"] + ["query"] * 8
    rows = boto3.client("dynamodb").scan(TableName="FeedbackTable", IndexName=INDEX)["Items"]
    held = sum(size(row) for row in rows if row["submitted_at"]["S"] >= PERIOD.start.isoformat())
    each_call_s_rounding = 8 * 0.5
    whole_answers = LIMIT * 0.5
    assert meter.bill.read <= held / 8192 + each_call_s_rounding + whole_answers


def test_any_order_of_rows_and_any_page_costs_the_same_calls(meter):
    for sort in ("date", "technician", "order"):
        meter.bill.calls.clear()
        first = overview(meter, sort=sort)
        assert first.page is not None
        overview(meter, sort=sort, after=first.page.after)

        assert sorted(meter.bill.calls) == ["batch_get_item"] * 2 + ["query"] * 16


def test_a_light_row_stays_light_whatever_was_written(meter):
    rows = boto3.client("dynamodb").scan(TableName="FeedbackTable", IndexName=INDEX)["Items"]

    assert max(map(size, rows)) <= 520
    assert sum(map(size, rows)) / len(rows) <= 460
