"""The orders of the small company."""

from tests.web.demo import CUSTOMERS, TECHNICIANS, Json, actor, at, money

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
OPEN = {"new", "scheduled", "en_route", "in_progress", "on_hold"}


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
        "zone": ("Север", "Центр", None)[index % 3],
        "title": title,
        "customer_id": f"c{index % len(CUSTOMERS)}",
        "customer_name": CUSTOMERS[index % len(CUSTOMERS)],
        "phone": f"+7900000{index:04d}",
        "technician_id": f"t{who}" if has_technician else None,
        "technician_name": TECHNICIANS[who] if has_technician else None,
        "total": money(total),
        "paid": money(0),
        "external_id": f"site-{index}",
        "type": "paid",
        "due_at": at(age - 3 if index % 4 else -48),
        "scheduled_start": at(age - 2) if has_technician else None,
        "is_overdue": bool(index % 4) and age > 3 and status in OPEN,
        "created_at": at(age + 5),
        "updated_at": at(age),
    }


def priced(line: Json) -> Json:
    """Add to a line what the server reckons."""
    total = round(float(line["qty"]) * line["unit_price"])
    vat = round(total * 22 / 122)
    usual = {"sku": None, "unit": None, "technician": None, "discount_percent": "0", "discount": 0}
    money_of = {"vat": "22", "vat_rate": 22, "vat_amount": vat, "net": total - vat, "total": total}
    return usual | money_of | line


def totals(gross: int, paid: int) -> Json:
    """Add up an order."""
    vat = round(gross * 22 / 122)
    sums = {"net": gross - vat, "discount": 0, "vat": vat, "gross": gross, "paid": paid}
    return {name: money(amount) for name, amount in (sums | {"due": gross - paid}).items()}


def clock(due: str, state: str, left: int | None = None, over: int | None = None) -> Json:
    """Make one promise."""
    met = at(1) if state == "met" else None
    return {
        "due_at": due,
        "state": state,
        "met_at": met,
        "remaining_minutes": left,
        "exceeded_minutes": over,
    }


def sla(row: Json) -> Json:
    """Say what was promised."""
    state = {"on_hold": "paused", "completed": "met", "closed": "met", "cancelled": "stopped"}.get(
        row["status"], "breached" if row["is_overdue"] else "running"
    )
    left = 200 if state in {"running", "paused"} else None
    over = 75 if state == "breached" else None
    return {
        "policy": "usual",
        "works": "calendar",
        "state": state,
        "response": clock(at(4), "met"),
        "resolution": clock(row["due_at"], state, left, over),
    }


def customer(row: Json) -> Json:
    """Give the customer as the order keeps them."""
    known = {"id": row["customer_id"], "name": row["customer_name"], "phone": row["phone"]}
    return known | {"address": "Москва, Садовая, 5", "inn": None, "kpp": None}


def full(row: Json) -> Json:
    """Add to a row of the list what only the card shows."""
    price = row["total"]["amount"]
    names = ("assigned_at", "en_route_at", "started_at", "closed_at", "cancelled_at", "hold_since")
    more = ("reopened_at", "rework_of", "rework_cause", "copied_from")
    line = {"kind": "service", "name": "Работа мастера", "qty": "1.5", "unit_price": price // 3}
    part = {
        "kind": "part",
        "name": "Нагреватель 2000 Вт",
        "qty": "1",
        "unit_price": price - price // 2,
    }
    act = {"id": "f0", "name": "Акт.pdf", "mime": "application/pdf", "bytes": 48_200}
    is_done = row["status"] in {"completed", "closed"}
    return {
        **row,
        **dict.fromkeys((*names, *more)),
        "description": "Барабан крутится, вода остаётся холодной. Код ошибки F19.\nДомофон 42.",
        "source": "web",
        "items": [priced(line), priced(part)] if price else [],
        "vat_mode": "inside",
        "totals": totals(price, 0),
        "payments": [],
        "attachments": [act | {"sha256": "ab" * 32, "at": at(2), "by": actor()}],
        "sla": sla(row),
        "scheduled_end": at(-22) if row["technician_id"] else None,
        "completed_at": row["updated_at"] if is_done else None,
        "last_completed_at": row["updated_at"] if is_done else None,
        "outcome": "resolved" if is_done else None,
        "hold_reason": "parts" if row["status"] == "on_hold" else None,
        "hold_seconds": 0,
        "cancel_reason": "Передумал" if row["status"] == "cancelled" else None,
        "customer": customer(row),
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
