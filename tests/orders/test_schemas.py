from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from orders.answers import OrderOut, OrderRow
from orders.model import MAX_ITEMS
from orders.people.schemas import TechnicianIn
from orders.schemas import OrderCreate, OrderEdit, PaymentIn, TransitionIn
from orders.wishes import NewCustomer
from shared.money import MAX_MINOR
from shared.problem import invalid
from tests.orders.builders import NOW, order_in
from tests.orders.fakes import row_of

CUSTOMER = {"name": "Анна Иванова", "phone": "+79000000001"}
LINE = {"name": "Насос", "unit_price": 100}


def order_of(**fields) -> OrderCreate:
    return OrderCreate.model_validate({"title": "Ремонт", "customer": CUSTOMER} | fields)


def broken(shape, fields: dict) -> set[str]:
    with pytest.raises(ValidationError) as refused:
        shape.model_validate(fields)
    return {str(error["loc"][0]) if error["loc"] else "" for error in refused.value.errors()}


def test_title_and_customer_are_enough():
    wish = order_of().wish()

    assert wish.title == "Ремонт"
    assert wish.customer == NewCustomer("Анна Иванова", "+79000000001", None)
    assert wish.fields == {}


def test_a_customer_may_be_named_by_id():
    assert order_of(customer=None, customer_id="cus_1").wish().customer == "cus_1"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"customer_id": "cus_1"}, "customer_id"), ({"customer": None}, "customer")],
)
def test_a_customer_is_named_in_exactly_one_way(fields, field):
    with pytest.raises(ValidationError) as refused:
        order_of(**fields)

    assert [each.field for each in invalid(refused.value.errors()).errors] == [field]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "   "),
        ("title", "я" * 201),
        ("title", None),
        ("title", 5),
        ("description", "x" * 15_001),
        ("description", None),
        ("priority", "asap"),
        ("type", "Paid"),
        ("type", "x" * 33),
        ("external_id", ""),
        ("external_id", "x" * 129),
        ("customer_id", "x" * 65),
        ("technician_id", ""),
        ("source", "With Space"),
        ("source", "a\nb"),
        ("customer", {}),
        ("customer", {"name": "x" * 201}),
        ("customer", {"name": "A", "phone": "1"}),
        ("customer", {"name": "A", "email": "not mail"}),
        ("customer", {"name": "A", "inn": "1"}),
        ("items", [LINE] * (MAX_ITEMS + 1)),
        ("items", [{"name": "", "unit_price": 1}]),
        ("items", [{"name": "A"}]),
        ("items", [LINE | {"kind": "gift"}]),
        ("items", [LINE | {"total": 1}]),
        ("number", "7"),
        ("status", "closed"),
        ("version", 5),
    ],
)
def test_a_field_that_breaks_its_rule_is_named(field, value):
    assert field in broken(OrderCreate, {"title": "A", "customer": CUSTOMER, field: value})


@pytest.mark.parametrize(
    "qty", ["0", "-1", "1000001", "0.0001", "NaN", "Infinity", "1e7", "", "x", True, None, [], 1e30]
)
def test_a_quantity_that_is_none_is_refused(qty):
    assert broken(OrderCreate, {"title": "A", "customer": CUSTOMER, "items": [LINE | {"qty": qty}]})


@pytest.mark.parametrize(
    ("qty", "read"), [("1.5", "1.5"), (2, "2"), (0.1, "0.1"), ("1e3", "1000"), ("0.001", "0.001")]
)
def test_a_quantity_is_an_exact_decimal(qty, read):
    (line,) = order_of(items=[LINE | {"qty": qty}]).items

    assert str(line.qty) == read


@pytest.mark.parametrize(("percent", "read"), [("1e1", "10"), ("12.50", "12.50"), ("0e-9", "0")])
def test_a_discount_is_told_without_an_exponent(percent, read):
    (line,) = order_of(items=[LINE | {"discount_percent": percent}]).items

    assert str(line.discount_percent) == read


@pytest.mark.parametrize("price", [-1, 1.5, 1.0, "100", None, True, MAX_MINOR // 1_000_000 + 1])
def test_a_price_is_a_whole_number_of_minor_units(price):
    bad = [LINE | {"unit_price": price}]

    assert broken(OrderCreate, {"title": "A", "customer": CUSTOMER, "items": bad}) == {"items"}


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-22T08:00:00",
        "2026-13-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1999-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        1e30,
        -1,
        "",
        "tomorrow",
        [],
    ],
)
def test_a_moment_is_in_some_zone_and_in_our_times(moment):
    for field in ("due_at", "scheduled_start", "scheduled_end"):
        assert broken(OrderEdit, {field: moment}) == {field}
    assert broken(TransitionIn, {"to": "new", "occurred_at": moment}) == {"occurred_at"}


