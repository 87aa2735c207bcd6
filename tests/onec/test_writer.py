"""What is written for 1C, judged by the emulator of its rules and by a tree."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from shared.onec.checks import faults, notices
from shared.onec.profile import Profile
from shared.onec.writer import batch, booking, write
from tests.onec.builders import MOSCOW, NEWER, NOW, UNF, UT, make_line, make_order, paid
from tests.onec.emulator.bases import Base, Unf, Ut
from tests.onec.emulator.message import documents, inside, root_of, text
from tests.onec.emulator.schema import broken
from tests.onec.emulator.vat import UNF_RATES, UT_RATES
from tests.onec.reference import tree
from tests.onec.strategies import orders

# What a tree has no text for: our own ids of items.
HELD_ALIKE = "Ид"


def base_of(profile: Profile) -> Base:
    """A build of 2026."""
    if profile.configuration == "unf":
        return Unf(rates=UNF_RATES | NEWER)
    return Ut(rates=UT_RATES | NEWER | {"20"})


def loaded(*given_orders, profile=UNF):
    """Load orders into a fresh base that must find nothing wrong; give what stands there."""
    base = base_of(profile)
    base.load(batch(given_orders, profile, NOW))
    assert base.findings == []
    return list(base.orders.values())


def kopecks(amount: Decimal) -> int:
    return int(amount * 100)


@pytest.mark.parametrize("profile", [UNF, UT], ids=["unf", "ut"])
@given(order=orders())
def test_any_order_arrives_whole_and_to_the_kopeck(profile, order):
    assert faults(order, profile) == []

    (arrived,) = loaded(order, profile=profile)

    assert kopecks(arrived.total) == order.total
    assert len(arrived.rows) == len(order.items)
    for rate in (0, 5, 7, 10, 18, 20, 22):
        own = [each for each in order.items if each.vat_rate == rate]
        assert kopecks(arrived.vat_of(str(rate))) == sum(each.vat_amount for each in own)
        assert [r.vat for r in arrived.rows].count(str(rate)) == len(own)
    without = [each for each in order.items if each.vat_rate is None]
    assert [row.vat for row in arrived.rows].count("Без НДС") == len(without)
    assert arrived.is_cancelled == (order.status == "cancelled")


@given(st.lists(orders(), max_size=3))
def test_the_templates_write_what_a_tree_would(given_orders):
    written = root_of(batch(given_orders, UNF, NOW))

    assert shape(written) == shape(tree(given_orders, UNF, NOW))


def shape(node):
    """A tree as values; blanks between elements and the ids of items left out."""
    own = "" if len(node) or node.getparent() is None else (node.text or "")
    is_item = node.tag == HELD_ALIKE and node.getparent().tag == "Товар"
    return (node.tag, dict(node.attrib), "" if is_item else own, [shape(each) for each in node])


def test_what_is_written_piece_by_piece_is_the_batch():
    given_orders = [make_order(number=str(n)) for n in range(1, 4)]

    pieces = list(write(given_orders, UNF, NOW))

    assert len(pieces) == 5
    assert b"".join(pieces) == batch(given_orders, UNF, NOW)


def test_a_message_without_orders_is_valid_and_empty():
    body = batch([], UNF, NOW)

    assert body.startswith(b"<?xml")
    assert documents(root_of(body)) == []
    assert broken(root_of(body)) == []


def test_a_message_has_no_namespace_and_no_bom():
    root = root_of(batch([make_order()], UNF, NOW))

    assert (root.nsmap, root.get("ВерсияСхемы")) == ({}, "2.08")
    assert root.get("ДатаФормирования") == "2026-11-22T11:00:00"


@pytest.mark.parametrize(
    ("kind", "is_service"), [("service", True), ("travel", True), ("part", False)]
)
def test_services_and_parts_are_told_apart(kind, is_service):
    (order,) = loaded(make_order(make_line(kind=kind)))

    assert [row.is_service for row in order.rows] == [is_service]


def test_the_same_item_has_the_same_id_in_every_order_and_another_has_not():
    first, other = make_line(sku="A-1"), make_line(sku="A-1", name="Иначе названный")
    third = make_line(name="Другой")

    rows = [row for order in loaded(make_order(first, other, third)) for row in order.rows]

    assert rows[0].key == rows[1].key != rows[2].key
    assert all(len(row.key) != 36 for row in rows)


def test_the_buyer_of_a_company_is_a_legal_entity_with_its_numbers():
    customer = {
        "id": "cus_1",
        "name": 'ООО "Вектор"',
        "kind": "company",
        "inn": "7707083893",
        "kpp": "770701001",
        "phone": "+79000000002",
        "email": "buh@vektor.example",
    }

    (order,) = loaded(make_order(customer=customer))

    assert (order.buyer.is_legal, order.buyer.name) == (True, 'ООО "Вектор"')
    assert (order.buyer.inn, order.buyer.kpp) == ("7707083893", "770701001")
    assert (order.buyer.phone, order.buyer.email) == ("+79000000002", "buh@vektor.example")


def test_an_order_keeps_the_local_time_of_the_base():
    far = Profile(MOSCOW.__class__("Asia/Kamchatka"))

    (order,) = loaded(make_order(created_at=NOW + timedelta(hours=15)), profile=far)

    assert order.date.isoformat() == "2026-11-23T11:00:00"


def test_a_paid_order_tells_of_its_payment_and_one_half_paid_does_not():
    whole = make_order()

    (half,) = loaded(make_order(payments=[paid(1)], paid=1))
    (full,) = loaded(make_order(payments=[paid(whole.total)], paid=whole.total))

    assert (half.is_paid, full.is_paid) == (False, True)


def test_what_1c_has_no_place_for_is_kept_under_names_of_ours():
    technician = {"id": "tec_1", "name": "Борис Орлов"}

    (order,) = loaded(make_order(technician=technician, external_id="K-7", due_at=NOW))

    assert order.facts == {
        "СервисЗаказИд": "ord_1",
        "СервисВнешнийИд": "K-7",
        "СервисВидРаботы": "paid",
        "СервисТехник": "Борис Орлов",
        "СервисСрок": "2026-11-22T11:00:00",
    }


def test_lines_without_vat_come_first_where_they_would_inherit_a_rate():
    lines = [make_line(name="С налогом"), make_line(name="Без налога", vat="none")]

    (in_ut,) = loaded(make_order(*lines), profile=UT)
    (in_unf,) = loaded(make_order(*lines), profile=UNF)

    assert [(row.name, row.vat) for row in in_ut.rows] == [
        ("Без налога", "Без НДС"),
        ("С налогом", "22"),
    ]
    assert [row.name for row in in_unf.rows] == ["С налогом", "Без налога"]


def test_a_rate_is_written_as_the_connection_maps_it():
    mapped = Profile(MOSCOW, vat_texts={22: "20"})
    base = Unf()

    base.load(batch([make_order()], mapped, NOW))

    assert base.findings == []
    assert [row.vat for row in base.orders["1042"].rows] == ["20"]


@pytest.mark.parametrize(
    ("profile", "base"), [(Profile(MOSCOW), Unf()), (Profile(MOSCOW, "ut"), Ut())]
)
def test_what_the_base_drops_silently_was_noticed_before(profile, base):
    order = make_order(make_line(vat="22"), number="1")

    base.load(batch([order], profile, NOW))

    assert [each.rule for each in base.findings] == ["vat_dropped"]
    assert [each.code for each in notices(order, profile)] == ["vat_dropped"]


def test_a_booking_always_has_its_resource():
    technician = {"id": "tec_1", "name": "Борис Орлов"}
    start, end = NOW, NOW + timedelta(minutes=90)
    planned = make_order(technician=technician, scheduled_start=start, scheduled_end=end)

    def resource_of(order):
        (document,) = documents(root_of(booking(order, UNF, NOW)))
        assert text(document, "ХозОперация") == "Запись на услугу"
        (resource,) = inside(document, "ГрафикРесурса")
        assert len(text(resource, "Ид")) == 36
        return [
            text(resource, name) for name in ("Наименование", "ДатаВремяНачала", "Длительность")
        ]

    assert resource_of(planned) == ["Борис Орлов", "2026-11-22T11:00:00", "90"]
    assert resource_of(make_order()) == ["", "2026-11-22T11:00:00", "0"]


def test_the_table_of_the_schema_sees_what_is_out_of_order():
    root = root_of(batch([make_order()], UNF, NOW))
    document = documents(root)[0]
    document.append(document[0])
    etree.SubElement(document, "Лишнее")
    inside(document, "Товары")[0].clear()

    assert len(broken(root)) == 3


def test_a_draft_without_lines_is_well_formed_though_it_is_not_to_be_sent():
    order = make_order(items=[], total=0)

    assert broken(root_of(batch([order], UNF, NOW))) == []
    assert faults(order, UNF) != []


@pytest.mark.parametrize("total", [150_00, 149_99, 0, 175_00])
def test_whatever_was_taken_off_or_put_on_is_in_price_and_sum(total):
    (item,) = make_order().items
    changed = {**item.model_dump(), "discount": 150_00 - total, "total": total}

    (order,) = loaded(make_order(items=[changed], total=total))

    assert kopecks(order.total) == total
    assert order.rows[0].price == (Decimal(total) / Decimal("1.5") / 100).quantize(Decimal("0.01"))
