"""A small repair company for the fake API: the same on every run but for the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

NOW = datetime.now(UTC).replace(microsecond=0)
CURRENCY = "RUB"
CUSTOMERS = ("ТСЖ «Заря»", "Кафе «Полдень»", "Виктор Лесной", "ООО «Северный двор»", "Алла Речная")
TECHNICIANS = ("Пётр Ключевой", "Инна Полевая", "Олег Мостовой")
EVENT_TYPES = {
    "order.created": ("Заказ создан", "Order created"),
    "order.updated": ("Заказ изменён", "Order changed"),
    "order.completed": ("Заказ выполнен", "Order completed"),
    "order.cancelled": ("Заказ отменён", "Order cancelled"),
    "order.reopened": ("Заказ возвращён в работу", "Order reopened"),
}


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


def integrations() -> list[Json]:
    """List three listeners, one of each state."""
    rows = (
        ("Складской учёт", "enabled", ["order.created", "order.completed", "order.cancelled"]),
        ("Бухгалтерия", "paused", ["order.completed"]),
        ("Чат диспетчеров", "disabled", list(EVENT_TYPES)),
    )
    return [
        {
            "id": f"i{index}",
            "kind": "webhook",
            "name": name,
            "event_types": types,
            "settings": {"url": f"https://partner{index}.example/hooks/naryad"},
            "state": state,
            "created_at": at(900),
            "updated_at": at(index * 31 + 2),
            "version": 4,
        }
        for index, (name, state, types) in enumerate(rows)
    ]


def attempt(number: int, status: int | None) -> Json:
    """Make one attempt; no status is a line that broke."""
    is_good = status is not None and status < 300
    return {
        "number": number,
        "started_at": at(2 - number * 0.1),
        "duration_ms": 84 if is_good else 10_012,
        "status": status,
        "bytes_sent": 1184,
        "bytes_received": 2 if is_good else 310,
        "error": None if is_good else "The receiver did not answer within 10 s",
        "error_class": None if is_good else "timeout",
        "next_attempt_at": None if is_good else at(-0.5),
        "retry_reason": None if is_good else f"step {number - 1} of 7",
    }


def delivery(index: int) -> Json:
    """Make the delivery with the given place in the log."""
    states = ("delivered", "delivered", "retrying", "failed", "delivered", "pending", "held")
    state = states[index % len(states)]
    tries = {"delivered": [200], "retrying": [503, None], "failed": [500, 410]}.get(state, [])
    is_over = state in {"delivered", "failed"}
    listener = integrations()[index % 2]
    return {
        "id": f"d{index}",
        "integration_id": listener["id"],
        "integration_name": listener["name"],
        "kind": "webhook",
        "event_id": f"evt_{index:026d}",
        "event_type": list(EVENT_TYPES)[index % len(EVENT_TYPES)],
        "order_id": f"o{index}",
        "order_number": str(1084 - index),
        "state": state,
        "attempt_count": len(tries),
        "attempts": [attempt(number + 1, status) for number, status in enumerate(tries)],
        "created_at": at(index * 0.4),
        "due_at": None if is_over else at(-0.5),
        "finished_at": at(index * 0.4 - 0.01) if is_over else None,
    }


def opened(row: Json) -> Json:
    """Add to a delivery what only its own page shows."""
    body = '{"id":"evt_1","type":"order.completed","data":{"number":"1084","title":"Ремонт"}}'
    more = {
        "request_body": body,
        "request_headers": {"content-type": "application/json", "webhook-id": row["event_id"]},
        "response_body": "ok",
        "truncated": False,
        "url": "https://partner0.example/hooks/naryad",
    }
    return {**row, "attempts": [{**one, **more} for one in row["attempts"]]}


def days(first: str, last: str) -> list[Json]:
    """Count every day of a period with a weekly rhythm."""
    day, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
    rows = []
    while day <= end:
        wave = (5, 14, 17, 13, 16, 12, 7)[day.weekday()] + day.toordinal() * 7 % 6
        rows.append(
            {
                "day": day.date().isoformat(),
                "created": wave,
                "completed": max(0, wave - 2 + day.toordinal() * 5 % 4),
                "cancelled": day.toordinal() % 3,
                "revenue": money(wave * 318_400),
            }
        )
        day += timedelta(days=1)
    return rows


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
            "axis": "completed_at",
            "from": "2026-10-01",
            "to": "2026-10-31",
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
