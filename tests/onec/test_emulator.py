"""The emulator sees the damage that it is there for: each is done to a good message."""

from datetime import datetime

import pytest

from shared.onec.writer import batch
from tests.onec.builders import NOW, UNF, UT, make_line, make_order
from tests.onec.emulator.bases import Unf, Ut
from tests.onec.emulator.findings import BatchStoppedError
from tests.onec.emulator.vat import UNF_RATES, UT_RATES, unf_rate, ut_rate

GOOD = batch([make_order(make_line(vat="20"), make_line(name="Ещё", vat="20"))], UNF, NOW).decode()
CODES = {
    "letters_dropped": ("<Номер>1042<", "<Номер>A-1042<"),
    "number_cut": ("<Номер>1042<", "<Номер>12345678<"),
    "date_lost": ("<Дата>2026-11-22<", "<Дата>22.11.2026<"),
    "currency_lost": (">руб<", ">RUR<"),
    "counterparty_dropped": ("</Контрагент>", "</Контрагент><Контрагент/>"),
    "buyer_nameless": ("ПолноеНаименование", "Имя"),
    "contact_dropped": ("</Контакт>", "</Контакт><Контакт><Тип>Телефон домашний</Тип></Контакт>"),
    "characteristic_split": (">Пуск котла<", ">Пуск#котла<"),
    "broken_reference": ("<Товар><Ид>item-", "<Товар><Ид>item-1234567"),
    "name_cut": (">Пуск котла<", f">{'Ы' * 251}<"),
    "taken_for_delivery": ("<Товар><Ид>", "<Товар><Ид>ORDER_DELIVERY</Ид><Ид>"),
    "row_skipped": ("<Количество>1.5<", "<Количество>0<"),
    "amount_lost": ("<Сумма>150.00</Сумма><Налоги>", "<Сумма>150,00</Сумма><Налоги>"),
    "price_off": ("<ЦенаЗаЕдиницу>100.00<", "<ЦенаЗаЕдиницу>101.00<"),
    "discount_apart": ("</Товар>", "<Скидки><Скидка/></Скидки></Товар>"),
    "rates_differ": ("<Ставка>20</Ставка></СтавкаНалога>", "<Ставка>10</Ставка></СтавкаНалога>"),
    "vat_dropped": ("<Ставка>20</Ставка>", "<Ставка>20%</Ставка>"),
    "attribute_overwritten": ("СервисВидРаботы", "Пометка удаления"),
    "requisite_twice": ("СервисВидРаботы", "СервисЗаказИд"),
    "value_cut": (">paid<", f">{'x' * 1001}<"),
    "status_unmapped": (">Новый<", ">Неведомый<"),
    "namespace": ("<КоммерческаяИнформация ", '<КоммерческаяИнформация xmlns="urn:x" '),
    "schema": ("<Курс>1</Курс>", ""),
}


def spoiled(old, new):
    assert old in GOOD
    return GOOD.replace(old, new).encode()


def test_a_good_message_gives_no_findings():
    base = Unf()

    assert base.load(GOOD.encode()) == 1
    assert base.findings == []


@pytest.mark.parametrize(("rule", "change"), list(CODES.items()), ids=list(CODES))
def test_each_damage_is_found(rule, change):
    base = Unf()

    base.load(spoiled(*change))

    assert rule in {each.rule for each in base.findings}


def test_an_order_without_taxes_of_its_own_is_free_of_vat_in_unf():
    head, _, rest = GOOD.partition("<Налоги>")
    base = Unf()

    base.load((head + rest.partition("</Налоги>")[2]).encode())

    assert {each.rule for each in base.findings} == {"taxes_lost"}
    assert {row.vat for row in base.orders["1042"].rows} == {"Без НДС"}


def test_two_numbers_that_become_one_are_found():
    base = Unf()
    base.load(spoiled("<Номер>1042<", "<Номер>A-1042<"))
    base.load(spoiled("<Номер>1042<", "<Номер>B-1042<"))

    assert "number_collides" in {each.rule for each in base.findings}


