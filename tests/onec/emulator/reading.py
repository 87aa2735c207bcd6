"""How 1C turns texts into values, the same in УНФ and УТ; each loss is noted."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from tests.onec.emulator.findings import BatchStoppedError, Finding
from tests.onec.emulator.loaded import EMPTY_DATE, Counterparty
from tests.onec.emulator.message import Node, first, inside, pairs, text

Note = Callable[[str, str], None]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

# What the code of a configuration asks for by name.
READ = frozenset(
    {
        "Статуса заказа ИД", "Статус заказа", "Отменен", "Дата оплаты", "Метод оплаты",
        "Метод оплаты ИД", "Номер платежного документа", "Заказ оплачен", "Адрес доставки",
        "Комментарии покупателя", "Метод доставки", "Метод доставки ИД", "Способ доставки",
        "Способ доставки ИД", "Комментарий доставки", "Получатель", "Трек-номер",
    }
)  # fmt: skip
# Some of the attributes of УНФ's order; whatever else is written there is lost.
ATTRIBUTES = frozenset(
    {
        "номер", "дата", "комментарий", "телефон", "старт", "финиш", "датаотгрузки", "автор",
        "электроннаяпочта", "адресдоставки", "состояниезаказа", "суммадокумента", "проведен",
        "пометкаудаления", "времядоставкис", "времядоставкипо", "номервходящегодокумента",
        "датавходящегодокумента", "идентификаторплатежа",
    }
)  # fmt: skip


def amount(value: str, what: str, note: Note) -> Decimal:
    """A text that is no number becomes 0, silently."""
    if NUMBER.fullmatch(value):
        return Decimal(value)
    note("amount_lost", f"{what} {value!r}")
    return Decimal(0)


def date_of(document: Node, note: Note) -> datetime:
    digits = (text(document, "Дата") + text(document, "Время")).replace("-", "").replace(":", "")
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S")  # noqa: DTZ007 - 1C has no zones
    except ValueError:
        note("date_lost", digits)
        return EMPTY_DATE


def currency_of(document: Node, known: frozenset[str], national: str, note: Note) -> str:
    named = text(document, "Валюта")
    if named in known:
        return named
    note("currency_lost", named)
    return national


def buyer_of(document: Node, note: Note) -> Counterparty:
    given = inside(document, "Контрагенты", "Контрагент")
    if not given:
        raise BatchStoppedError("the document has no counterparty")
    if len(given) > 1:
        note("counterparty_dropped", f"{len(given) - 1} more")
    buyer = given[0]
    legal, person = text(buyer, "ОфициальноеНаименование"), text(buyer, "ПолноеНаименование")
    if not legal and not person:
        note("buyer_nameless", text(buyer, "Наименование"))
    if len(text(buyer, "Наименование")) > 250:
        note("name_cut", "Наименование")
    return Counterparty(
        name=legal or person,
        is_legal=bool(legal),
        inn=text(buyer, "ИНН"),
        kpp=text(buyer, "КПП"),
        phone=_contact(buyer, ("телефон",), note),
        email=_contact(buyer, ("почта", "email"), note),
    )


def _contact(buyer: Node, kinds: tuple[str, ...], note: Note) -> str:
    found = [
        text(each, "Значение")
        for each in inside(buyer, "Контакты", "Контакт")
        if any(kind in text(each, "Тип").lower() for kind in kinds)
    ]
    if len(found) > 1:
        note("contact_dropped", f"{len(found) - 1} more of {kinds[0]}")
    return found[0] if found else ""


def key_of(row: Node, references: frozenset[str], note: Note) -> str:
    item_id, article, name = (text(row, each) for each in ("Ид", "Артикул", "Наименование"))
    if "#" in item_id or "#" in name:
        note("characteristic_split", name)
    if len(item_id) == 36 and item_id not in references:
        note("broken_reference", item_id)
    if item_id == "ORDER_DELIVERY":
        note("taken_for_delivery", name)
    if not name or len(name) > 250:
        note("name_cut", name)
    return item_id or article or name


def rate_text(row: Node, note: Note) -> str | None:
    """The text of a row's VAT; None when the row has no element of it."""
    stated = text(row, "СтавкиНалогов", "СтавкаНалога", "Ставка")
    taken = text(row, "Налоги", "Налог", "Ставка")
    if stated != taken:
        note("rates_differ", f"{stated!r} and {taken!r}")
    is_given = first(row, "СтавкиНалогов") is not None or first(row, "Налоги") is not None
    return (stated or taken) if is_given else None


def requisites_of(document: Node, note: Note) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs(document):
        if name in found:
            note("requisite_twice", name)
        if name not in READ and name.replace(" ", "").lower() in ATTRIBUTES:
            note("attribute_overwritten", name)
        if len(value) > 1000:
            note("value_cut", name)
        found.setdefault(name, value)
    return found


def discounts(node: Node, note: Note) -> None:
    for each in inside(node, "Скидки", "Скидка"):
        note("discount_apart", text(each, "УчтеноВСумме") or "ignored")


def finding(number: str, found: list[Finding]) -> Note:
    """What notes findings of one order."""
    return lambda rule, detail: found.append(Finding(rule, number, detail))
