"""The demo's feedback: written once, complete enough that each part of the page has something."""

from datetime import timedelta

import boto3
import pytest

from feedback.asking.storage import DynamoRequests
from feedback.overview.figures import recovery
from feedback.storage import DynamoRatings
from local.opinions import Opinions
from shared.table import Table
from tests.feedback.builders import NOW, make_order, order_item
from tests.feedback.fakes import ZONE

NAMES = {
    "COMPANY_ZONE": "Europe/Moscow",
    "FEEDBACK_TABLE": "FeedbackTable",
    "ORDERS_TABLE": "OrdersTable",
    "DUE_SHARDS": "2",
}
ORDERS = 60


@pytest.mark.usefixtures("aws")
def test_customers_were_asked_and_about_half_answered_once_however_often_it_is_written():
    client = boto3.client("dynamodb")
    opinions = Opinions(NAMES, client)
    done = [NOW - timedelta(days=n + 4) for n in range(ORDERS)]
    for n in range(ORDERS):
        Table("OrdersTable", client).put(order_item(make_order(id=f"ord_{n}")))

    for _ in range(2):
        for n, at in enumerate(done):
            opinions.write(f"ord_{n}", at, NOW)
    opinions.write("ord_none", done[0], NOW)

    rows = DynamoRatings("FeedbackTable", client, zone=ZONE).within(done[-1], NOW, limit=999)
    requests = DynamoRequests(Table("FeedbackTable", client), zone=ZONE, shards=2)
    counts = requests.counts(done[-1].date(), NOW.date())
    assert sum(each.asked for each in counts) == ORDERS
    assert sum(each.answered for each in counts) == len(rows)
    assert ORDERS * 0.35 < len(rows) < ORDERS * 0.75
    assert {row.rating for row in rows} >= {3, 4, 5}
    assert recovery(rows, NOW).low > 0
    assert not list(requests.due(NOW))
