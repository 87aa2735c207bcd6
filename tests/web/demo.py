"""A small repair company for the fake API: the same on every run but for the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

NOW = datetime.now(UTC).replace(microsecond=0)
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
