"""What every store of orders and people must do; run over the fake and over DynamoDB."""

from datetime import timedelta

import pytest

from orders.lifecycle import move
from orders.model import Order
from orders.ports import (
    ExternalIdTakenError,
    PhoneTakenError,
    Request,
    RequestRepeatedError,
    VersionMovedError,
)
from tests.orders.builders import (
    NOW,
    make_customer,
    make_technician,
    new_order,
    order_in,
    wish_to,
)

ASKED = Request("alice", "key-1", "hash-1")


def add(stores, order: Order, *, customer=None, request=None) -> Order:
    stores.orders.add(order, customer=customer, request=request)
    return order


def listed(stores, *, limit: int = 50, status: str | None = None) -> list[str]:
    found, after = [], None
    while True:
        page = stores.orders.newest(limit=limit, after=after, status=status)
        found += [row["id"] for row in page.rows]
        assert len(page.rows) <= limit
        if page.after is None:
            return found
        after = page.after


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

    stores.orders.save(then)

    assert stores.orders.get(order.id) == then


def test_a_version_that_is_not_the_next_is_refused_with_the_current_one(stores):
    order = add(stores, new_order())
    mine, other = move(order, wish_to("scheduled")), move(order, wish_to("cancelled"))
    stores.orders.save(other)

    with pytest.raises(VersionMovedError) as refused:
        stores.orders.save(mine)

    assert refused.value.current == 2
    assert stores.orders.get(order.id) == other


def test_a_version_that_skips_one_is_refused(stores):
    order = add(stores, new_order())

    with pytest.raises(VersionMovedError) as refused:
        stores.orders.save(order.model_copy(update={"version": 3}))

    assert refused.value.current == 1


def test_an_order_that_was_never_added_can_not_be_saved(stores):
    with pytest.raises(VersionMovedError) as refused:
        stores.orders.save(order_in("scheduled"))

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

    assert listed(stores) == ["ord_2", "ord_1"]


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
    stores.orders.save(move(order, wish_to("scheduled")))

    assert stores.orders.answered(ASKED) == ("hash-1", order)


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
    assert stores.orders.answered(ASKED) == ("hash-1", second)


def fill(stores, count: int) -> list[str]:
    """Add orders a minute apart, every third cancelled; give their ids, newest first."""
    for n in range(count):
        at = NOW + timedelta(minutes=n)
        order = add(stores, new_order(id=f"ord_{n:02d}", number=str(n), created_at=at))
        if n % 3 == 0:
            stores.orders.save(move(order, wish_to("cancelled")))
    return [f"ord_{n:02d}" for n in reversed(range(count))]


@pytest.mark.parametrize("limit", [1, 3, 10, 200])
def test_pages_of_any_size_give_all_orders_newest_first(stores, limit):
    ids = fill(stores, 10)

    assert listed(stores, limit=limit) == ids


def test_one_status_can_be_picked_out(stores):
    fill(stores, 10)

    assert listed(stores, limit=2, status="cancelled") == ["ord_09", "ord_06", "ord_03", "ord_00"]
    assert listed(stores, status="closed") == []


def test_orders_of_one_moment_are_all_listed(stores):
    for n in range(6):
        add(stores, new_order(id=f"ord_{n}", number=str(n)))

    assert listed(stores, limit=2) == [f"ord_{n}" for n in reversed(range(6))]


def test_orders_that_come_while_a_list_is_read_do_not_shift_it(stores):
    ids = fill(stores, 6)
    first = stores.orders.newest(limit=3, after=None, status=None)
    later = NOW + timedelta(days=1)
    add(stores, new_order(id="ord_new", number="99", created_at=later))

    rest = stores.orders.newest(limit=9, after=first.after, status=None)

    assert [row["id"] for row in (*first.rows, *rest.rows)] == ids


def test_a_row_shows_what_the_list_needs(stores):
    add(stores, order_in("scheduled"))
    add(stores, new_order(id="ord_0", number="8"))

    assigned, bare = stores.orders.newest(limit=2, after=None, status=None).rows

    wanted = {"id": "ord_1", "number": "7", "status": "scheduled", "priority": "normal"}
    people = {"customer_name": "Анна Иванова", "technician_name": "Борис Орлов"}
    assert wanted.items() | people.items() <= assigned.items()
    assert (assigned["total"], assigned["currency"]) == (0, "RUB")
    assert assigned["created_at"] == "2026-11-22T08:00:00.000Z"
    assert "technician_id" not in bare


def test_a_row_follows_its_order(stores):
    order = add(stores, new_order())
    stores.orders.save(move(order, wish_to("scheduled")))

    (row,) = stores.orders.newest(limit=2, after=None, status=None).rows

    assert (row["status"], row["version"]) == ("scheduled", 2)


def test_technicians_are_listed_by_name(stores):
    for number, name in enumerate(["Яков", "Борис", "Анна", "Борис"]):
        stores.directory.add_technician(
            make_technician(f"tec_{number}", name, phone="+79000000002", skills=("котлы",))
        )

    found = stores.directory.technicians()

    assert [each.id for each in found] == ["tec_2", "tec_1", "tec_3", "tec_0"]
    assert stores.directory.technician("tec_0") == found[-1]
    assert found[0].skills == ("котлы",)


def test_people_who_are_not_there_are_none(stores):
    assert stores.directory.technician("tec_1") is None
    assert stores.directory.customer("cus_1") is None
    assert stores.directory.technicians() == ()
