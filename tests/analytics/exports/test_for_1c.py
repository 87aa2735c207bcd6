"""The two formats for 1C: what goes in is what 1C then has, and what does not is named."""

import tracemalloc
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.export import Setting, file_name
from analytics.exports import FORMATS
from analytics.order_file import complete, options_schema
from analytics.written import MOST_REFUSED
from shared.errors import InvalidError
from shared.events import OrderSnapshot
from tests.bench.onec_files import Null, some_orders
from tests.onec.builders import MOSCOW, NOW, make_line, make_order
from tests.onec.emulator.bases import STATUSES, Unf
from tests.onec.emulator.enterprise import OWN, Accounting
from tests.onec.emulator.vat import UNF_RATES
from tests.onec.strategies import MOMENTS, orders

OURS = {
    "organization_name": "ООО «Мастер»",
    "organization_inn": OWN[0],
    "organization_kpp": OWN[1],
}
OPTIONS = {"commerceml": {"known_rates": "5, 7, 22"}, "enterprise_data": OURS}


def written(
    name: str, given_orders: Iterable[OrderSnapshot], **options: str
) -> tuple[bytes, Setting]:
    file, setting = BytesIO(), setting_of(OPTIONS[name] | options)
    write_orders = FORMATS[name].write_orders
    assert write_orders
    write_orders(given_orders, file, setting)
    return file.getvalue(), setting


def setting_of(options: dict[str, str]) -> Setting:
    return Setting(
        kind="orders",
        columns=(),
        zone=MOSCOW,
        currency="RUB",
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        made_at=NOW,
        options=options,
    )


