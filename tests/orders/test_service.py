from datetime import timedelta

import pytest

from orders.model import MAX_HISTORY, Status
from orders.ports import PhoneTakenError, RequestRepeatedError
from orders.service import CREATE_TRIES, Wish
from shared.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
    UnavailableError,
)
from shared.money import MAX_MINOR
from tests.orders.builders import (
    ALICE,
    EVERYTHING,
    NOW,
    make_customer,
    make_technician,
    new_customer,
    order_in,
    service_over,
    wish_for_order,
)
from tests.orders.fakes import FakeDirectory, FakeOrders, HastyOrders

VISIT = {name: EVERYTHING[name] for name in ("scheduled_start", "scheduled_end")}
LINE = {"kind": "service", "name": "Чистка", "qty": "1.5", "unit_price": 333}


@pytest.fixture
def service(fakes):
    fakes.directory.add_technician(make_technician())
    fakes.directory.add_technician(make_technician("tec_2", active=False))
    return fakes.service


def create(service, key: str | None = None, **parts):
    return service.create(wish_for_order(**parts), ALICE, key)


def field_of(act) -> str:
    with pytest.raises(InvalidError) as refused:
        act()
    return refused.value.errors[0].field


def test_a_new_order_has_a_number_a_history_and_our_currency(service):
    order = create(service, description="Течёт")

    assert (order.number, order.version, order.status) == ("1", 1, Status.NEW)
    assert (order.currency, order.created_at, order.description) == ("RUB", NOW, "Течёт")
    (entry,) = order.history
    assert (entry.action, entry.to_status, entry.actor) == ("create", Status.NEW, ALICE)
    assert service.get(order.id) == order


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
    assert field_of(lambda: service.move(order.id, None, wish, ALICE)) == "technician_id"


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


def test_the_same_key_and_body_give_the_same_order_byte_for_byte(service):
    first = create(service, "key-1", description="Течёт")
    service.move(first.id, None, Wish(Status.IN_PROGRESS, {}, "tec_1"), ALICE)

    again = create(service, "key-1", description="Течёт")

    assert again.model_dump_json() == first.model_dump_json()


def test_the_same_key_with_another_body_is_a_conflict(service):
    create(service, "key-1")

    with pytest.raises(ConflictError, match="another body"):
        create(service, "key-1", body_hash="hash-2")


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
    directory, orders = hasty(clock, CREATE_TRIES, lambda *_: PhoneTakenError())

    with pytest.raises(UnavailableError):
        create(service_over(orders, directory, clock))


def test_an_order_that_is_not_there_is_not_found(service):
    wish = Wish(Status.CANCELLED, {})
    for act in (
        lambda: service.get("ord_9"),
        lambda: service.edit("ord_9", 1, {}, ALICE),
        lambda: service.move("ord_9", None, wish, ALICE),
    ):
        with pytest.raises(NotFoundError, match="ord_9"):
            act()


def test_an_edit_changes_what_was_sent_and_writes_it_down(service, clock):
    order = create(service)
    clock.pass_by(minutes=5)

    then = service.edit(order.id, 1, {"title": "Другое", "items": [LINE]}, ALICE)

    assert (then.title, then.total, then.version) == ("Другое", 500, 2)
    entry = then.history[-1]
    assert (entry.action, entry.fields, entry.version) == ("edit", ("items", "title"), 2)
    assert then.updated_at == entry.at == NOW + timedelta(minutes=5)


@pytest.mark.parametrize("fields", [{}, {"title": "Ремонт котла"}, {"technician_id": None}])
def test_an_edit_that_changes_nothing_writes_nothing(service, fields):
    order = create(service)

    assert service.edit(order.id, 1, fields, ALICE) == order


def test_a_technician_who_is_named_by_an_edit_is_assigned_then(service, clock):
    order = create(service)
    clock.pass_by(minutes=5)
    then = service.edit(order.id, 1, {"technician_id": "tec_1"}, ALICE)

    assert then.assigned_at == NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"scheduled_end": VISIT["scheduled_start"]}, "scheduled_end"),
        ({"scheduled_start": VISIT["scheduled_end"]}, "scheduled_end"),
        ({"scheduled_start": None}, "scheduled_start"),
        ({"scheduled_end": None}, "scheduled_end"),
        ({"technician_id": None}, "technician_id"),
    ],
)
def test_an_edit_takes_away_nothing_that_the_state_asked_for(service, fields, field):
    order = create(service, technician_id="tec_1", **VISIT)
    service.move(order.id, 1, Wish(Status.SCHEDULED, {}), ALICE)

    assert field_of(lambda: service.edit(order.id, 2, fields, ALICE)) == field


def test_a_new_order_may_lose_its_technician_and_its_visit(service):
    order = create(service, technician_id="tec_1", **VISIT)
    nothing = dict.fromkeys(["technician_id", *VISIT])

    assert service.edit(order.id, 1, nothing, ALICE).technician is None


@pytest.mark.parametrize("given", [2, 0, 99])
def test_an_edit_of_another_version_is_stale(service, given):
    order = create(service)

    with pytest.raises(StaleVersionError) as refused:
        service.edit(order.id, given, {"title": "x"}, ALICE)

    assert refused.value.extra == {"current_version": 1}


def test_a_change_that_somebody_overtook_is_stale(fakes, service):
    order = create(service)
    overtaking = fakes.orders.save

    def save(changed):
        fakes.orders.kept[order.id] = order.model_copy(update={"version": 9})
        overtaking(changed)

    fakes.orders.save = save
    with pytest.raises(StaleVersionError) as refused:
        service.edit(order.id, 1, {"title": "x"}, ALICE)

    assert refused.value.extra == {"current_version": 9}


@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_an_order_at_its_end_can_not_be_edited(fakes, service, status):
    order = order_in(status)
    fakes.orders.kept["ord_1"] = order

    with pytest.raises(ConflictError) as refused:
        service.edit("ord_1", order.version, {"title": "x"}, ALICE)

    assert refused.value.extra == {"current_status": status, "allowed": []}


def test_a_history_that_is_full_takes_no_more(fakes, service):
    order = order_in("new")
    fakes.orders.kept["ord_1"] = order.model_copy(update={"history": order.history * MAX_HISTORY})

    with pytest.raises(ConflictError, match=str(MAX_HISTORY)):
        service.edit("ord_1", 1, {"title": "x"}, ALICE)


def test_a_move_without_a_version_takes_the_current_one(service):
    order = create(service)
    service.edit(order.id, 1, {"title": "x"}, ALICE)

    assert service.move(order.id, None, Wish(Status.IN_PROGRESS, {}, "tec_1"), ALICE).version == 3


def test_a_move_of_another_version_is_stale(service):
    order = create(service)

    with pytest.raises(StaleVersionError):
        service.move(order.id, 7, Wish(Status.IN_PROGRESS, {}, "tec_1"), ALICE)
