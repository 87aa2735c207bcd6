"""A small repair company for the fake API: the same on every run but for the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

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


OCTOBER: Final = {
    "format": "ru_excel",
    "axis": "completed_at",
    "from": "2026-10-01",
    "to": "2026-10-31",
    "scope": "month",
    "period": "2026-10",
    "personal": False,
    "closing": False,
    "options": {},
    "progress": None,
    "unchanged": False,
    "warnings": {},
    "asked_by": "alice",
    "schedule_id": None,
}


def exports() -> list[Json]:
    """List one export of each state."""
    files = [
        {
            "name": "orders.csv",
            "key": "exports/e0/orders.csv",
            "bytes": 48_200,
            "sha256": "ab" * 32,
        },
        {
            "name": "manifest.json",
            "key": "exports/e0/manifest.json",
            "bytes": 618,
            "sha256": "c" * 64,
        },
    ]
    rows: list[tuple[str, int | None, list[Json], str | None]] = [
        ("done", 342, files, None),
        ("failed", None, [], "В периоде нет ни одного заказа"),
    ]
    return [
        {
            "id": f"e{index}",
            "kind": "orders",
            **OCTOBER,
            "revision": 1 if made else None,
            "state": state,
            "rows": count,
            "watermark": at(3),
            "created_at": at(4 + index * 30),
            "finished_at": at(3),
            "files": made,
            "error": error,
        }
        for index, (state, count, made, error) in enumerate(rows)
    ]
