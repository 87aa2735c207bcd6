from datetime import timedelta

import pytest

from orders.attachments import Attachment
from orders.model import Order
from orders.people.erasing import (
    CUSTOMER_KEPT,
    ERASED,
    ORDER_KEPT,
    ORDER_REPLACED,
    erased_customer,
    erased_order,
)
from orders.people.model import Customer
from orders.refs import CustomerRef
from shared.erasures import Place
from shared.errors import ConflictError
from shared.events import OrderChange, OrderSnapshot, envelopes
from shared.places import DynamoPlaces
from shared.table import Table
from tests.orders.people.builders import (
    ALICE,
    NAME,
    NOW,
    PHONE,
    SECRETS,
    asked,
    customer,
    entry,
    line,
    order,
    request,
)
from tests.orders.people.rooms import carry_on

LATER = NOW + timedelta(hours=1)
SETTLED = {"minutes": 2}
FILE = Attachment(
    id="att_1",
    name="Иванова.jpg",
    mime="image/jpeg",
    bytes=1,
    sha256="0" * 64,
    at=NOW,
    by=ALICE,
)


def whole_customer():
    return customer(
        phones=(PHONE, "+79000000002"),
        emails=("anna@mail.example",),
        addresses=(),
        notes="Иванова, улица Садовая",
        tags=("Иванова",),
        inn="500100732259",
        external_id="Иванова-1",
        crm_1c_id="1c-7",
    )


def fill(rooms, orders=3):
    rooms.people.add_customer(whole_customer(), request())
    for number in range(1, orders + 1):
        at = NOW + timedelta(minutes=number)
        rooms.orders.add(order(number, at=at, attachments=(FILE,)), customer=None, request=None)
    rooms.clock.pass_by(hours=1)


def erase(rooms, **more):
    return rooms.erasing.erase("cus_1", "subject_request", asked(**more))


def told_of(item):
    return [secret for secret in SECRETS if secret in str(item)]


def test_every_field_of_an_order_is_kept_or_replaced():
    assert set(Order.model_fields) == ORDER_KEPT | ORDER_REPLACED
    assert set() == ORDER_KEPT & ORDER_REPLACED


def test_of_a_customer_nothing_is_left_but_what_is_named():
    left = erased_customer(whole_customer(), LATER)
    blank = Customer(id="cus_1", name=ERASED, created_at=NOW)

    new = {"updated_at", "erased_at", "version", "notifications_enabled"}
    differing = {n for n in Customer.model_fields if getattr(left, n) != getattr(blank, n)}
    assert differing <= CUSTOMER_KEPT | new
    assert told_of(left) == []
    assert (left.erased_at, left.version, left.notifications_enabled) == (LATER, 2, False)


def test_an_erased_order_keeps_its_figures_and_loses_its_person():
    before = order(attachments=(FILE,))

    after = erased_order(before, ALICE, LATER)

    assert {name: getattr(after, name) for name in ORDER_KEPT - {"version", "updated_at"}} == {
        name: getattr(before, name) for name in ORDER_KEPT - {"version", "updated_at"}
    }
    assert (after.total, after.paid, after.technician) == (150_00, 50_00, before.technician)
    assert after.customer == CustomerRef(id="cus_1", name=ERASED)
    assert told_of(after.model_dump()) == []
    assert [each.name for each in after.items] == ["Чистка котла", ERASED]
    assert (after.version, after.updated_at) == (4, LATER)
    assert [(each.action, each.reason) for each in after.history] == [
        ("create", None),
        ("move", None),
        ("pay", None),
        ("erase", None),
    ]


def test_an_erased_order_goes_out_as_an_update_that_names_nobody():
    before = order()
    pair = (before, erased_order(before, ALICE, LATER))
    change = OrderChange(*(OrderSnapshot.model_validate(e.model_dump()) for e in pair))

    (sent,) = envelopes(change)

    assert (sent.type, sent.data["version"], told_of(sent)) == ("order.updated", 4, [])
    sent_customer = {k: v for k, v in sent.data["order"]["customer"].items() if v is not None}
    assert sent_customer == {"id": "cus_1", "name": ERASED, "kind": "person"}


def test_an_order_is_erased_once():
    once = erased_order(order(), ALICE, LATER)

    assert erased_order(once, ALICE, LATER) is once


def test_what_is_written_into_an_erased_order_later_is_erased_again():
    once = erased_order(order(), ALICE, LATER)
    edited = once.changed(entry("edit", 5), title="Снова Иванова")

    assert erased_order(edited, ALICE, LATER).title == ERASED


@pytest.mark.parametrize("name", ["Для Ивановой А. П.", "звонить 8(900)000-00-01", "ИВАНОВА"])
def test_a_line_that_names_the_person_is_found_in_any_form(name):
    assert erased_order(order(items=(line(name),)), ALICE, LATER).items[0].name == ERASED


