"""Columns of a CSV file: their names in both languages, and how a row becomes an order. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from orders.intake.cells import minor_units, number
from shared.cells import plain
from shared.errors import InvalidError
from shared.texts import trim

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "external_id": ("external_id", "внешний номер", "внешний id", "внешний код"),
    "title": ("title", "заявка", "название", "тема"),
    "description": ("description", "описание"),
    "customer.name": ("customer", "customer_name", "клиент", "заказчик"),
    "customer.phone": ("phone", "customer_phone", "телефон"),
    "customer.email": ("email", "e-mail", "customer_email", "почта"),
    "customer_id": ("customer_id", "id клиента"),
    "technician_id": ("technician_id", "id мастера"),
    "priority": ("priority", "приоритет"),
    "type": ("type", "тип"),
    "zone": ("zone", "район", "участок", "филиал"),
    "due_at": ("due_at", "due", "срок"),
    "scheduled_start": ("scheduled_start", "start", "начало"),
    "scheduled_end": ("scheduled_end", "end", "окончание"),
    "rework_of": ("rework_of", "переделка заказа"),
    "rework_cause": ("rework_cause", "причина переделки"),
    "item.name": ("item", "услуга", "работа"),
    "item.qty": ("qty", "quantity", "количество"),
    "item.unit_price": ("price", "цена"),
}
"""Field of an order → what its column may be called; letter case and blanks at the ends do not
count. `price` is in major units, as people write it."""

Language = Literal["ru", "en"]
FIELDS: Final = {name: field for field, names in NAMES.items() for name in names}
PRIORITIES: Final = {
    "низкий": "low",
    "обычный": "normal",
    "нормальный": "normal",
    "высокий": "high",
    "срочный": "urgent",
}
CAUSES: Final = {
    "качество работы": "workmanship",
    "отказ детали": "part_failure",
    "другое": "other",
}
_LOCAL: Final = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)


def column(field: str, language: Language) -> str | None:
    """Name the column of a field, such as of one that an order's shape is refused for."""
    names = NAMES.get(field.replace("items.0.", "item."), ())
    return next((name for name in names if name.isascii() is (language == "en")), None)


@dataclass(frozen=True)
class House:
    """In which zone and currency a file's bare dates and sums are meant."""

    zone: ZoneInfo
    currency: str


@dataclass(frozen=True)
class Columns:
    """The columns of one file: the field of each, and the names that mean nothing to us."""

    fields: tuple[str | None, ...]
    ignored: tuple[str, ...]

    @classmethod
    def of(cls, names: Sequence[str]) -> "Columns":
        """Read the head line; InvalidError when the file can't be an import."""
        fields = [FIELDS.get(trim(each).casefold()) for each in names]
        known = [each for each in fields if each]
        for field in known:
            if known.count(field) > 1:
                raise InvalidError.of("file", field, "has two columns of one meaning")
        for needed in ("external_id", "title"):
            if needed not in known:
                rule = f"needs a column called {' or '.join(NAMES[needed])}"
                raise InvalidError.of("file", None, rule)
        pairs = zip(names, fields, strict=True)
        ignored = tuple(name[:64] for name, field in pairs if not field and trim(name))
        return cls(tuple(fields), ignored[:50])

    def shape(self, cells: Sequence[str], house: House) -> dict[str, Any]:
        """Make a row the shape that POST /v1/orders takes; InvalidError of a cell."""
        if len(cells) > len(self.fields) and any(trim(each) for each in cells[len(self.fields) :]):
            rule = f"has {len(cells)} cells, the head line has {len(self.fields)}"
            raise InvalidError.of("row", None, rule)
        given = {
            field: plain(trim(value))
            for field, value in zip(self.fields, cells, strict=False)
            if field and trim(value)
        }
        read = {field: _read(field, value, house) for field, value in given.items()}
        return _nested(read)


def _nested(read: Mapping[str, Any]) -> dict[str, Any]:
    shape: dict[str, Any] = {name: value for name, value in read.items() if "." not in name}
    customer = _inner(read, "customer.")
    if customer or "customer_id" not in read:
        shape["customer"] = customer  # none at all is refused by the name of its first column
    item = _inner(read, "item.")
    name = item.get("name", shape.get("title"))
    if item and name:  # a row that has neither is refused by its title
        shape["items"] = [{"name": name, **item}]
    return shape


def _inner(read: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): v for name, v in read.items() if name.startswith(prefix)}


def _read(field: str, value: str, house: House) -> Any:  # noqa: ANN401 - a field of any type
    reader = _READERS.get(field)
    return reader(field, value, house) if reader else value


def _priority(_: str, value: str, __: House) -> str:
    return PRIORITIES.get(value.casefold(), value.lower())


def _cause(_: str, value: str, __: House) -> str:
    return CAUSES.get(value.casefold(), value.lower())


def _quantity(field: str, value: str, _: House) -> str:
    return str(number(field, value))


def _price(field: str, value: str, house: House) -> int:
    return minor_units(field, value, house.currency)


def _moment(field: str, value: str, house: House) -> str:
    """Read 22.11.2026 08:30 in the company's zone; other forms are left to the schema."""
    match = _LOCAL.fullmatch(value)
    if match is None:
        return value
    day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=house.zone)
        return at.astimezone(UTC).isoformat()
    except (ValueError, OverflowError) as error:
        raise InvalidError.of(field, value, "is not a day and time there is") from error


_READERS: Final[Mapping[str, Callable[[str, str, House], Any]]] = {
    "priority": _priority,
    "rework_cause": _cause,
    "item.qty": _quantity,
    "item.unit_price": _price,
    "due_at": _moment,
    "scheduled_start": _moment,
    "scheduled_end": _moment,
}
