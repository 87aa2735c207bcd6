"""Sales as EnterpriseData, judged by the emulator of its rules and by lxml."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from shared.onec.enterprise.checks import faults, left_out, notices
from shared.onec.enterprise.profile import Organization, SaleProfile
from shared.onec.enterprise.versions import VERSIONS, knows_rate
from shared.onec.enterprise.writer import write
from tests.onec import enterprise_reference
from tests.onec.builders import MOSCOW, NOW, make_line, make_order
from tests.onec.emulator.enterprise import OF_2024, OF_2026, OWN, Accounting
from tests.onec.emulator.findings import BatchStoppedError
from tests.onec.strategies import MOMENTS, orders

OURS = Organization("ООО «Мастер & сыновья»", *OWN)
SALES = SaleProfile(MOSCOW, OURS)
OLD = SaleProfile(MOSCOW, OURS, "1.16")
RATES = (None, 0, 5, 7, 10, 18, 20, 22)


def make_sale(*lines, **changes):
    return make_order(*lines, **{"status": "completed", "completed_at": NOW, **changes})


def message(given_orders, profile=SALES):
    return b"".join(write(given_orders, profile, NOW))


def loaded(*given_orders, profile=SALES):
    base = Accounting()
    base.load(message(given_orders, profile))
    assert base.findings == []
    return list(base.sales.values())


def kopecks(amount: Decimal) -> int:
    return int(amount * 100)


@st.composite
def sales(draw):
    order = draw(orders())
    done = {"status": draw(st.sampled_from(["completed", "closed"])), "completed_at": draw(MOMENTS)}
    return order.model_copy(update=done)


def as_text(rate):
    return "Без НДС" if rate is None else str(rate)


@pytest.mark.parametrize("version", ["1.16", "1.17", "1.20"])
@given(order=sales())
def test_any_sale_arrives_whole_and_to_the_kopeck_or_is_refused_for_a_reason(version, order):
    profile = SaleProfile(MOSCOW, OURS, version)
    lines = [each for each in order.items if each.total]
    unknown = {each.vat_rate for each in lines} - {r for r in RATES if knows_rate(version, r)}
    found = {each.code for each in faults(order, profile)}

    assert (left_out(order) is not None) == (not lines)
    assert found <= {"price", "vat_rate"}
    assert ("vat_rate" in found) == bool(unknown)
    if found or not lines:
        return

    (arrived,) = loaded(order, profile=profile)

    assert kopecks(arrived.total) == order.total
    assert len(arrived.rows) == len(lines)
    for rate in RATES:
        own = [each for each in lines if each.vat_rate == rate]
        rows = [row for row in arrived.rows if row.vat == as_text(rate)]
        assert [kopecks(sum(r.total for r in rows)), kopecks(arrived.vat_of(as_text(rate)))] == [
            sum(each.total for each in own),
            sum(each.vat_amount for each in own),
        ]


@given(st.lists(sales().filter(lambda each: not faults(each, SALES)), max_size=3))
def test_the_templates_write_what_lxml_would(given_orders):
    file = BytesIO()
    enterprise_reference.write(file, given_orders, SALES, NOW)

    assert shape(message(given_orders)) == shape(file.getvalue())


def shape(body):
    return values(etree.fromstring(body))


def values(node):
    """A tree as values; blanks between elements left out."""
    return (node.tag, "" if len(node) else (node.text or "").strip(), [values(e) for e in node])


@pytest.mark.parametrize("version", VERSIONS)
def test_without_vat_and_nought_per_cent_are_two_things_in_every_version(version):
    profile = SaleProfile(MOSCOW, OURS, version)
    order = make_sale(make_line(vat="none", name="Без"), make_line(vat="0", name="Ноль"))

    (sale,) = loaded(order, profile=profile)

    assert [(row.name, row.vat) for row in sale.rows] == [("Без", "Без НДС"), ("Ноль", "0")]


@pytest.mark.parametrize("rate", ["5", "7", "22"])
def test_a_rate_that_the_version_lacks_is_refused_by_name(rate):
    order = make_sale(make_line(vat="10"), make_line(vat=rate))

    (fault,) = faults(order, OLD)

    assert (fault.code, fault.field) == ("vat_rate", "items.1.vat")
    assert fault.words == f"EnterpriseData 1.16 has no VAT of {rate} %"
    with pytest.raises(KeyError):
        message([order], OLD)


def test_a_base_of_2024_takes_the_versions_that_it_knows_and_no_other():
    order = make_sale(make_line(vat="20"))
    base = Accounting(versions=OF_2024)

    assert frozenset(VERSIONS) == OF_2026
    for version in VERSIONS:
        if version in OF_2024:
            assert base.load(message([order], SaleProfile(MOSCOW, OURS, version))) == 1
        else:
            with pytest.raises(BatchStoppedError, match="does not know"):
                base.load(message([order], SaleProfile(MOSCOW, OURS, version)))


def test_services_and_parts_stand_in_tables_of_their_own():
    lines = [make_line(kind=kind, name=kind) for kind in ("service", "part", "travel")]

    (sale,) = loaded(make_sale(*lines))

    assert [(row.name, row.is_service) for row in sale.rows] == [
        ("part", False),
        ("service", True),
        ("travel", True),
    ]


@pytest.mark.parametrize(
    ("customer", "expected"),
    [
        ({"kind": "company", "inn": OWN[0], "kpp": OWN[1]}, (True, *OWN)),
        ({"kind": "company", "inn": "500100732259", "kpp": OWN[1]}, (False, "500100732259", "")),
        ({"kind": "person", "inn": OWN[0]}, (True, OWN[0], "")),
        ({"kind": "person", "inn": "500100732259"}, (False, "500100732259", "")),
        ({"kind": "person"}, (False, "", "")),
    ],
    ids=["company", "entrepreneur", "company by its number", "person with a number", "person"],
)
def test_the_buyer_is_the_sort_that_1c_means(customer, expected):
    (sale,) = loaded(make_sale(customer={"id": "cus_1", "name": "Вектор", **customer}))

    assert (sale.buyer.is_legal, sale.buyer.inn, sale.buyer.kpp) == expected


def test_a_message_loaded_again_doubles_nothing():
    given_orders = [make_sale(id=f"ord_{n}", number=str(n)) for n in range(3)]
    base = Accounting()

    base.load(message(given_orders))
    base.load(message(given_orders))

    assert (len(base.sales), len(base.buyers), len(base.items)) == (3, 1, 1)


def test_a_buyer_whose_card_we_know_is_that_card():
    known = "3F2504E0-4F89-11D3-9A0C-0305E82C3301"
    base = Accounting()

    base.load(message([make_sale(customer={"id": "c", "name": "Вектор", "crm_1c_id": known})]))

    assert list(base.buyers) == [known.lower()]


def test_the_day_of_a_sale_is_that_of_its_completion_in_the_companys_zone():
    far = SaleProfile(MOSCOW.__class__("Asia/Kamchatka"), OURS)

    (sale,) = loaded(make_sale(completed_at=NOW + timedelta(hours=15)), profile=far)

    assert sale.date.isoformat() == "2026-11-23T11:00:00"


@pytest.mark.parametrize("currency", ["KZT", "USD", "EUR"])
def test_a_rate_of_exchange_is_told_of_the_national_currency_only(currency):
    order = make_sale(currency=currency)

    (sale,) = loaded(order)

    assert sale.currency == currency
    assert "КурсВзаиморасчетов" not in message([order]).decode()
    assert "КурсВзаиморасчетов" in message([make_sale()]).decode()


def test_the_same_orders_are_the_same_bytes():
    assert message([make_sale()]) == message([make_sale()])


def test_a_message_is_written_piece_by_piece():
    pieces = list(write(iter([make_sale(), make_sale()]), SALES, NOW))

    assert len(pieces) == 4


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "cancelled"}, "cancelled"),
        ({"completed_at": None, "status": "in_progress"}, "not_completed"),
        ({"items": [], "total": 0}, "free"),
    ],
)
def test_what_is_no_sale_is_left_out(changes, reason):
    assert left_out(make_sale(**changes)) == reason


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": ""}, "number"),
        ({"number": "1" * 257}, "number"),
        ({"customer": {"id": "c", "name": "\x00 \x1b"}}, "buyer"),
        ({"currency": "XXX"}, "currency"),
        ({"total": 1}, "total"),
    ],
)
def test_an_order_with_a_fault_is_refused(changes, code):
    assert [each.code for each in faults(make_sale(**changes), SALES)] == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "\x00"}, "line_name"),
        ({"qty": Decimal(0)}, "quantity"),
        ({"qty": Decimal(10**6), "total": 1, "net": 1, "vat_amount": 0}, "price"),
        ({"total": -1}, "line_total"),
        ({"vat_amount": 150_00}, "vat_amount"),
        ({"vat_rate": None}, "vat_amount"),
        ({"vat_rate": 13}, "vat_rate"),
    ],
)
def test_a_line_with_a_fault_keeps_its_order_out(changes, code):
    (item,) = make_sale().items
    spoiled = {**item.model_dump(), **changes}

    (fault,) = faults(make_sale(items=[spoiled], total=spoiled["total"]), SALES)

    assert (fault.code, fault.field.split(".")[:2]) == (code, ["items", "0"])


def test_what_will_not_arrive_as_it_is_is_told():
    long = "Ы" * 101
    free = make_line(unit_price=0)
    order = make_sale(
        make_line(name=long),
        free,
        number="123456789012",
        customer={"id": "c", "name": "Вектор", "kind": "company"},
    )

    base = Accounting()

    base.load(message([order]))

    assert notices(order) == ["number_long", "buyer_without_inn", "free_lines_left_out", "name_cut"]
    assert [each.rule for each in base.findings] == ["number_cut"]
    (row,) = next(iter(base.sales.values())).rows
    assert row.name == long
