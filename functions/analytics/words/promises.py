"""What is said where the promises, against which figures are measured, have changed."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from analytics.words import dates
from analytics.words.plural import Tongue
from analytics.words.text import Text

PHRASES: Final[Mapping[Tongue, Mapping[str, str]]] = {
    "ru": {
        "sla_changed": "Правила SLA изменились {day}: до и после этого дня сроки обещаны "
        "по-разному, тренд может говорить об обещаниях, а не о работе.",
        "sla_changed_since": "Правила SLA меняли позже, {day}; менялись ли они внутри периода, "
        "уже не узнать.",
    },
    "en": {
        "sla_changed": "The SLA rules changed on {day}: deadlines before and after it were "
        "promised differently, so a trend may tell of promises, not of work.",
        "sla_changed_since": "The SLA rules were changed later, on {day}; whether they changed "
        "within the period is not known any more.",
    },
}  # fmt: skip


def tell(code: str, changed: date, tongue: Tongue) -> Text:
    """Say when the rules changed and what that means."""
    return Text(PHRASES[tongue][code].format(day=dates.day(changed, tongue)))
