"""What is said of customers who come again."""

from collections.abc import Mapping
from typing import Final

from analytics.words import numbers, units
from analytics.words.plural import Tongue
from analytics.words.text import Text
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


def tell(counted: tuple[int, int], needed: int, tongue: Tongue) -> Text:
    """Say how many customers of a year came twice or more; `counted` are they and all of them."""
    repeated, customers = counted
    phrases, known = PHRASES[tongue], numbers.written(customers, tongue)
    if customers < needed:
        return Text(phrases["few"].format(needed=needed, customers=known))
    share = units.amount(repeated / customers, _SHARE, tongue).text(tongue)
    told = numbers.written(repeated, tongue)
    return Text(phrases["rate"].format(share=share, repeated=told, customers=known))
