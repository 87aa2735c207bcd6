"""Orders for the tests of 1C, priced as the orders room prices them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from orders.items import LineItem, price
from shared.events import OrderSnapshot
from shared.onec.profile import Profile

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
NEWER = frozenset({"5", "7", "22"})
"""Rates that builds of 2026 know."""
UNF = Profile(MOSCOW, "unf", known_rates=NEWER)
UT = Profile(MOSCOW, "ut", known_rates=NEWER | {"20"})


def make_line(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "service",
        "name": "Пуск котла",
        "qty": Decimal("1.5"),
        "unit_price": 100_00,
        "vat": "22",
        **changes,
    }


def priced(*lines: dict[str, Any], mode: Any = "inside") -> list[dict[str, Any]]:
    items = price([LineItem(**each) for each in lines], date(2026, 11, 22), mode)
    return [each.model_dump(mode="json") for each in items]


def make_order(*lines: dict[str, Any], mode: Any = "inside", **changes: Any) -> OrderSnapshot:
    """An order of these lines, or of one."""
    items = priced(*(lines or (make_line(),)), mode=mode)
    whole = {
        "id": "ord_1",
        "number": "1042",
        "version": 1,
        "type": "paid",
        "status": "new",
        "priority": "normal",
        "title": "Ремонт котла",
        "customer": {"id": "cus_1", "name": "Алиса Смирнова", "phone": "+79000000001"},
        "items": items,
        "total": sum(each["total"] for each in items),
        "currency": "RUB",
        "source": "api",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return OrderSnapshot.model_validate(whole | changes)


def paid(amount: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": "pay_1",
        "kind": "payment",
        "method": "card",
        "amount": amount,
        "at": NOW,
        **changes,
    }
