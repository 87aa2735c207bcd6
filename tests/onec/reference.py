"""The same message as `shared.onec.writer` writes, built slowly as a tree: the writer's judge."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from lxml import etree

from shared.events import Customer, Line, OrderSnapshot
from shared.onec.characters import line, lines, name
from shared.onec.profile import Profile
from shared.onec.requisites import _ours, _payment, _state, local
from shared.onec.rows import in_order
from shared.onec.units import unit_element


def tree(orders: list[OrderSnapshot], profile: Profile, at) -> etree._Element:
    root = etree.Element("КоммерческаяИнформация")
    root.set("ВерсияСхемы", profile.schema)
    root.set("ДатаФормирования", local(at, profile))
    for order in orders:
        _order(root, order, profile)
    return root


def put(parent: etree._Element, tag: str, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, tag)
    child.text = text or None
    return child


def money(minor: int) -> str:
    return f"{Decimal(minor) / 100:.2f}"


def _order(root: etree._Element, order: OrderSnapshot, profile: Profile) -> None:
    document = put(root, "Документ")
    day, _, time = local(order.created_at, profile).partition("T")
    put(document, "Ид", order.id)
    put(document, "Номер", order.number)
    put(document, "Дата", day)
    put(document, "ХозОперация", "Заказ товара")
    put(document, "Роль", "Продавец")
    put(document, "Валюта", profile.currencies[order.currency])
    put(document, "Курс", "1")
    put(document, "Сумма", money(order.total))
    _buyer(put(document, "Контрагенты"), order.customer)
    put(document, "Время", time)
    put(document, "Комментарий", lines(f"{order.title}\n{order.description}"))
    taxed = [each for each in order.items if each.vat_rate is not None]
    if taxed:
        taxes = put(document, "Налоги")
        for rate in dict.fromkeys(each.vat_rate for each in taxed):
            total = sum(each.vat_amount for each in taxed if each.vat_rate == rate)
            _tax(taxes, total, profile.vat_text(rate))
    rows = put(document, "Товары")
    for each in in_order(order.items, profile):
        _row(put(rows, "Товар"), each, profile)
    pairs = [*_state(order, profile), *_payment(order, profile), *_ours(order, profile)]
    _requisites(document, [(title, line(value)) for title, value in pairs if line(value)])


def _buyer(parent: etree._Element, customer: Customer) -> None:
    buyer = put(parent, "Контрагент")
    put(buyer, "Ид", _buyer_id(customer))
    put(buyer, "Наименование", name(customer.name))
    is_company = customer.kind == "company"
    who = "ОфициальноеНаименование" if is_company else "ПолноеНаименование"
    put(buyer, who, name(customer.name))
    if customer.inn in {"7707083893", "500100732259"}:
        put(buyer, "ИНН", customer.inn)
    if customer.kpp == "770701001" and is_company:
        put(buyer, "КПП", customer.kpp)
    if address := line(customer.address or "", 250):
        put(put(buyer, "Адрес"), "Представление", address)
    given = {"Телефон рабочий": customer.phone, "Почта": customer.email}
    known = {kind: line(value or "", 250) for kind, value in given.items()}
    if any(known.values()):
        contacts = put(buyer, "Контакты")
        for kind, value in known.items():
            if value:
                contact = put(contacts, "Контакт")
                put(contact, "Тип", kind)
                put(contact, "Значение", value)
    put(buyer, "Роль", "Покупатель")


def _buyer_id(customer: Customer) -> str:
    given = (customer.crm_1c_id or "").lower()
    is_reference = [len(part) for part in given.split("-")] == [8, 4, 4, 4, 12] and all(
        each in "0123456789abcdef-" for each in given
    )
    return given if is_reference else customer.id


def _row(row: etree._Element, each: Line, profile: Profile) -> None:
    put(row, "Ид")
    if article := name(each.sku or ""):
        put(row, "Артикул", article)
    put(row, "Наименование", name(each.name))
    row.append(etree.fromstring(unit_element(each.unit)))
    if each.vat_rate is not None:
        rate = put(put(row, "СтавкиНалогов"), "СтавкаНалога")
        put(rate, "Наименование", "НДС")
        put(rate, "Ставка", profile.vat_text(each.vat_rate))
    kind = "Товар" if each.kind == "part" else "Услуга"
    _requisites(row, [("ВидНоменклатуры", kind), ("ТипНоменклатуры", kind)])
    price = (Decimal(each.total) / each.qty).quantize(Decimal(1), rounding="ROUND_HALF_UP")
    put(row, "ЦенаЗаЕдиницу", money(int(price)))
    put(row, "Количество", f"{each.qty.normalize():f}")
    put(row, "Сумма", money(each.total))
    if each.vat_rate is not None:
        _tax(put(row, "Налоги"), each.vat_amount, profile.vat_text(each.vat_rate))


def _tax(parent: etree._Element, amount: int, rate: str) -> None:
    tax = put(parent, "Налог")
    put(tax, "Наименование", "НДС")
    put(tax, "УчтеноВСумме", "true")
    put(tax, "Сумма", money(amount))
    put(tax, "Ставка", rate)


def _requisites(parent: etree._Element, pairs: list[tuple[str, str]]) -> None:
    values = put(parent, "ЗначенияРеквизитов")
    for title, value in pairs:
        one = put(values, "ЗначениеРеквизита")
        put(one, "Наименование", title)
        put(one, "Значение", value)


def write(file: BinaryIO, orders: Iterable[OrderSnapshot], profile: Profile, at: datetime) -> None:
    """Write a message piece by piece, by `etree.xmlfile`: the writer's rival."""
    head = {"ВерсияСхемы": profile.schema, "ДатаФормирования": local(at, profile)}
    with etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        with out.element("КоммерческаяИнформация", head):
            for order in orders:
                held = etree.Element("held")
                _order(held, order, profile)
                out.write(held[0])
