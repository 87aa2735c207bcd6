"""What every store of orders and people must do; run over the fake and over DynamoDB."""

import pytest

from orders.lifecycle import move
from orders.model import Order
from orders.ports import (
    ExternalIdTakenError,
    PhoneTakenError,
    RequestRepeatedError,
    VersionMovedError,
)
from shared.errors import ConflictError
from shared.requests import Request
from tests.orders.builders import (
    make_customer,
    new_order,
    order_in,
    wish_to,
)

ASKED = Request("alice", "key-1", "hash-1")


def add(stores, order: Order, *, customer=None, request=None) -> Order:
    stores.orders.add(order, customer=customer, request=request)
    return order


def test_numbers_count_up_and_never_repeat(stores):
    numbers = [stores.orders.next_number() for _ in range(5)]

    assert numbers == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("status", ["new", "on_hold", "completed", "cancelled"])
def test_an_order_is_read_as_it_was_written(stores, status):
    order = add(stores, order_in(status, description="Течёт 👍", external_id="1С-7"))

    assert stores.orders.get(order.id) == order


def test_an_order_that_is_not_there_is_none(stores):
    assert stores.orders.get("ord_none") is None


def test_a_next_version_takes_the_place_of_the_one_before(stores):
    order = add(stores, new_order())
    then = move(order, wish_to("scheduled"))

    stores.orders.save(then, before=order, request=None)

    assert stores.orders.get(order.id) == then


def test_a_version_that_is_not_the_next_is_refused_with_the_current_one(stores):
    order = add(stores, new_order())
    mine, other = move(order, wish_to("scheduled")), move(order, wish_to("cancelled"))
    stores.orders.save(other, before=order, request=None)

    with pytest.raises(VersionMovedError) as refused:
        stores.orders.save(mine, before=order, request=None)

    assert refused.value.current == 2
    assert stores.orders.get(order.id) == other


def test_an_order_that_was_never_added_can_not_be_saved(stores):
    with pytest.raises(VersionMovedError) as refused:
        stores.orders.save(order_in("scheduled"), before=order_in("new"), request=None)

    assert refused.value.current == 0
    assert stores.orders.get("ord_1") is None


def test_an_external_id_belongs_to_one_order(stores):
    add(stores, new_order(external_id="1С-7"))

    with pytest.raises(ExternalIdTakenError) as refused:
        add(stores, new_order(id="ord_2", number="8", external_id="1С-7"), request=ASKED)

    assert refused.value.order_id == "ord_1"
    assert stores.orders.get("ord_2") is None
    assert stores.orders.answered(ASKED) is None


def test_orders_without_an_external_id_do_not_meet(stores):
    add(stores, new_order())
    add(stores, new_order(id="ord_2", number="8"))

    assert {row["id"] for row in stores.lists.rows(["ord_1", "ord_2"])} == {"ord_1", "ord_2"}


def test_a_new_customer_is_written_with_the_order_and_found_by_phone(stores):
    add(stores, new_order(), customer=make_customer())

    assert stores.directory.customer("cus_1") == make_customer()
    assert stores.directory.customer_by_phone("+79000000001") == make_customer()
    assert stores.directory.customer_by_phone("+79000000002") is None


def test_a_phone_belongs_to_one_customer_and_the_order_waits(stores):
    add(stores, new_order(), customer=make_customer())

    with pytest.raises(PhoneTakenError):
        add(stores, new_order(id="ord_2", number="8"), customer=make_customer(2))

    assert stores.orders.get("ord_2") is None
    assert stores.directory.customer("cus_2") is None


def test_customers_without_a_phone_do_not_meet(stores):
    add(stores, new_order(), customer=make_customer(1, phone=None))
    add(stores, new_order(id="ord_2", number="8"), customer=make_customer(2, phone=None))

    assert stores.directory.customer("cus_2").phones == ()


def test_a_request_is_remembered_with_the_order_as_it_was_answered(stores):
    order = add(stores, new_order(), request=ASKED)
    stores.orders.save(move(order, wish_to("scheduled")), before=order, request=None)

    assert stores.orders.answered(ASKED) == order


@pytest.mark.parametrize("other", [Request("bob", "key-1", ""), Request("alice", "key-2", "")])
def test_a_request_is_one_callers_under_one_key(stores, other):
    add(stores, new_order(), request=ASKED)

    assert stores.orders.answered(other) is None


def test_a_request_is_carried_out_once(stores):
    add(stores, new_order(), request=ASKED)

    with pytest.raises(RequestRepeatedError):
        add(stores, new_order(id="ord_2", number="8"), request=ASKED)

    assert stores.orders.get("ord_2") is None


def test_a_request_is_forgotten_after_a_day_although_its_row_may_still_be_there(stores):
    add(stores, new_order(), request=ASKED)

    stores.clock.pass_by(hours=23, minutes=59)
    assert stores.orders.answered(ASKED)
    stores.clock.pass_by(minutes=1)
    assert stores.orders.answered(ASKED) is None

    second = add(stores, new_order(id="ord_2", number="8"), request=ASKED)
    assert stores.orders.answered(ASKED) == second


def test_a_request_is_written_with_the_change_or_not_at_all(stores):
    order = add(stores, new_order())
    then = move(order, wish_to("scheduled"))

    stores.orders.save(then, before=order, request=ASKED)

    assert stores.orders.answered(ASKED) == then
    again = move(then, wish_to("en_route"))
    with pytest.raises(RequestRepeatedError):
        stores.orders.save(again, before=then, request=ASKED)
    assert stores.orders.get(order.id) == then
    other = Request("alice", "key-2", "hash-2")
    with pytest.raises(VersionMovedError):
        stores.orders.save(move(order, wish_to("cancelled")), before=order, request=other)
    assert stores.orders.answered(other) is None


def test_a_request_with_another_body_is_a_conflict(stores):
    add(stores, new_order(), request=ASKED)

    with pytest.raises(ConflictError, match="another body"):
        stores.orders.answered(Request("alice", "key-1", "hash-2"))


def test_an_order_is_found_by_its_number_and_its_external_id(stores):
    add(stores, new_order(external_id="1С-7"))

    assert stores.lists.with_number("7") == "ord_1"
    assert stores.lists.with_number("8") is None
    assert stores.lists.with_external_id("1С-7") == "ord_1"
    assert stores.lists.with_external_id("1C-7") is None


def test_rows_come_in_the_order_asked_for_once_each(stores):
    for n in range(3):
        add(stores, new_order(id=f"ord_{n}", number=str(n)))

    rows = stores.lists.rows(["ord_2", "ord_0", "ord_9", "ord_2"])

    assert [row["id"] for row in rows] == ["ord_2", "ord_0"]
    assert stores.lists.rows([]) == ()


def test_people_who_are_not_there_are_none(stores):
    assert stores.directory.technician("tec_1") is None
    assert stores.directory.customer("cus_1") is None
    assert stores.directory.technicians() == ()
