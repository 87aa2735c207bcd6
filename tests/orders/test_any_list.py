"""Any filters in any order of any size of page, over the fake and over DynamoDB."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from orders.queries import OrderQuery
from tests.orders.builders import FixedClock
from tests.orders.clients import Loose
from tests.orders.conftest import Stores, in_dynamo, in_memory
from tests.orders.many import LIMITS, QUERIES, filled, listed, many_orders, pages_of
from tests.shared.dynamo import fresh_dynamo

ORDERS = many_orders(60)
OFTEN = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", params=["memory", "dynamo"])
def full(request) -> Iterator[Stores]:
    """The same sixty orders for all queries of this file; nobody writes to them."""
    clock = FixedClock()
    if request.param == "memory":
        yield filled(in_memory(clock), ORDERS)
    else:
        with fresh_dynamo() as client:
            yield filled(in_dynamo(Loose(client), clock), ORDERS)


@OFTEN
@given(query=QUERIES, limit=LIMITS)
def test_any_list_page_by_page_is_a_plain_filter_and_sort(full, query, limit):
    assert pages_of(full.lists, query, limit) == listed(query, ORDERS)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("limit", [1, 3, 7, 50])
def test_open_orders_without_a_due_date_come_last_whichever_way(full, descending, limit):
    query = OrderQuery(statuses=frozenset({"new", "on_hold"}), sort="due", descending=descending)

    assert pages_of(full.lists, query, limit) == listed(query, ORDERS)
