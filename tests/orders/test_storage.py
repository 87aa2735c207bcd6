"""What only DynamoDB can show: lost replies, many at once, sizes, what lies in an item."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from orders.lifecycle import move
from orders.model import MAX_HISTORY
from orders.people.storage import CustomerPuts
from orders.ports import OrderFullError, VersionMovedError
from orders.queries import OrderQuery
from orders.storage import DynamoOrders
from shared.errors import ConflictError
from shared.item import unpack
from shared.table import ConditionError, Table
from tests.orders.builders import (
    BOB,
    asked,
    new_customer,
    new_order,
    order_in,
    wish_for_order,
    wish_to,
)
from tests.orders.clients import Broken, Forgetful, OneAtATime
from tests.orders.conftest import in_dynamo

PHONES = [f"+7900000000{n}" for n in range(5)]


@pytest.fixture
def store(dynamo, clock):
    return in_dynamo(dynamo, clock).orders


def orders_over(client, clock) -> DynamoOrders:
    return in_dynamo(client, clock).orders


@pytest.mark.parametrize("technician", [None, BOB])
def test_a_save_whose_reply_was_lost_is_no_conflict_with_itself(dynamo, clock, store, technician):
    # With the same technician it is a put, with another a transaction.
    order = new_order(technician=technician)
    store.add(order, customer=None, request=None)
    then = move(order, wish_to("scheduled"))

    orders_over(Forgetful(dynamo), clock).save(then, before=order, request=None)

    assert store.get("ord_1") == then


@pytest.mark.parametrize("technician", [None, BOB])
def test_a_save_after_somebody_elses_is_a_conflict_even_with_lost_replies(
    dynamo, clock, store, technician
):
    order = new_order(technician=technician)
    store.add(order, customer=None, request=None)
    store.save(move(order, wish_to("cancelled")), before=order, request=None)
    then = move(order, wish_to("scheduled"))

    with pytest.raises(VersionMovedError):
        orders_over(Forgetful(dynamo), clock).save(then, before=order, request=None)


def test_fifty_creates_at_once_give_fifty_numbers_and_one_customer_per_phone(dynamo, clock):
    stores = in_dynamo(OneAtATime(dynamo), clock)
    service = stores.service

    def create(n: int):
        customer = new_customer(phone=PHONES[n % 5])
        return service.create(wish_for_order(customer=customer), asked(f"key-{n}"))

    with ThreadPoolExecutor(10) as threads:
        made = list(threads.map(create, range(50)))

    assert len({order.number for order in made}) == 50
    assert len({order.id for order in made}) == 50
    assert len({(o.customer.phone, o.customer.id) for o in made}) == len(PHONES)
    rows = stores.lists.page(OrderQuery(), limit=200, after=None).rows
    assert {row["number"] for row in rows} == {order.number for order in made}


def test_one_request_sent_by_many_at_once_makes_one_order(dynamo, clock):
    stores = in_dynamo(OneAtATime(dynamo), clock)
    service = stores.service

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: service.create(wish_for_order(), asked("one")), range(8)))

    assert len({order.model_dump_json() for order in made}) == 1
    assert len(stores.lists.page(OrderQuery(), limit=200, after=None).rows) == 1


def test_many_moves_of_one_version_at_once_let_one_through(dynamo, clock):
    store = orders_over(OneAtATime(dynamo), clock)
    order = new_order()
    store.add(order, customer=None, request=None)

    def save(n: int) -> bool:
        try:
            store.save(move(order, wish_to("cancelled", reason=str(n))), before=order, request=None)
        except VersionMovedError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(save, range(8)))

    assert sum(won) == 1
    assert store.get("ord_1").version == 2


def test_the_lists_partitions_are_all_used(dynamo, clock, store):
    for n in range(9):
        store.add(new_order(id=f"ord_{n}", number=str(n)), customer=None, request=None)

    items = dynamo.scan(TableName="OrdersTable")["Items"]
    used = {item["list_pk"]["S"] for item in items if "list_pk" in item}
    assert used - {"customer#cus_1"} == {"order#0", "order#1", "order#2"}


def test_an_item_shows_the_list_and_packs_the_rest(dynamo, store):
    order = order_in("on_hold", description="Секрет")
    store.add(order, customer=None, request=None)

    item = Table("OrdersTable", dynamo).get({"pk": "ORDER#ord_1"})

    assert unpack(item["doc"])["description"] == "Секрет"
    assert "description" not in item
    assert {"history", "items"} <= set(unpack(item["doc"]))


def noise(chars: int) -> str:
    """Text that no packing makes smaller; always the same."""
    rng = random.Random(7)  # noqa: S311 - a fixed stream, not a secret
    return "".join(chr(rng.randrange(0x4E00, 0x9FFF)) for _ in range(chars))


def grown(entries: int):
    order = order_in("scheduled")
    entry, reason = order.history[-1], noise(500 * entries)
    history = tuple(
        entry.model_copy(update={"version": n + 3, "reason": reason[n * 500 : n * 500 + 500]})
        for n in range(entries)
    )
    return order.model_copy(update={"history": order.history + history, "version": entries + 2})


def test_an_order_of_the_largest_size_is_kept_and_a_larger_one_refused(store, clock, dynamo):
    large, too_large = grown(355), grown(MAX_HISTORY - 10)
    store.add(large, customer=None, request=None)

    store.save(large.model_copy(update={"version": large.version + 1}), before=large, request=None)

    assert store.get("ord_1").version == large.version + 1
    with pytest.raises(OrderFullError):
        store.save(too_large, before=large, request=None)


def test_an_order_that_is_full_says_so_as_a_conflict(dynamo, clock, store):
    order = grown(345)
    store.add(order, customer=None, request=None)
    service = in_dynamo(dynamo, clock).service

    with pytest.raises(ConflictError, match="holds all"):
        service.edit("ord_1", {"description": noise(15_000)}, asked(version=order.version))

    assert service.get("ord_1", asked()) == order


def test_a_number_that_was_given_twice_is_our_fault(clock):
    store = DynamoOrders(
        Table("OrdersTable", Broken()), CustomerPuts("DirectoryTable"), list_shards=1, clock=clock
    )

    with pytest.raises(ConditionError):
        store.add(new_order(), customer=None, request=None)