@given(
    st.datetimes(
        min_value=datetime(2000, 1, 3),  # noqa: DTZ001 - the zone is drawn beside it
        max_value=datetime(2199, 12, 29),  # noqa: DTZ001
        timezones=st.timezones(),
        allow_imaginary=False,
    )
)
def test_any_moment_of_our_times_is_kept_to_the_millisecond(moment):
    kept = OrderEdit.model_validate({"due_at": moment.isoformat()}).fields()["due_at"]

    assert kept.tzinfo is UTC
    assert kept.microsecond % 1000 == 0
    assert abs((kept - moment).total_seconds()) < 0.001


def test_only_what_was_sent_is_changed():
    assert OrderEdit.model_validate({}).fields() == {}
    assert OrderEdit.model_validate({"technician_id": None}).fields() == {"technician_id": None}
    assert OrderEdit.model_validate({"title": " A "}).fields() == {"title": "A"}


def test_a_title_can_be_changed_but_not_taken_away():
    with pytest.raises(ValidationError, match="can't be taken away") as refused:
        OrderEdit.model_validate({"title": None})

    assert [each.field for each in invalid(refused.value.errors()).errors] == ["title"]


@pytest.mark.parametrize(
    "field", ["id", "number", "status", "customer_id", "currency", "source", "external_id"]
)
def test_what_an_edit_may_not_touch_is_refused(field):
    assert broken(OrderEdit, {field: "x"}) == {field}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("to", "deleted"),
        ("to", None),
        ("reason", ""),
        ("reason", "x" * 501),
        ("hold_reason", "lunch"),
        ("outcome", "done"),
        ("cancelled_by", "weather"),
        ("completed_at", "2026-11-22T08:00:00Z"),
    ],
)
def test_a_move_that_breaks_a_rule_names_the_field(field, value):
    assert broken(TransitionIn, {"to": "closed"} | {field: value}) == {field}


def test_a_move_is_said_in_the_services_words():
    wish = TransitionIn.model_validate(
        {"to": "in_progress", "technician_id": "tec_1", "occurred_at": "2026-11-22T11:00:00+03:00"}
    ).wish()

    assert (wish.to, wish.technician_id) == ("in_progress", "tec_1")
    assert wish.fields == {"occurred_at": NOW}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "gift"),
        ("method", "barter"),
        ("method", None),
        ("amount", 0),
        ("amount", -1),
        ("amount", 1.0),
        ("amount", "100"),
        ("amount", True),
        ("amount", MAX_MINOR + 1),
        ("at", "yesterday"),
        ("note", "x" * 501),
        ("currency", "USD"),
    ],
)
def test_a_payment_that_breaks_a_rule_names_the_field(field, value):
    assert broken(PaymentIn, {"method": "cash", "amount": 100} | {field: value}) == {field}


@pytest.mark.parametrize("percent", ["-0.01", "100.01", "1.001", "NaN", "", True, None])
def test_a_discount_that_is_none_is_refused(percent):
    bad = [LINE | {"discount_percent": percent}]

    assert broken(OrderCreate, {"title": "A", "customer": CUSTOMER, "items": bad}) == {"items"}


@pytest.mark.parametrize("vat", ["21", "-1", 20, "без НДС", ""])
def test_a_rate_of_vat_that_the_law_does_not_know_is_refused(vat):
    bad = [LINE | {"vat": vat}]

    assert broken(OrderCreate, {"title": "A", "customer": CUSTOMER, "items": bad}) == {"items"}


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"name": "A", "skills": [""]}, {"name": "A", "skills": ["x"] * 51}]
)
def test_a_technician_that_breaks_a_rule_is_refused(fields):
    assert broken(TechnicianIn, fields)


def test_an_order_is_shown_whole():
    out = OrderOut.from_order(order_in("on_hold"), NOW).model_dump(mode="json", by_alias=True)

    assert out["total"] == {"amount": 0, "currency": "RUB"}
    assert out["allowed_moves"] == ["in_progress", "scheduled", "cancelled"]
    assert out["technician_id"] == out["technician"]["id"] == "tec_1"
    assert out["history"][-1]["from"] == "in_progress"
    assert out["history"][-1]["to"] == "on_hold"
    assert "from_" not in out["history"][-1]
    assert out["created_at"] == "2026-11-22T08:00:00Z"


def test_a_row_shows_nulls_for_what_is_missing():
    row = OrderRow.of(row_of(order_in("new")), NOW).model_dump(mode="json")

    assert row["technician_id"] is None
    assert row["total"] == {"amount": 0, "currency": "RUB"}
