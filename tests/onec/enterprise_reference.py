"""The same message as `shared.onec.enterprise.writer` writes, by lxml: its judge and its rival."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from lxml import etree

from shared.events import Customer, Line, OrderSnapshot
from shared.onec.characters import line
from shared.onec.enterprise.keys import buyer_key, item_key, sale_key
from shared.onec.enterprise.profile import Organization, SaleProfile
from shared.onec.units import classified

MESSAGE = "http://www.1c.ru/SSL/Exchange/Message"
KINDS = {0: "Нулевая", 10: "Пониженная", None: "БезНДС"}


def write(
    file: BinaryIO, orders: Iterable[OrderSnapshot], profile: SaleProfile, at: datetime
) -> None:
    """Write a message piece by piece, by `etree.xmlfile`."""
    form = f"http://v8.1c.ru/edi/edi_stnd/EnterpriseData/{profile.version}"
    header = f"{{{MESSAGE}}}"
    with etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        with out.element("Message", nsmap={"msg": MESSAGE}):
            with out.element(f"{header}Header"):
                for name, value in (
                    ("Format", form),
                    ("CreationDate", at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")),
                    ("AvailableVersion", profile.version),
                ):
                    with out.element(header + name):
                        out.write(value)
            with out.element(f"{{{form}}}Body", nsmap={None: form}):
                for order in orders:
                    out.write(_Sale(f"{{{form}}}", profile).document(order))


def money(minor: int) -> str:
    return f"{Decimal(minor) / 100:.2f}"


class _Sale:
    def __init__(self, space: str, profile: SaleProfile) -> None:
        self._space = space
        self._profile = profile

    def document(self, order: OrderSnapshot) -> Any:
        name = self._space + "Документ.РеализацияТоваровУслуг"
        document = etree.Element(name, nsmap={None: self._space[1:-1]})
        keys = self._put(document, "КлючевыеСвойства")
        self._put(keys, "Ссылка", sale_key(order.id))
        done = order.completed_at.astimezone(self._profile.zone)
        self._put(keys, "Дата", done.strftime("%Y-%m-%dT%H:%M:%S"))
        self._put(keys, "Номер", order.number)
        self._organization(keys, self._profile.organization)
        self._put(document, "ВидОперации", "РеализацияКлиенту")
        self._classified(document, "Валюта", *self._profile.currencies[order.currency])
        self._put(document, "Сумма", money(order.total))
        self._put(document, "СуммаВключаетНДС", "true")
        self._buyer(document, order.customer)
        terms = self._put(document, "ДанныеВзаиморасчетов")
        self._classified(terms, "ВалютаВзаиморасчетов", *self._profile.currencies[order.currency])
        if order.currency == "RUB":
            self._put(terms, "КурсВзаиморасчетов", "1")
            self._put(terms, "КратностьВзаиморасчетов", "1")
        lines = [each for each in order.items if each.total]
        self._table(document, "Товары", [each for each in lines if each.kind == "part"])
        self._table(document, "Услуги", [each for each in lines if each.kind != "part"])
        return document

    def _organization(self, keys: Any, own: Organization) -> None:
        written = self._put(keys, "Организация")
        self._put(written, "Наименование", own.name)
        self._put(written, "НаименованиеПолное", own.name)
        self._put(written, "ИНН", own.inn)
        self._put(written, "КПП", own.kpp)
        self._put(written, "ЮридическоеФизическоеЛицо", "ЮридическоеЛицо")

    def _buyer(self, document: Any, customer: Customer) -> None:
        inn = customer.inn if customer.inn in {"7707083893", "500100732259"} else None
        sorts = {"7707083893": True, "500100732259": False, None: customer.kind == "company"}
        is_legal = sorts[inn]
        buyer = self._put(document, "Контрагент")
        self._put(buyer, "Ссылка", buyer_key(customer))
        self._put(buyer, "Наименование", line(customer.name, 100))
        self._put(buyer, "НаименованиеПолное", line(customer.name, 1000))
        if inn:
            self._put(buyer, "ИНН", inn)
        if customer.kpp == "770701001" and is_legal:
            self._put(buyer, "КПП", customer.kpp)
        sort = "ЮридическоеЛицо" if is_legal else "ФизическоеЛицо"
        self._put(buyer, "ЮридическоеФизическоеЛицо", sort)

    def _table(self, document: Any, name: str, lines: list[Line]) -> None:
        if not lines:
            return
        table = self._put(document, name)
        for number, each in enumerate(lines, start=1):
            row = self._put(table, "Строка")
            self._put(row, "НомерСтрокиДокумента", str(number))
            is_goods = name == "Товары"
            self._item(self._put(row, "ДанныеНоменклатуры") if is_goods else row, each)
            if is_goods:
                self._classified(row, "ЕдиницаИзмерения", *classified(each.unit)[:2])
            self._sums(row, each)
            if not is_goods:
                self._put(row, "Содержание", line(each.name, 1000))

    def _item(self, parent: Any, each: Line) -> None:
        item = self._put(parent, "Номенклатура")
        self._put(item, "Ссылка", item_key(each.kind, each.name, each.sku, each.unit))
        self._put(item, "НаименованиеПолное", line(each.name, 1000))
        if article := line(each.sku or "", 50):
            self._put(item, "Артикул", article)
        self._put(item, "Наименование", line(each.name, 100))

    def _sums(self, row: Any, each: Line) -> None:
        self._put(row, "Количество", f"{each.qty.normalize():f}")
        self._put(row, "Сумма", money(each.total))
        price = (Decimal(each.total) / each.qty).quantize(Decimal(1), rounding="ROUND_HALF_UP")
        self._put(row, "Цена", money(int(price)))
        vat = self._put(row, "СтавкаНДС")
        if each.vat_rate is not None:
            self._put(vat, "Ставка", str(each.vat_rate))
        self._put(vat, "РасчетнаяСтавка", "false")
        self._put(vat, "НеОблагается", "true" if each.vat_rate is None else "false")
        self._put(vat, "ВидСтавки", KINDS.get(each.vat_rate, "Общая"))
        self._put(row, "СуммаНДС", money(each.vat_amount))

    def _classified(self, parent: Any, name: str, code: str, title: str) -> None:
        data = self._put(self._put(parent, name), "ДанныеКлассификатора")
        self._put(data, "Код", code)
        self._put(data, "Наименование", title)

    def _put(self, parent: Any, name: str, text: str | None = None) -> Any:
        child = etree.SubElement(parent, self._space + name)
        child.text = text
        return child
