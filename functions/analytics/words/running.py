"""What is said of a day that is not over and can't be compared yet."""

from collections.abc import Mapping
from typing import Final

from analytics.words import units
from analytics.words.plural import Tongue
from analytics.words.text import Text
from analytics.words.units import Figure

PHRASES: Final[Mapping[Tongue, tuple[str, str, str]]] = {
    "ru": (
        "{title}: сегодня пока {value}.",
        "{title}: сегодня пока нет данных.",
        "День не закончен, сравнивать рано.",
    ),
    "en": (
        "{title}: {value} today so far.",
        "{title}: no data today so far.",
        "The day is not over, it is too early to compare.",
    ),
}


def tell(value: float | None, figure: Figure, tongue: Tongue) -> Text:
    """Say what the day has brought so far."""
    known, unknown, why = PHRASES[tongue]
    title = figure.title[tongue]
    if value is None:
        return Text(unknown.format(title=title), why)
    amount = units.amount(value, figure, tongue).text(tongue)
    return Text(known.format(title=title, value=amount), why)
