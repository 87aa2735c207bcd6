"""Units of measure by the all-Russian classifier (ОКЕИ), under the names that people write.

Source: https://classifikators.ru/okei
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from shared.onec.characters import escaped, line

DEFAULT: Final = "шт"
_OTHER: Final = ("876", "Условная единица")
_PIECE: Final = ("796", "Штука")
_HOUR: Final = ("356", "Час")
_KNOWN: Final[Mapping[str, tuple[str, str]]] = {
    "шт": _PIECE,
    "штука": _PIECE,
    "pcs": _PIECE,
    "ч": _HOUR,
    "час": _HOUR,
    "h": _HOUR,
    "мин": ("355", "Минута"),
    "сут": ("359", "Сутки"),
    "м": ("006", "Метр"),
    "пог. м": ("018", "Погонный метр"),
    "м2": ("055", "Квадратный метр"),
    "м3": ("113", "Кубический метр"),
    "км": ("008", "Километр"),
    "г": ("163", "Грамм"),
    "кг": ("166", "Килограмм"),
    "л": ("112", "Литр"),
    "компл": ("839", "Комплект"),
    "упак": ("778", "Упаковка"),
}
_LONGEST: Final = 25


def classified(unit: str | None) -> tuple[str, str, str]:
    """Give a unit's code, full name and own name.

    One that the classifier lacks is a conventional unit under its own name.
    """
    text = line(unit or DEFAULT, _LONGEST) or DEFAULT
    code, full = _KNOWN.get(text.lower().rstrip("."), _OTHER)
    return code, full, text


@lru_cache(maxsize=256)
def unit_element(unit: str | None) -> str:
    """Write a unit."""
    code, full, text = classified(unit)
    attributes = f'Код="{code}" НаименованиеПолное="{full}"'
    return f"<БазоваяЕдиница {attributes}>{escaped(text)}</БазоваяЕдиница>"