def test_a_row_without_vat_inherits_a_rate_in_ut_only():
    mixed = [make_line(vat="18"), make_line(name="Ещё", vat="none")]
    body = batch([make_order(*mixed)], UNF, NOW)
    unf, ut = Unf(), Ut()

    unf.load(body)
    ut.load(body)

    assert unf.findings == []
    assert [each.rule for each in ut.findings] == ["vat_inherited"]
    assert [row.vat for row in ut.orders["1042"].rows] == ["18", "18"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Заказ товара", "Отпуск товара"),
        ("Алиса", "Али\x0bса"),
        ("Контрагенты", "Стороны"),
        ("КоммерческаяИнформация", "Информация"),
    ],
)
@pytest.mark.parametrize("base", [Unf, Ut])
def test_what_1c_cannot_take_stops_the_batch(base, old, new):
    with pytest.raises(BatchStoppedError):
        base().load(spoiled(old, new))


def test_ut_takes_a_stopped_batch_back_and_unf_keeps_what_it_has():
    orders = [make_order(make_line(vat="18"), number=str(n)) for n in range(1, 4)]
    body = batch(orders, UT, NOW)
    unf, ut = Unf(), Ut()

    for base in (unf, ut):
        with pytest.raises(BatchStoppedError):
            base.load(body, stop_after=2)

    assert (sorted(unf.orders), sorted(ut.orders)) == (["1", "2"], [])


def test_ut_refuses_a_buyer_without_a_name():
    nameless = spoiled("<Наименование>Алиса Смирнова</Наименование>", "")

    with pytest.raises(BatchStoppedError):
        Ut().load(nameless)


def test_a_finished_order_stays_and_a_paid_one_takes_facts_only():
    base = Unf()
    base.load(GOOD.encode())
    dearer = batch([make_order(make_line(unit_price=200_00, vat="20"))], UNF, NOW)
    before = base.orders["1042"].total

    base.orders["1042"].is_shipped = True
    base.load(dearer)
    assert base.orders["1042"].total == before

    base.orders["1042"].is_shipped = False
    base.load(dearer)
    assert base.orders["1042"].total == 300

    base.orders["1042"].is_finished = True
    base.load(GOOD.encode())
    assert base.orders["1042"].total == 300


def test_ut_freezes_an_order_once_it_is_agreed():
    base = Ut()
    closed = make_order(make_line(vat="18"), status="closed")
    for order in (make_order(make_line(vat="18")), closed, make_order(make_line(vat="10"))):
        base.load(batch([order], UT, NOW))

    assert [row.vat for row in base.orders["1042"].rows] == ["18"]
    assert base.orders["1042"].status == "Закрыт"


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("0", "0"), ("10", "10"), ("10.00", "10"), ("18", "18"), ("20", "20"), ("20.00", "20"),
        ("20/120", "20/120"), ("22", "Без НДС"), ("5", "Без НДС"), ("7", "Без НДС"),
        ("20%", "Без НДС"), ("Без НДС", "Без НДС"),
    ],
)  # fmt: skip
def test_unf_reads_rates_as_the_table_says(text, rate):
    assert unf_rate(text, UNF_RATES) == rate


@pytest.mark.parametrize(
    ("text", "rate"),
    [("0", "0"), ("10.00", "10"), ("18", "18"), ("20", "Без НДС"), ("22", "Без НДС")],
)
def test_ut_reads_rates_as_the_table_says(text, rate):
    assert ut_rate(text, UT_RATES) == rate


@pytest.mark.parametrize("text", ["20/120", "Без НДС", "20%", ""])
def test_ut_breaks_on_a_rate_that_is_no_number(text):
    with pytest.raises(BatchStoppedError):
        ut_rate(text, UT_RATES)


def test_a_date_that_is_lost_is_the_first_of_all():
    base = Unf()

    base.load(spoiled("<Время>11:00:00<", "<Время>11:00:00.5<"))

    assert base.orders["1042"].date == datetime(1, 1, 1)  # noqa: DTZ001 - 1C has no zones
