"""What other rooms and partners are told of an order, from the document that storage writes."""

import json
from datetime import date
from decimal import Decimal

import pytest

from orders.assembly import named
from orders.items import LineItem, price
from orders.payments import Payment
from orders.people.model import Address
from shared.events import OrderChange, OrderSnapshot, envelopes
from tests.orders.builders import ALICE, BOB, NOW, make_customer, new_order

USUAL = 20_000
"""Bytes of an event that partners take without a thought."""


def told(order) -> OrderSnapshot:
    return OrderSnapshot.model_validate(json.loads(order.model_dump_json()))


def lines(*made, mode="inside"):
    return price([LineItem(**line) for line in made], date(2026, 11, 22), mode)


def paid_in(amount, kind="payment"):
    return Payment(
        id="pay_1", kind=kind, method="card", amount=amount, at=NOW, recorded_at=NOW, actor=ALICE
    )


def test_a_line_is_told_with_its_discount_vat_and_technician():
    line = {
        "kind": "service",
        "name": "Пуск",
        "qty": Decimal("1.5"),
        "unit_price": 1000,
        "discount_percent": Decimal(10),
        "vat": "general",
        "technician": BOB,
    }

    (seen,) = told(new_order(items=lines(line))).items

    assert (seen.discount_percent, seen.discount, seen.total) == (10, 150, 1350)
    assert (seen.vat, seen.vat_rate, seen.vat_amount, seen.net) == ("general", 22, 243, 1107)
    assert seen.technician is not None
    assert seen.technician.name == BOB.name


@pytest.mark.parametrize(("vat", "rate"), [("none", None), ("0", 0)])
def test_without_vat_is_told_apart_from_nought_percent(vat, rate):
    line = {"kind": "part", "name": "Насос", "qty": Decimal(1), "unit_price": 5, "vat": vat}

    (seen,) = told(new_order(items=lines(line))).items

    assert (seen.vat, seen.vat_rate) == (vat, rate)


def test_payments_and_what_is_due_are_told():
    items = lines({"kind": "part", "name": "Насос", "qty": Decimal(1), "unit_price": 900})

    seen = told(new_order(items=items, payments=(paid_in(500), paid_in(100, "refund"))))

    assert (seen.total, seen.paid, seen.due) == (900, 400, 500)
    assert [(each.kind, each.method, each.amount) for each in seen.payments] == [
        ("payment", "card", 500),
        ("refund", "card", 100),
    ]


def test_an_order_of_before_payments_is_due_in_whole():
    whole = json.loads(new_order().model_dump_json()) | {"total": 70}
    old = {name: value for name, value in whole.items() if name not in {"paid", "payments"}}

    assert OrderSnapshot.model_validate(old).due == 70


def test_the_customer_is_told_with_what_a_bill_and_a_visit_need():
    visit = Address(text="Садовая, 1", entrance="2", floor="3", apartment="4")
    customer = make_customer().model_copy(
        update={
            "kind": "company",
            "inn": "7707083893",
            "kpp": "770701001",
            "emails": ("buh@firma.example", "b@firma.example"),
            "addresses": (Address(type="billing", text="А/я 5"), visit),
            "external_id": "K-7",
            "crm_1c_id": "000000042",
        }
    )

    seen = told(new_order(customer=named(customer))).customer

    assert (seen.kind, seen.inn, seen.kpp) == ("company", "7707083893", "770701001")
    assert (seen.email, seen.address) == (
        "buh@firma.example",
        "Садовая, 1, подъезд 2, этаж 3, кв. 4",
    )
    assert (seen.external_id, seen.crm_1c_id) == ("K-7", "000000042")


def test_an_event_of_a_long_order_is_still_small():
    line = {
        "kind": "service",
        "name": "Замена циркуляционного насоса отопления",
        "qty": Decimal(1),
        "unit_price": 450_000,
        "vat": "general",
        "technician": BOB,
    }
    order = new_order(items=lines(*[line] * 30), payments=(paid_in(1),) * 5)

    (event,) = envelopes(OrderChange(None, told(order)))

    assert len(event.model_dump_json().encode()) < USUAL
