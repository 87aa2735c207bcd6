"""The emulator of EnterpriseData sees what it is there for: each is done to a good message."""

import pytest

from shared.onec.enterprise.profile import Organization, SaleProfile
from shared.onec.enterprise.writer import write
from tests.onec.builders import MOSCOW, NOW, make_line, make_order
from tests.onec.emulator.enterprise import OWN, Accounting
from tests.onec.emulator.findings import BatchStoppedError

ORDER = make_order(
    make_line(vat="20"),
    make_line(kind="part", name="Насос", vat="none"),
    status="completed",
    completed_at=NOW,
)
OURS = Organization("ООО «Мастер»", *OWN)
STOPS = {
    "another version": ("Format>http://v8.1c.ru/edi/edi_stnd/EnterpriseData/1.17", "Format>1.17"),
    "body of another version": ("<Body xmlns=", "<Body xmlns='urn:x' was="),
    "no version said": ("msg:AvailableVersion", "msg:Version"),
    "no moment": ("<msg:CreationDate>2026", "<msg:CreationDate>"),
    "no seconds": ("T11:00:00", "T11:00"),
    "needed": ("<ВидОперации>РеализацияКлиенту</ВидОперации>", ""),
    "unknown operation": ("РеализацияКлиенту", "Продажа"),
    "unknown element": ("<Услуги>", "<Работы/><Услуги>"),
    "out of order": ("<Количество>1.5</Количество><Сумма>150.00</Сумма>", "<Сумма/><Количество/>"),
    "twice": ("<Номер>", "<Номер>1</Номер><Номер>"),
    "another space": ("<Номер>1042</Номер>", "<Номер xmlns='urn:x'>1042</Номер>"),
    "comma": ("<Сумма>150.00", "<Сумма>150,00"),
    "no reference": ("<Ссылка>", "<Ссылка>x"),
    "rate as a word": ("<Ставка>20</Ставка>", "<Ставка>НДС20</Ставка>"),
    "rate against its kind": ("<Ставка>20</Ставка>", "<Ставка>10</Ставка>"),
    "rate that is none": ("<Ставка>20</Ставка>", ""),
    "broken": ("</Body>", ""),
    "number of letters": (f"<ИНН>{OWN[0]}", "<ИНН>77070X3893"),
    "not a sale": ("Документ.РеализацияТоваровУслуг", "Документ.АктВыполненныхРабот"),
}
DAMAGE = {
    "organization_made": (f"<ИНН>{OWN[0]}", "<ИНН>7707083890"),
    "organization_of_another_sort": ("ЮридическоеЛицо<", "ФизическоеЛицо<"),
    "number_cut": ("<Номер>1042<", "<Номер>123456789012<"),
    "sum_off": ("<Сумма>300.00<", "<Сумма>300.01<"),
    "vat_added": (">true</СуммаВключаетНДС>", ">false</СуммаВключаетНДС>"),
    "currency_made": ("<Код>643<", "<Код>810<"),
    "buyer_of_another_sort": (
        "<ЮридическоеФизическоеЛицо>ФизическоеЛицо",
        f"<КПП>{OWN[1]}</КПП><ЮридическоеФизическоеЛицо>ФизическоеЛицо",
    ),
    "row_number": (">1</НомерСтрокиДокумента>", ">2</НомерСтрокиДокумента>"),
    "row_dropped": ("<Цена>100.00<", "<Цена>0.00<"),
    "price_off": ("<Цена>100.00<", "<Цена>100.02<"),
    "vat_off": ("<СуммаНДС>25.00<", "<СуммаНДС>25.02<"),
    "name_cut": ("<Наименование>Насос<", f"<Наименование>{'Ы' * 101}<"),
}


def good(version="1.17"):
    return b"".join(write([ORDER], SaleProfile(MOSCOW, OURS, version), NOW)).decode()


def spoiled(old, new):
    assert old in good()
    return good().replace(old, new).encode()


def test_a_good_message_gives_no_findings():
    base = Accounting()

    assert base.load(good().encode()) == 1
    assert base.findings == []


@pytest.mark.parametrize("change", list(STOPS.values()), ids=list(STOPS))
def test_what_the_schema_lacks_stops_the_message_and_loads_nothing(change):
    base = Accounting()

    with pytest.raises(BatchStoppedError):
        base.load(spoiled(*change))

    assert (base.sales, base.buyers, base.items) == ({}, {}, {})


@pytest.mark.parametrize(("rule", "change"), list(DAMAGE.items()), ids=list(DAMAGE))
def test_each_silent_damage_is_found(rule, change):
    base = Accounting()

    base.load(spoiled(*change))

    assert rule in {each.rule for each in base.findings}


def test_a_rate_that_the_list_lacks_stops_the_message():
    base = Accounting()

    with pytest.raises(BatchStoppedError, match=r"1\.16 has no VAT НДС22"):
        base.load(good("1.16").replace("НДС20", "НДС22").encode())


def test_a_structure_in_an_old_version_stops_the_message():
    written = good().replace("EnterpriseData/1.17", "EnterpriseData/1.16")

    with pytest.raises(BatchStoppedError):
        Accounting().load(written.encode())


def test_the_same_sale_twice_in_a_message_is_found():
    body = b"".join(write([ORDER, ORDER], SaleProfile(MOSCOW, OURS), NOW))
    base = Accounting()

    base.load(body)

    assert [each.rule for each in base.findings] == ["sale_twice"]
