"""A small repair company for the fake API: the same on every run but for the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

NOW = datetime.now(UTC).replace(microsecond=0)
CURRENCY = "RUB"
JOBS = (
    ("Не греет стиральная машина Bosch", "urgent", 412_000),
    ("Замена замка входной двери", "normal", 265_000),
    ("Холодильник Atlant намораживает заднюю стенку", "high", 540_000),
    ("Плановое обслуживание кондиционера", "low", 190_000),
    ("Не включается варочная панель", "normal", 0),
    ("Установка посудомоечной машины", "normal", 330_050),
    ("Течёт проточный водонагреватель, перекрыт стояк", "urgent", 287_500),
    ("Диагностика котла Navien", "normal", 150_000),
)
CUSTOMERS = ("ТСЖ «Заря»", "Кафе «Полдень»", "Виктор Лесной", "ООО «Северный двор»", "Алла Речная")
TECHNICIANS = ("Пётр Ключевой", "Инна Полевая", "Олег Мостовой")
STATUSES = (
    "new",
    "scheduled",
    "in_progress",
    "completed",
    "en_route",
    "on_hold",
    "closed",
    "completed",
    "cancelled",
    "in_progress",
)
ALLOWED = {
    "new": ["scheduled", "in_progress", "cancelled"],
    "scheduled": ["new", "en_route", "in_progress", "cancelled"],
    "en_route": ["in_progress", "cancelled"],
    "in_progress": ["on_hold", "completed", "cancelled"],
    "on_hold": ["in_progress", "scheduled", "cancelled"],
    "completed": ["in_progress", "closed"],
    "closed": [],
    "cancelled": [],
}
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


def order(index: int) -> Json:
    """Make the order with the given place in the list."""
    title, priority, total = JOBS[index % len(JOBS)]
    status = STATUSES[index % len(STATUSES)]
    has_technician = status not in {"new", "cancelled"}
    who = index % len(TECHNICIANS)
    age = 0.2 + index * index * 0.17
    return {
        "id": f"o{index}",
        "number": str(1084 - index),
        "version": 3,
        "status": status,
        "priority": priority,
        "title": title,
        "customer_id": f"c{index % len(CUSTOMERS)}",
        "customer_name": CUSTOMERS[index % len(CUSTOMERS)],
        "phone": f"+7900000{index:04d}",
        "technician_id": f"t{who}" if has_technician else None,
        "technician_name": TECHNICIANS[who] if has_technician else None,
        "total": money(total),
        "created_at": at(age + 5),
        "updated_at": at(age),
    }


def full(row: Json) -> Json:
    """Add to a row of the list what only the card shows."""
    price = row["total"]["amount"]
    names = ("assigned_at", "en_route_at", "started_at", "closed_at", "cancelled_at", "external_id")
    line = {"kind": "service", "name": "Работа мастера", "qty": "1.5", "unit_price": price // 3}
    part = {
        "kind": "part",
        "name": "Нагреватель 2000 Вт",
        "qty": "1",
        "unit_price": price - price // 2,
    }
    is_done = row["status"] in {"completed", "closed"}
    return {
        **row,
        **dict.fromkeys(names),
        "description": "Барабан крутится, вода остаётся холодной. Код ошибки F19.\nДомофон 42.",
        "type": "paid",
        "source": "web",
        "items": [line, part] if price else [],
        "scheduled_start": at(-20) if row["technician_id"] else None,
        "scheduled_end": at(-22) if row["technician_id"] else None,
        "due_at": at(-48),
        "completed_at": row["updated_at"] if is_done else None,
        "last_completed_at": row["updated_at"] if is_done else None,
        "outcome": "resolved" if is_done else None,
        "hold_reason": "parts" if row["status"] == "on_hold" else None,
        "cancel_reason": "Передумал" if row["status"] == "cancelled" else None,
        "cancelled_by": "customer" if row["status"] == "cancelled" else None,
        "reopen_count": 0,
        "history": history(row),
        "allowed_moves": ALLOWED[row["status"]],
    }


def history(row: Json) -> list[Json]:
    """Tell how the order came to where it is."""
    steps = [
        entry(1, "create", None, "new", row["created_at"], None),
        entry(2, "edit", None, None, row["created_at"], None),
    ]
    if row["status"] != "new":
        reason = "parts" if row["status"] == "on_hold" else None
        steps.append(entry(3, "move", "new", row["status"], row["updated_at"], reason))
    return steps


def entry(
    version: int,
    action: str,
    before: str | None,
    after: str | None,
    moment: str,
    reason: str | None,
) -> Json:
    """Make one line of the history."""
    return {
        "action": action,
        "from": before,
        "to": after,
        "at": moment,
        "recorded_at": moment,
        "actor": actor(),
        "reason": reason,
        "fields": [],
        "version": version,
    }


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
        "retry_reason": None if is_good else "attempt 2 of 8 after 5 min",
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
