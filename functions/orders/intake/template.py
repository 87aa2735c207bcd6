"""A file to begin an import with: the columns by their names, and one row that can be read. Pure.

Customers' ids, technicians and orders done again are left out: no example of them would be
anybody's. So is the cause of a rework, which nothing has that is none.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from orders.intake.cells import line
from orders.intake.heads import NAMES, column
from shared.cells import BOM
from shared.language import Language

_LEFT_OUT: Final = frozenset(
    {"customer_id", "technician_id", "technician", "rework_of", "rework_cause"}
)
_VISIT: Final = timedelta(days=2)
_DUE: Final = timedelta(days=3)
_TEXTS: Final = {
    "ru": {
        "external_id": "ПРИМЕР-1",
        "title": "Ремонт стиральной машины",
        "description": "Не сливает воду",
        "customer.name": "ООО «Пример»",
        "priority": "высокий",
        "type": "платный",
        "source": "телефон",
        "item.kind": "услуга",
        "zone": "Северный район",
        "item.name": "Диагностика",
        "item.unit_price": "1500",
    },
    "en": {
        "external_id": "EXAMPLE-1",
        "title": "Washing machine repair",
        "description": "Does not drain",
        "customer.name": "Example Ltd",
        "priority": "high",
        "type": "paid",
        "source": "phone",
        "item.kind": "service",
        "zone": "North district",
        "item.name": "Diagnostics",
        "item.unit_price": "1500",
    },
}


def template(language: Language, today: date) -> bytes:
    """Write the head line and a row whose days are soon."""
    row = _TEXTS[language] | {
        "customer.phone": "8 900 000-00-00",
        "customer.email": "office@customer.example",
        "due_at": _written(today + _DUE, time(18)),
        "scheduled_start": _written(today + _VISIT, time(10)),
        "scheduled_end": _written(today + _VISIT, time(12)),
        "item.qty": "1",
    }
    fields = [field for field in NAMES if field not in _LEFT_OUT]
    head = line(column(field, language) for field in fields)
    return (BOM + head + line(row[field] for field in fields)).encode()


def _written(day: date, at: time) -> str:
    return datetime.combine(day, at).strftime("%d.%m.%Y %H:%M")
