"""What a preview shows where no real order is named. Pure."""

from datetime import date, datetime, timedelta
from typing import Any

from integrations.messages.fields import Facts
from integrations.messages.model import Language
from shared.events import OrderSnapshot
from shared.report import ReportLine, Said, WeeklyReport

_REPORT = WeeklyReport(
    id="rep_sample",
    week="2026-W46",
    first=date(2026, 11, 9),
    last=date(2026, 11, 15),
    currency="RUB",
    period=Said(ru="9–15 ноября 2026 года", en="9–15 November 2026"),
    base_period=Said(ru="2–8 ноября 2026 года", en="2–8 November 2026"),
    lines=(
        ReportLine(
            kpi="created",
            title=Said(ru="Создано", en="Created"),
            figure=120,
            n=120,
            base_figure=100,
            value=Said(ru="120 заказов", en="120 orders"),
            base=Said(ru="100 заказов", en="100 orders"),
            change=Said(ru="+20 %", en="+20%"),
            tone="good",
        ),
    ),
    link="https://naryad.example/overview",
)
_STATUS = {
    "order.created": "new",
    "order.completed": "completed",
    "order.cancelled": "cancelled",
    "order.reopened": "in_progress",
}


def sample_facts(event_type: str, language: Language, now: datetime) -> Facts:
    """Give the facts of an order that there is not."""
    order = _order(event_type, now, is_ru=language == "ru")
    data = {"order": {"id": order.id, "number": order.number}, "at": now.isoformat()}
    rest = _data(event_type, is_ru=language == "ru")
    return Facts(event_type, data | rest, order, "https://naryad.example/f/…")


def _order(event_type: str, now: datetime, *, is_ru: bool) -> OrderSnapshot:
    return OrderSnapshot.model_validate(
        {
            "id": "ord_sample",
            "number": "1042",
            "version": 2,
            "type": "paid",
            "status": _STATUS.get(event_type, "scheduled"),
            "priority": "normal",
            "title": "Ремонт стиральной машины" if is_ru else "Repair of a washing machine",
            "customer": {
                "id": "cus_sample",
                "name": "Мария Иванова" if is_ru else "Maria Ivanova",
                "phone": "+79000000001",
                "address": "ул. Садовая, 5" if is_ru else "5 Garden Street",
            },
            "technician": {"id": "tec_sample", "name": "Пётр Орлов" if is_ru else "Peter Orlov"},
            "total": 350000,
            "currency": "RUB",
            "source": "api",
            "scheduled_start": now + timedelta(days=1),
            "scheduled_end": now + timedelta(days=1, hours=2),
            "cancel_reason": "Клиент передумал" if is_ru else "The customer changed their mind",
            "created_at": now,
            "updated_at": now,
        }
    )


def _data(event_type: str, *, is_ru: bool) -> dict[str, Any]:
    return {
        "report": _REPORT.model_dump(mode="json"),
        "recipients": [],
        "language": "ru" if is_ru else "en",
        "feedback": {
            "rating": 2 if event_type == "feedback.low" else 5,
            "comment": "Мастер опоздал на час" if is_ru else "The technician was an hour late",
        },
        "reply": {"text": "Спасибо, мы разобрались." if is_ru else "Thank you, we saw to it."},
        "about": "Склад" if is_ru else "Warehouse",
        "detail": "за час ничего не дошло" if is_ru else "no delivery got through for an hour",
        "integration": {"name": "Письма клиентам" if is_ru else "Mail to customers"},
    }
