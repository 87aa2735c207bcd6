"""Cells of a CSV file, and how a row of them becomes an order. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from orders.intake.cells import minor_units, number
from orders.intake.heads import fields_of, ignored_of
from orders.intake.people import Staff, Zones
from orders.intake.words import CAUSES, KINDS, PRIORITIES, SOURCES, TYPES, Vocabulary
from shared.cells import plain
from shared.errors import FieldError, InvalidError
from shared.money import MAX_MINOR
from shared.texts import trim

_LOCAL: Final = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:,?[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)
_ISO: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)
MOST_EACH: Final = MAX_MINOR // 1_000_000
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?", re.ASCII)
_NOTHING: Final = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}", "нет", "н/д", "n/a"})
_FREE: Final = frozenset({"external_id", "title", "customer.name", "item.name"})
"""Texts of any kind; elsewhere a dash, or `нет`, says that there is nothing."""


@dataclass(frozen=True)
class House:
    """In which zone and currency a file's bare dates and sums are meant, and whom it may name."""

    zone: ZoneInfo
    currency: str
    types: Vocabulary = TYPES
    staff: Staff = field(default_factory=Staff)
    zones: Zones = field(default_factory=Zones)


@dataclass(frozen=True)
class Columns:
    """The columns of one file: the field of each, and the names that mean nothing to us."""

    fields: tuple[str | None, ...]
    ignored: tuple[str, ...]

    @classmethod
    def of(cls, names: Sequence[str]) -> "Columns":
        """Read the head line; InvalidError when the file can't be an import."""
        fields = fields_of(names)
        return cls(tuple(fields), ignored_of(names, fields))

    def given(self, cells: Sequence[str]) -> dict[str, str]:
        """Give what stands in a row by field, as it was written; InvalidError of too much."""
        if len(cells) > len(self.fields) and any(trim(each) for each in cells[len(self.fields) :]):
            rule = f"has {len(cells)} cells, the head line has {len(self.fields)}"
            raise InvalidError.of("row", None, rule)
        given = {
            field: value
            for field, cell in zip(self.fields, cells, strict=False)
            if field and (value := plain(trim(cell))) and not _is_nothing(field, value)
        }
        if "technician_id" in given:
            given.pop("technician", None)
        return given


def shape_of(given: Mapping[str, str], house: House) -> dict[str, Any]:
    """Make a row the shape that POST /v1/orders takes; InvalidError of its cells."""
    return _nested(_all_read(_with_day_of_end(given), house))


def _is_nothing(field: str, value: str) -> bool:
    return field not in _FREE and value.casefold() in _NOTHING


def _with_day_of_end(given: Mapping[str, str]) -> Mapping[str, str]:
    """Give the end of a visit the day on which it begins, where it has a time of day only."""
    end, start = given.get("scheduled_end", ""), given.get("scheduled_start", "")
    if not (_CLOCK.fullmatch(end) and (_LOCAL.fullmatch(start) or _ISO.fullmatch(start))):
        return given
    day = re.split("[ T,]", start, maxsplit=1)[0]
    return {**given, "scheduled_end": f"{day} {end}"}


def _all_read(given: Mapping[str, str], house: House) -> dict[str, Any]:
    read: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, value in given.items():
        try:
            read[name] = _read(name, value, house)
        except InvalidError as error:
            errors += error.errors
    if errors:
        raise InvalidError.of_all(errors)
    return read


def _nested(read: dict[str, Any]) -> dict[str, Any]:
    if technician := read.pop("technician", None):
        read["technician_id"] = technician
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


def _of(vocabulary: Vocabulary) -> Callable[[str, str, House], str]:
    return lambda field, value, _: vocabulary.code(field, value)


def _quantity(field: str, value: str, _: House) -> str:
    return str(number(field, value))


def _price(field: str, value: str, house: House) -> int:
    return minor_units(field, value, house.currency, most=MOST_EACH)


def _moment(field: str, value: str, house: House) -> str:
    """Read 22.11.2026 08:30 in the company's zone; other forms are left to the schema."""
    if match := _LOCAL.fullmatch(value):
        day, month, year, *clock = (int(part or 0) for part in match.groups())
    elif match := _ISO.fullmatch(value):
        year, month, day, *clock = (int(part or 0) for part in match.groups())
    else:
        return value
    hour, minute, second = clock
    try:
        full = year if year > _SHORT_YEARS else 2000 + year
        at = datetime(full, month, day, hour, minute, second, tzinfo=house.zone)
        return at.astimezone(UTC).isoformat()
    except (ValueError, OverflowError) as error:
        raise InvalidError.of(field, value, "is not a day and time there is") from error


_SHORT_YEARS: Final = 99
_READERS: Final[Mapping[str, Callable[[str, str, House], Any]]] = {
    "priority": _of(PRIORITIES),
    "source": _of(SOURCES),
    "rework_cause": _of(CAUSES),
    "item.kind": _of(KINDS),
    "type": lambda field, value, house: house.types.code(field, value),
    "technician": lambda field, value, house: house.staff.id_of(field, value),
    "zone": lambda field, value, house: house.zones.spelt(field, value),
    "item.qty": _quantity,
    "item.unit_price": _price,
    "due_at": _moment,
    "scheduled_start": _moment,
    "scheduled_end": _moment,
}
