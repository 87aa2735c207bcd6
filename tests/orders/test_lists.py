"""Lists while others write, their rows and their bounds."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders import lists, queries
from orders.lifecycle import move
from orders.model import Order
from orders.ports import TooManyError
from orders.queries import OrderQuery
from tests.orders.builders import FixedClock, new_order, wish_to
from tests.orders.clients import Loose
from tests.orders.conftest import Stores, in_dynamo
from tests.orders.many import QUERIES, filled, listed, many_orders, pages_of
from tests.shared.dynamo import fresh_dynamo

SELDOM = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def others_write(stores: Stores, rng: random.Random, orders: dict[str, Order]) -> Any:
    """Add an order and change one, at random, each time that it is called."""
    late = iter(many_orders(1000, seed=rng.randrange(10**6)))

    def write() -> None:
        added = next(late)
        added = added.model_copy(update={"number": f"9{added.number}"})
        stores.orders.add(added, customer=None, request=None)
        before = orders[rng.choice(sorted(orders))]
        allowed = [to for to in before.allowed_moves if before.version < 4]
        if allowed:
            moved = move(before, wish_to(allowed[0], at=before.updated_at + timedelta(minutes=1)))
            stores.orders.save(moved, before=before, request=None)
            orders[before.id] = moved

    return write


@SELDOM
@given(query=QUERIES, limit=st.sampled_from([2, 4]), seed=st.integers(0, 10**6))
def test_a_list_repeats_nothing_and_skips_nothing_while_others_write(query, limit, seed):
    orders = many_orders(15, seed)
    now = {order.id: order for order in orders}
    with fresh_dynamo() as client:
        stores = filled(in_dynamo(Loose(client), FixedClock()), orders)
        write = others_write(stores, random.Random(seed), now)  # noqa: S311 - not a secret
        found = pages_of(stores.lists, query, limit, between=write)

    untouched = [order for order in orders if now[order.id] is order]
    kept = {order.id for order in untouched}
    assert [each for each in found if each in kept] == listed(query, untouched)
    if query.sort not in {"updated", "due", "scheduled"}:
        assert len(found) == len(set(found))


def test_a_row_shows_what_the_list_needs(stores):
    order = new_order(external_id="1С-7", technician=None)
    filled(stores, [order])
    scheduled = move(order, wish_to("scheduled"))
    stores.orders.save(scheduled, before=order, request=None)

    (row,) = stores.lists.page(OrderQuery(), limit=2, after=None).rows

    assert (row["id"], row["status"], row["version"]) == ("ord_1", "scheduled", 2)
    people = {"customer_name": "Анна Иванова", "technician_name": "Борис Орлов"}
    assert people.items() <= row.items()
    assert (row["total"], row["paid"], row["currency"]) == (0, 0, "RUB")
    assert row["created_at"] == "2026-11-22T08:00:00.000Z"
    assert row["scheduled_start"] == "2026-11-22T09:00:00.000Z"
    assert "due_at" not in row


def test_an_order_leaves_the_list_of_a_technician_whom_it_was_taken_from(stores):
    order = new_order()
    filled(stores, [order])
    theirs = OrderQuery(technician_id="tec_1")
    given_ = move(order, wish_to("scheduled"))
    stores.orders.save(given_, before=order, request=None)
    assert pages_of(stores.lists, theirs, 5) == ["ord_1"]

    stores.orders.save(move(given_, wish_to("new")), before=given_, request=None)

    assert pages_of(stores.lists, theirs, 5) == []


@pytest.mark.parametrize("person", [{}, {"customer_id": "cus_1"}])
def test_a_sort_without_an_index_takes_no_more_than_its_bound(stores, monkeypatch, person):
    monkeypatch.setattr(lists, "MAX_GATHERED", 3)
    monkeypatch.setattr("tests.orders.fakes.MAX_GATHERED", 3)
    by_total = OrderQuery(sort="total", **person)
    for n in range(3):
        filled(stores, [new_order(id=f"ord_{n}", number=str(n))])
    assert len(pages_of(stores.lists, by_total, 2)) == 3

    filled(stores, [new_order(id="ord_3", number="3")])

    with pytest.raises(TooManyError):
        stores.lists.page(by_total, limit=2, after=None)
    assert len(pages_of(stores.lists, replace(by_total, sort="created"), 2)) == 4


def test_a_sort_without_an_index_searches_no_further_than_its_bound(dynamo, clock, monkeypatch):
    monkeypatch.setattr(lists, "MAX_SEARCHED", 3)
    stores = filled(
        in_dynamo(dynamo, clock), [new_order(id=f"ord_{n}", number=str(n)) for n in range(4)]
    )
    rare = OrderQuery(sort="total", statuses=frozenset({"closed"}))

    with pytest.raises(TooManyError):
        stores.lists.page(rare, limit=2, after=None)


@pytest.mark.parametrize("person", [{}, {"customer_id": "cus_1"}])
def test_a_page_of_what_is_rare_ends_early_with_a_cursor(dynamo, clock, monkeypatch, person):
    monkeypatch.setattr(lists, "MAX_LOOKED_AT", 4)
    monkeypatch.setattr("shared.newest.MAX_LOOKED_AT", 4)
    orders = [new_order(id=f"ord_{n}", number=str(n)) for n in range(10)]
    orders[0] = move(orders[0], wish_to("cancelled"))
    stores = filled(in_dynamo(dynamo, clock), orders)
    rare = OrderQuery(statuses=frozenset({"cancelled"}), **person)

    sizes, after = [], None
    while True:
        page = stores.lists.page(rare, limit=5, after=after)
        sizes.append(len(page.rows))
        after = page.after
        if after is None:
            break

    assert sizes == [0, 0, 1]


@given(query=QUERIES)
def test_an_access_path_is_the_cheapest_that_holds_all_rows(query):
    path = query.access

    if query.customer_id or query.technician_id:
        assert path in {queries.Access.OF_CUSTOMER, queries.Access.OF_TECHNICIAN}
    elif query.updated_since or query.sort == "updated":
        assert path is queries.Access.UPDATED
    elif path is queries.Access.OPEN_BY_DUE:
        assert query.overdue_at or query.statuses <= queries.OPEN_STATUSES
    else:
        assert path is queries.Access.CREATED