def totals_of(documents: Iterable[Any]) -> dict[tuple[str, str], tuple[int, int]]:
    """What 1C has: VAT and gross by currency and rate, in kopecks."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for document in documents:
        for row in document.rows:
            rate = "none" if row.vat == "Без НДС" else row.vat
            vat, gross = sums.get((document.currency, rate), (0, 0))
            key = (document.currency, rate)
            sums[key] = (vat + int(row.vat_amount * 100), gross + int(row.total * 100))
    return sums


def told(setting: Setting, currency: str = "RUB") -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (currency, str(each["vat"])): (int(each["vat_amount"]), int(each["gross"]))
        for each in setting.written.totals()
    }


@st.composite
def numbered(draw: Any) -> list[OrderSnapshot]:
    found = draw(st.lists(orders(), max_size=4))
    done = [draw(st.none() | MOMENTS) for _ in found]
    return [
        each.model_copy(update={"id": f"ord_{n}", "number": str(n + 1), "completed_at": done[n]})
        for n, each in enumerate(found)
    ]


@given(given_orders=numbered(), version=st.sampled_from(["1.16", "1.17"]))
def test_what_accounting_loads_of_random_orders_is_what_the_totals_tell(
    given_orders: list[OrderSnapshot], version: str
) -> None:
    body, setting = written("enterprise_data", given_orders, version=version)
    base = Accounting()

    assert base.load(body) == setting.written.orders

    assert {each.rule for each in base.findings} <= {"name_cut"}
    assert totals_of(base.sales.values()) == told(setting)
    counts = setting.written
    assert counts.orders + counts.refused_orders + counts.left_out.total() == len(given_orders)
    assert {each.code for each in counts.refused} <= {"vat_rate", "price"}


@given(given_orders=numbered())
def test_what_unf_loads_of_random_orders_is_what_the_totals_tell(
    given_orders: list[OrderSnapshot],
) -> None:
    body, setting = written("commerceml", given_orders)
    base = Unf(rates=UNF_RATES | {"5", "7", "22"}, statuses=frozenset(STATUSES))

    assert base.load(body) == setting.written.orders == len(given_orders)

    assert base.findings == []
    assert totals_of(base.orders.values()) == told(setting, "руб")


@pytest.mark.parametrize("name", list(OPTIONS))
def test_the_same_orders_are_the_same_bytes(name: str) -> None:
    first, _ = written(name, some_orders(20))
    again, _ = written(name, some_orders(20))

    assert first == again
    assert first.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


@pytest.mark.parametrize("name", list(OPTIONS))
def test_twenty_times_the_orders_take_no_more_memory(name: str) -> None:
    peaks = []
    for count in (150, 3000):
        write_orders = FORMATS[name].write_orders
        assert write_orders
        tracemalloc.start()
        write_orders(some_orders(count), Null(), setting_of(OPTIONS[name]))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] + 1_500_000


def test_a_rate_that_the_version_lacks_is_refused_by_name_and_the_rest_is_written() -> None:
    good = make_order(make_line(vat="20"), id="a", number="1", completed_at=NOW)
    bad = make_order(make_line(vat="22"), id="b", number="2", completed_at=NOW)

    body, setting = written("enterprise_data", [good, bad], version="1.16")

    (refused,) = setting.written.refused
    assert (refused.id, refused.number, refused.code) == ("b", "2", "vat_rate")
    assert refused.words == "EnterpriseData 1.16 has no VAT of 22 %"
    base = Accounting()
    assert base.load(body) == 1
    assert [each.number for each in base.sales.values()] == ["1"]


def test_without_vat_and_nought_per_cent_are_two_totals() -> None:
    order = make_order(make_line(vat="none"), make_line(vat="0"), completed_at=NOW)

    _, setting = written("enterprise_data", [order])

    assert [each["vat"] for each in setting.written.totals()] == ["0", "none"]


def test_what_is_no_sale_is_counted_and_not_refused() -> None:
    given_orders = [
        make_order(completed_at=None),
        make_order(completed_at=NOW, status="cancelled"),
        make_order(completed_at=NOW, items=[], total=0),
    ]

    body, setting = written("enterprise_data", given_orders)

    assert setting.written.left_out == {"not_completed": 1, "cancelled": 1, "free": 1}
    assert setting.written.refused == []
    assert Accounting().load(body) == 0


def test_an_order_that_1c_would_stop_at_is_refused_and_one_without_lines_waits() -> None:
    given_orders = [make_order(number="A-1"), make_order(items=[], total=0), make_order()]

    body, setting = written("commerceml", given_orders)

    assert [each.code for each in setting.written.refused] == ["number"]
    assert setting.written.left_out == {"no_lines": 1}
    assert Unf(rates=UNF_RATES | {"22"}).load(body) == 1


def test_what_1c_will_change_silently_is_counted() -> None:
    _, setting = written("commerceml", [make_order(make_line(vat="22"))] * 3, known_rates="")

    assert setting.warnings == {"vat_dropped": 3}


def test_so_many_refused_orders_are_named_and_all_are_counted() -> None:
    given_orders = [make_order(number="x")] * (MOST_REFUSED + 5)

    _, setting = written("commerceml", given_orders)

    assert len(setting.written.refused) == MOST_REFUSED
    assert setting.written.refused_orders == MOST_REFUSED + 5


def test_the_options_of_a_base_are_written() -> None:
    options = {"vat_texts": "22=20, 5=5", "currencies": "RUB=RUB", "schema_version": "2.10"}

    body, _ = written("commerceml", [make_order()], **options)

    base = Unf(currencies=frozenset({"RUB"}), national="RUB")
    base.load(body)
    assert base.findings == []
    assert [row.vat for row in base.orders["1042"].rows] == ["20"]
    assert 'ВерсияСхемы="2.10"' in body.decode()


@pytest.mark.parametrize("name", list(OPTIONS))
def test_files_for_1c_name_people_and_hold_orders_only(name: str) -> None:
    form = FORMATS[name]

    assert form.is_personal
    assert (form.takes("orders"), form.takes("lines")) == (True, False)
    assert file_name("orders", form) == "orders.xml"


def test_the_company_fills_in_what_a_wish_leaves_out() -> None:
    form = FORMATS["enterprise_data"]

    assert complete(form, {}, OURS) == OURS
    assert complete(form, {"organization_kpp": ""}, OURS)["organization_kpp"] == ""
    assert complete(FORMATS["commerceml"], {}, OURS) == {}
    assert complete(FORMATS["parquet"], {}, OURS) == {}


def test_the_options_are_described_with_labels_and_the_companys_own_values() -> None:
    form = FORMATS["enterprise_data"]

    bare, filled = options_schema(form, {}), options_schema(form, OURS)

    assert bare
    assert filled
    assert bare["required"] == ["organization_name", "organization_inn"]
    assert filled["required"] == []
    assert filled["properties"]["organization_inn"]["default"] == OWN[0]
    assert all(each["x-label"]["ru"] for each in bare["properties"].values())
    assert "1.17" in bare["properties"]["version"]["enum"]
    assert options_schema(FORMATS["parquet"], OURS) is None


@pytest.mark.parametrize(
    ("name", "options", "field"),
    [
        ("enterprise_data", {}, "options.organization_name"),
        ("enterprise_data", OURS | {"version": "1.9"}, "options.version"),
        ("enterprise_data", OURS | {"organization_inn": "123"}, "options.organization_inn"),
        ("enterprise_data", OURS | {"organization_name": " "}, "options.organization_name"),
        ("enterprise_data", OURS | {"wrong": "1"}, "options.wrong"),
        ("commerceml", {"vat_texts": "twenty"}, "options.vat_texts"),
        ("commerceml", {"currencies": "RUB"}, "options.currencies"),
        ("commerceml", {"configuration": "bp"}, "options.configuration"),
        ("parquet", {"version": "2"}, "options"),
    ],
)
def test_a_bad_option_is_refused_by_its_name(
    name: str, options: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidError) as caught:
        complete(FORMATS[name], options, {})

    assert [each.field for each in caught.value.errors] == [field]


def test_quantities_prices_and_sums_arrive_as_they_are() -> None:
    order = make_order(make_line(qty=Decimal("0.125"), unit_price=800_00), completed_at=NOW)

    body, _ = written("enterprise_data", [order])

    base = Accounting()
    base.load(body)
    ((row,),) = [each.rows for each in base.sales.values()]
    assert (row.qty, row.price, row.total) == (Decimal("0.125"), Decimal(800), Decimal(100))
