"""A small repair company for the fake API: the same on every run, on its own clock and calendar.

Its clock is that of the pages. `PAGES_NOW` sets another moment, to look at midnights and leap days.
"""

import os
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime.fromisoformat(os.environ.get("PAGES_NOW", "2026-11-19T09:40:00Z"))
TODAY = NOW.astimezone(ZONE).date()
CURRENCY = "RUB"
CUSTOMERS = ("ТСЖ «Заря»", "Кафе «Полдень»", "Виктор Лесной", "ООО «Северный двор»", "Алла Речная")
TECHNICIANS = ("Пётр Ключевой", "Инна Полевая", "Олег Мостовой")


def at(hours_ago: float) -> str:
    """Say a moment as the API does."""
    moment = NOW - timedelta(hours=hours_ago)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def money(amount: int) -> Json:
    """Say an amount as the API does."""
    return {"amount": amount, "currency": CURRENCY}


def actor(name: str = "Ирина Диспетчер") -> Json:
    """Name who did it."""
    return {"kind": "user", "id": "u1", "name": name}
