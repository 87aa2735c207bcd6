"""What is said of customers who come again."""

from collections.abc import Mapping
from typing import Final

from analytics.words import numbers, units
from analytics.words.plural import Tongue
from analytics.words.units import Figure

PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "rate": "За 12 месяцев повторно обратились {share} клиентов: {repeated} из {customers}.",
        "few": "Клиентов мало для вывода: нужно хотя бы {needed}, есть {customers}.",
    },
    "en": {
        "rate": "Within 12 months {share} of customers came again: {repeated} of {customers}.",
        "few": "Too few customers for a conclusion: {needed} needed, {customers} there.",
    },
}
_SHARE: Final = Figure({"ru": "", "en": ""}, "share")


def tell(repeated: int, customers: int, *, needed: int, tongue: Tongue) -> str:
    """Say how many of the customers of a year came twice or more."""
    phrases, known = PHRASES[tongue], numbers.written(customers, tongue)
    if customers < needed:
        return phrases["few"].format(needed=needed, customers=known)
    share = units.amount(repeated / customers, _SHARE, tongue).text(tongue)
    told = numbers.written(repeated, tongue)
    return phrases["rate"].format(share=share, repeated=told, customers=known)
