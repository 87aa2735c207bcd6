"""What the columns of a file may be called, in both languages. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from orders.intake.words import folded
from shared.errors import InvalidError
from shared.language import Language
from shared.texts import trim

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "external_id": ("external_id", "внешний номер", "внешний id", "внешний код"),
    "title": ("title", "заявка", "название", "тема"),
    "description": ("description", "описание"),
    "customer.name": (
        "customer", "customer_name", "клиент", "заказчик", "имя клиента", "фио клиента",
    ),
    "customer.phone": ("phone", "customer_phone", "телефон", "телефон клиента"),
    "customer.email": ("email", "e-mail", "customer_email", "почта", "электронная почта"),
    "customer_id": ("customer_id", "id клиента"),
    "technician_id": ("technician_id", "id мастера"),
    "technician": ("technician", "мастер", "исполнитель", "инженер"),
    "priority": ("priority", "приоритет", "срочность"),
    "type": ("type", "тип", "тип заявки", "тип заказа", "вид заявки", "вид заказа"),
    "source": ("source", "источник", "источник заявки"),
    "zone": ("zone", "район", "участок", "филиал", "зона"),
    "due_at": ("due_at", "due", "срок", "срок выполнения", "выполнить до"),
    "scheduled_start": ("scheduled_start", "start", "начало", "дата визита", "начало визита"),
    "scheduled_end": ("scheduled_end", "end", "окончание", "окончание визита"),
    "rework_of": ("rework_of", "переделка заказа"),
    "rework_cause": ("rework_cause", "причина переделки"),
    "item.name": ("item", "услуга", "работа"),
    "item.kind": ("kind", "вид работы"),
    "item.qty": ("qty", "quantity", "количество", "кол-во"),
    "item.unit_price": ("price", "цена", "цена за единицу"),
}  # fmt: skip
"""Field of an order → what its column may be called; letter case, blanks and a unit at the end do
not count. `price` is in major units, as people write it."""

SPARE: Final[Mapping[str, tuple[str, ...]]] = {
    "external_id": ("номер", "№", "номер заявки", "№ заявки", "номер заказа", "№ заказа"),
    "title": ("заказ", "проблема", "неисправность", "что сделать", "наименование"),
    "description": ("комментарий", "примечание", "описание проблемы"),
    "customer.name": ("фио", "контрагент", "контактное лицо"),
    "customer.phone": ("контактный телефон", "мобильный телефон", "номер телефона", "тел"),
    "item.unit_price": ("стоимость", "сумма"),
}
"""Names that mean the field only where no column has one of the above."""

FIELDS: Final = {name: field for field, names in NAMES.items() for name in names}
_UNIT: Final = re.compile(r"[\s,]*\(?(?:руб\w*\.?|р\.|₽|шт\.?)\)?$")
_SIGNS: Final = " *:."
_LONGEST: Final = 100


def column(field: str, language: Language) -> str | None:
    """Name the column of a field, such as of one that an order's shape is refused for."""
    names = NAMES.get(field.replace("items.0.", "item."), ())
    return next((name for name in names if name.isascii() is (language == "en")), None)


def fields_of(names: Sequence[str]) -> list[str | None]:
    """Give the field of each column; InvalidError when the file can't be an import."""
    heads = [_folded(each) for each in names]
    fields = [_FIELDS.get(head) for head in heads]
    known = [each for each in fields if each]
    for field in known:
        if known.count(field) > 1:
            raise InvalidError.of("file", field, "has two columns of one meaning")
    for place, head in enumerate(heads):
        spare = _SPARE.get(head)
        # A sum for several is no price of one.
        is_sum = spare == "item.unit_price" and "item.qty" in fields
        if spare and spare not in fields and not is_sum:
            fields[place] = spare
    for needed in ("external_id", "title"):
        if needed not in fields:
            called = f"{column(needed, 'ru')} or {needed}"
            raise InvalidError.of("file", None, f"needs a column called {called}")
    return fields


def _folded(name: str) -> str:
    head = folded(name)[:_LONGEST].strip(_SIGNS)
    return _UNIT.sub("", head).strip(_SIGNS) or head


def _by_name(names: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return {_folded(each): field for field, own in names.items() for each in own}


_FIELDS: Final = _by_name(NAMES)
_SPARE: Final = _by_name(SPARE)


def ignored_of(names: Sequence[str], fields: Sequence[str | None]) -> tuple[str, ...]:
    """Name the columns that mean nothing to us."""
    pairs = zip(names, fields, strict=True)
    return tuple(name[:64] for name, field in pairs if not field and trim(name))[:50]
