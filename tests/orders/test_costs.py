"""What each access path costs in requests and units, against the table in docs/scale.md."""

from dataclasses import replace

import pytest

from orders.lists import DynamoOrderLists
from orders.queries import OrderQuery
from shared.table import Table
from tests.orders.firm import Firm, bills
from tests.orders.scale import written


@pytest.fixture
def firm(dynamo) -> Firm:
    return Firm(dynamo)


def test_every_access_path_costs_what_is_written(dynamo):
    assert bills(dynamo) == written("Units per access path")


def test_a_usual_order_is_one_kilobyte_and_three_times_that_at_its_end(firm, dynamo):
    order = firm.orders[1]
    for to in ("en_route", "in_progress", "on_hold", "in_progress", "completed", "closed"):
        order = firm.move(order, to, who=None)

    sizes = [
        len(item["doc"]["B"])
        for item in dynamo.scan(TableName="OrdersTable")["Items"]
        if item["pk"]["S"] in {f"ORDER#{order.id}", f"ORDER#{firm.orders[0].id}"}
    ]

    assert max(sizes) < 1500
    assert min(sizes) < 900


def test_a_page_over_more_shards_pays_the_rest_of_each(firm, dynamo):
    table = Table("OrdersTable", firm.meter)
    one = DynamoOrderLists(table, list_shards=1).page(OrderQuery(), limit=50, after=None)
    cost_of_one = firm.meter.bill.read
    eight = DynamoOrderLists(table, list_shards=8).page(OrderQuery(), limit=50, after=None)

    assert [row["id"] for row in eight.rows] == [row["id"] for row in one.rows]
    assert firm.meter.bill.read - cost_of_one == cost_of_one + 7 * 0.5


def test_a_filter_that_drops_rows_is_paid_for_what_it_drops(firm):
    firm.page(statuses=frozenset({"closed"}))
    dropped = replace(firm.meter.bill)
    firm.page(limit=200)

    assert firm.meter.bill.read - dropped.read <= dropped.read