def test_an_erasure_goes_through_all_orders_and_is_done_when_all_has_settled(rooms):
    fill(rooms, orders=60)

    first = erase(rooms)
    again = erase(rooms)
    rooms.clock.pass_by(**SETTLED)
    last = erase(rooms)

    assert (first.state, first.orders) == (again.state, again.orders) == ("running", 60)
    assert (last.state, last.orders, last.done_at) == ("done", 60, rooms.clock())
    for number in range(1, 61):
        erased = rooms.orders.get(f"ord_{number}")
        assert (erased.customer.name, erased.customer.phone, erased.title) == (ERASED, None, ERASED)
        assert erased.version == 4
    assert len(rooms.removed) == 60


def test_the_timer_finishes_what_was_begun(rooms):
    fill(rooms)
    erase(rooms)
    rooms.clock.pass_by(**SETTLED)

    assert carry_on(rooms) == 1
    assert carry_on(rooms) == 0
    assert rooms.erasures.erasure("cus_1").state == "done"


def test_more_orders_than_one_call_takes_are_erased_by_the_next(rooms, monkeypatch):
    monkeypatch.setattr("orders.people.erasure.STEP", 2)
    monkeypatch.setattr("orders.people.erasure.MOST_STEPS", 2)
    fill(rooms, orders=9)

    states = []
    while not states or states[-1].state != "done":
        states.append(erase(rooms))
        rooms.clock.pass_by(minutes=1)

    assert states[-1].orders == 9
    assert len(states) < 9
    assert all(rooms.orders.get(f"ord_{n}").title == ERASED for n in range(1, 10))


def test_an_order_that_was_being_written_meanwhile_is_found_by_the_last_pass(rooms):
    fill(rooms)
    erase(rooms)
    rooms.orders.add(order(4, at=NOW), customer=None, request=None)
    rooms.clock.pass_by(**SETTLED)

    assert (erase(rooms).orders, rooms.orders.get("ord_4").title) == (4, ERASED)


def test_a_record_names_nothing_of_the_person(rooms):
    fill(rooms)

    record = erase(rooms)

    assert told_of(record) == []
    assert (record.customer_id, record.ground, record.actor) == ("cus_1", "subject_request", ALICE)


def test_an_erased_customer_cannot_be_changed(rooms):
    fill(rooms)
    erase(rooms)

    with pytest.raises(ConflictError, match="erased"):
        rooms.customers.change("cus_1", {"name": NAME}, asked(version=2))


def test_the_telephone_is_free_for_whoever_comes_back(rooms):
    fill(rooms)
    erase(rooms)

    back = rooms.customers.create({"name": NAME, "phones": [PHONE]}, asked("key-9"))

    assert back.id != "cus_1"
    assert rooms.people.customer_by_phone(PHONE) == back


def test_one_key_erases_once_and_takes_no_other_body(rooms):
    fill(rooms)
    first = erase(rooms, key="k", body="a")

    assert erase(rooms, key="k", body="a").id == first.id
    with pytest.raises(ConflictError, match="another body"):
        erase(rooms, key="k", body="b")


def test_after_erasure_no_item_of_any_table_tells_of_the_person(stored):
    fill(stored)
    assert [item for item in stored.items() if told_of(item)]

    erase(stored, key="k")

    assert [item for item in stored.items() if told_of(item)] == []


def test_the_answer_to_a_request_on_an_order_goes_with_the_erasure(stored):
    stored.people.add_customer(whole_customer(), None)
    stored.orders.add(order(), customer=None, request=request("key-3"))
    erase(stored)

    assert [item for item in stored.items() if told_of(item)] == []


def test_a_customers_export_holds_the_card_and_every_order_in_pages(rooms):
    fill(rooms, orders=5)
    seen, after = [], None
    while True:
        held = rooms.erasing.export("cus_1", limit=2, after=after)
        assert held.customer == whole_customer()
        seen += [each.id for each in held.orders]
        if (after := held.after) is None:
            break

    assert seen == [f"ord_{number}" for number in (5, 4, 3, 2, 1)]


def test_a_record_stays_open_until_every_room_has_said_that_it_is_done(stored):
    stored.waits_for = ("feedback", "integrations")
    places = DynamoPlaces(Table("DirectoryTable", stored.client), Table("OrdersTable", None))
    fill(stored)
    erase(stored)
    stored.clock.pass_by(**SETTLED)
    at = stored.clock()
    states = []
    for name in (None, *stored.waits_for):
        if name:
            place = {"name": name, "customer_id": "cus_1", "began_at": at, "rows": 3}
            places.save(Place(**place).stepped(1, None, settled_at=at, now=at))
        carry_on(stored)
        states.append(stored.erasures.erasure("cus_1"))

    assert [each.state for each in states] == ["running", "running", "done"]
    assert [each.orders_done_at for each in states] == [at, at, at]
    assert [(each.name, each.rows) for each in states[-1].places] == [
        ("feedback", 4),
        ("integrations", 4),
    ]
    assert list(places.open("feedback")) == []
