"""Of how much a figure is: so many orders, so many answers, so much time that could be worked."""

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from analytics.words import numbers
from analytics.words.plural import Noun, Tongue
from analytics.words.units import COUNTED, HOUR, Nouns

TIME: Final = "available_seconds"
"""What is counted in seconds, and told in hours."""
NOUNS: Final[Mapping[str, Nouns]] = {
    **{name: COUNTED[name] for name in ("orders", "answers", "requests", "observations")},
    "completions": {
        "ru": Noun("выполнение", "выполнений", "выполнения"),
        "en": Noun("completion", "completions"),
    },
    "visits": {"ru": Noun("визит", "визитов", "визита"), "en": Noun("visit", "visits")},
    "payments": {"ru": Noun("платёж", "платежей", "платежа"), "en": Noun("payment", "payments")},
    "lines": {
        "ru": Noun("строка заказа", "строк заказов", "строки заказов", by_one="строку заказа"),
        "en": Noun("order line", "order lines"),
    },
    "ratings": {
        "ru": Noun("оценка", "оценок", "оценки", by_one="оценку"),
        "en": Noun("rating", "ratings"),
    },
    "customers": {"ru": Noun("клиент", "клиентов", "клиента"), "en": Noun("customer", "customers")},
    "technician_days": {
        "ru": Noun("человеко-день", "человеко-дней", "человеко-дня"),
        "en": Noun("technician-day", "technician-days"),
    },
    TIME: {
        "ru": Noun("час по графику", "часов по графику", "часа по графику"),
        "en": Noun("available hour", "available hours"),
    },
}


def amount(number: int, counts: str, tongue: Tongue) -> str:
    """Write how much it is: 10 заказов, 80 часов по графику."""
    shown = _shown(number, counts)
    noun = NOUNS[counts][tongue].of(float(shown), tongue)
    return f"{numbers.written(shown, tongue)}{numbers.NBSP}{noun}"


def bare(number: int, counts: str, tongue: Tongue) -> str:
    """Write it where its noun has just been said."""
    return numbers.written(_shown(number, counts), tongue)


def _shown(number: int, counts: str) -> Decimal:
    """Tell seconds in tenths of hours, rounded down: what is not enough never looks like it."""
    if counts != TIME:
        return Decimal(number)
    tenths = (Decimal(number) / HOUR).quantize(Decimal("0.1"), ROUND_FLOOR)
    whole = tenths.to_integral_value()
    return whole if whole == tenths else tenths
