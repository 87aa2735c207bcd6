from datetime import timedelta

import pytest

from orders.lifecycle import move
from orders.model import Status
from orders.ports import PhoneTakenError, RequestRepeatedError
from orders.service import TRIES
from orders.wishes import Wish
from shared.errors import (
    ConflictError,
    UnavailableError,
)
from shared.money import MAX_MINOR
from tests.orders.builders import (
    ALICE,
    NOW,
    WAY_TO,
    asked,
    make_customer,
    new_customer,
    order_in,
    service_over,
    wish_to,
)
from tests.orders.desk import LINE, create, field_of
from tests.orders.fakes import FakeDirectory, FakeOrders, HastyOrders


def test_a_new_order_has_a_number_a_history_and_our_currency(service):
    order = create(service, description="Течёт")

    assert (order.number, order.version, order.status) == ("1", 1, Status.NEW)
    assert (order.currency, order.created_at, order.description) == ("RUB", NOW, "Течёт")
    (entry,) = order.history
    assert (entry.action, entry.to_status, entry.actor) == ("create", Status.NEW, ALICE)
    assert service.get(order.id, asked()) == order


def test_lines_add_up(service):
    order = create(service, items=[LINE, {**LINE, "qty": 2}])

    assert [line.total for line in order.items] == [500, 666]
    assert order.total == 1166


def test_an_order_may_not_cost_more_than_money_can_hold(service):
    dear = {**LINE, "qty": 1_000_000, "unit_price": MAX_MINOR // 1_000_000}

    assert create(service, items=[dear]).total == MAX_MINOR
    assert field_of(lambda: create(service, items=[dear, LINE])) == "items"


def test_a_technician_who_is_named_at_once_is_assigned_at_once(service):
    order = create(service, technician_id="tec_1")

    assert (order.technician.name, order.assigned_at) == ("Борис Орлов", NOW)
    assert create(service).assigned_at is None


@pytest.mark.parametrize("technician_id", ["tec_9", "tec_2"])
def test_a_technician_who_is_unknown_or_gone_is_refused(service, technician_id):
    order = create(service)
    wish = Wish(Status.IN_PROGRESS, {}, technician_id)

    assert field_of(lambda: create(service, technician_id=technician_id)) == "technician_id"
    assert field_of(lambda: service.move(order.id, wish, asked())) == "technician_id"


def test_a_visit_that_ends_before_it_begins_is_refused(service):
    bad = {"scheduled_start": NOW, "scheduled_end": NOW - timedelta(hours=1)}

    assert field_of(lambda: create(service, **bad)) == "scheduled_end"


@pytest.mark.parametrize(
    "phone", ["+7 900 000-00-01", "8 (900) 000-00-01", "89000000001", "9000000001"]
)
def test_a_customer_is_found_by_phone_however_it_is_written(service, phone):
    first = create(service)

    again = create(service, customer=new_customer("Аня", phone))

    assert again.customer == first.customer
    assert again.customer.name == "Анна Иванова"


def test_customers_without_a_phone_are_made_each_time(service):
    first, second = (create(service, customer=new_customer(phone=None)) for _ in range(2))

    assert first.customer.id != second.customer.id
    assert first.customer.phone is None


def test_a_customer_can_be_named_by_id(service, fakes):
    fakes.directory.add_customer(make_customer(5))

    assert create(service, customer="cus_5").customer.id == "cus_5"
    assert field_of(lambda: create(service, customer="cus_6")) == "customer_id"


def test_a_phone_that_is_none_is_refused(service):
    act = lambda: create(service, customer=new_customer(phone="звоните"))  # noqa: E731

    assert field_of(act) == "customer.phone"


def test_without_a_key_the_same_body_makes_another_order(service):
    assert create(service).id != create(service).id


def test_an_external_id_in_use_names_the_order_that_has_it(service):
    first = create(service, external_id="1С-7")

    with pytest.raises(ConflictError) as refused:
        create(service, external_id="1С-7")

    assert refused.value.extra == {"order_id": first.id}


def hasty(clock, times: int, other) -> tuple[FakeDirectory, FakeOrders]:
    directory = FakeDirectory()
    return directory, HastyOrders(directory, clock, times, other)


def test_a_customer_whom_somebody_else_makes_meanwhile_is_taken_over(clock):
    def quicker(order, customer, request):
        directory.add_customer(make_customer(77))
        return PhoneTakenError()

    directory, orders = hasty(clock, 1, quicker)
    order = create(service_over(orders, directory, clock))

    assert order.customer.id == "cus_77"
    assert list(directory.customers) == ["cus_77"]


def test_a_request_that_another_try_carried_out_is_answered_with_its_order(clock):
    def quicker(order, customer, request):
        FakeOrders.add(orders, order, customer=customer, request=request)
        return RequestRepeatedError()

    directory, orders = hasty(clock, 1, quicker)
    order = create(service_over(orders, directory, clock), "key-1")

    assert list(orders.kept) == [order.id]


def test_a_race_that_never_ends_is_told_to_try_again(clock):
    directory, orders = hasty(clock, TRIES, lambda *_: PhoneTakenError())

    with pytest.raises(UnavailableError):
        create(service_over(orders, directory, clock))


@pytest.mark.parametrize("status", ["completed", "closed", "in_progress"])
def test_an_order_that_was_completed_once_can_be_done_again_by_a_new_one(service, fakes, status):
    done = order_in("closed" if status == "closed" else "completed")
    if status == "in_progress":
        done = move(done, wish_to("in_progress"))  # reopened
    fakes.orders.kept["ord_1"] = done

    again = create(service, rework_of="ord_1")

    assert (again.rework_of, again.status, again.completed_at) == ("ord_1", "new", None)
    assert service.get("ord_1", asked()) == done


@pytest.mark.parametrize("status", ["new", "scheduled", "in_progress", "on_hold", "cancelled"])
def test_what_was_never_completed_can_not_be_done_again(service, fakes, status):
    fakes.orders.kept["ord_1"] = order_in(status)

    assert field_of(lambda: create(service, rework_of="ord_1")) == "rework_of"


@pytest.mark.parametrize("status", WAY_TO)
def test_an_order_in_any_state_can_be_copied(service, fakes, status):
    fakes.orders.kept["ord_1"] = order_in(status)

    copied = create(service, copied_from="ord_1")

    assert (copied.copied_from, copied.status, copied.version) == ("ord_1", "new", 1)


@pytest.mark.parametrize("field", ["rework_of", "copied_from"])
def test_an_origin_that_is_not_there_is_refused(service, field):
    assert field_of(lambda: create(service, **{field: "ord_9"})) == field
