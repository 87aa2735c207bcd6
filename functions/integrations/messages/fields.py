"""What may stand in a template: the names, their labels, and the value each has. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from integrations.messages.markup import Markup
from integrations.messages.model import Language
from shared import report_letter
from shared.events import KEY_LEAKED, REPORT, TEST_EVENT, WARNING, OrderSnapshot
from shared.report import WeeklyReport

STATUSES: Final[Mapping[Language, Mapping[str, str]]] = {
    "ru": {
        "new": "новый",
        "scheduled": "назначен",
        "en_route": "мастер в пути",
        "in_progress": "в работе",
        "on_hold": "на паузе",
        "completed": "выполнен",
        "closed": "закрыт",
        "cancelled": "отменён",
    },
    "en": {
        "new": "new",
        "scheduled": "scheduled",
        "en_route": "the technician is on the way",
        "in_progress": "in progress",
        "on_hold": "on hold",
        "completed": "completed",
        "closed": "closed",
        "cancelled": "cancelled",
    },
}
# fmt: off
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)
# fmt: on
_ORDER: Final[Mapping[str, tuple[str, str]]] = {
    "order.number": ("Номер заказа", "Order number"),
    "order.title": ("Что сделать", "What is to be done"),
    "order.status": ("Состояние", "Status"),
    "order.total": ("Сумма", "Total"),
    "order.due": ("К оплате", "To be paid"),
    "order.scheduled_start": ("Начало работ", "Start of the work"),
    "order.scheduled_end": ("Конец работ", "End of the work"),
    "order.address": ("Адрес", "Address"),
    "order.cancel_reason": ("Причина отмены", "Why it was cancelled"),
    "customer.name": ("Имя клиента", "Customer's name"),
    "customer.phone": ("Телефон клиента", "Customer's telephone"),
    "technician.name": ("Имя мастера", "Technician's name"),
}
_LINK: Final = {"feedback.link": ("Ссылка для отзыва", "Link to give feedback")}
_FEEDBACK: Final = {
    "feedback.rating": ("Оценка", "Rating"),
    "feedback.comment": ("Отзыв", "Comment"),
}
_REPLY: Final = {"feedback.reply": ("Ответ на отзыв", "Reply to the comment")}
_WARNING: Final = {
    "warning.about": ("О чём", "What it is about"),
    "warning.detail": ("Что случилось", "What happened"),
    "warning.at": ("Когда", "When"),
}
_REPORT: Final = {
    "report.title": ("Название отчёта", "Title of the report"),
    "report.period": ("За какую неделю", "Which week it is of"),
    "report.body": ("Показатели", "Figures"),
    "report.link": ("Ссылка на обзор", "Link to the overview"),
}
_TEST: Final = {"integration.name": ("Название интеграции", "Name of the integration")}


@dataclass(frozen=True)
class Facts:
    """What a message is about; what does not belong to it is None."""

    event_type: str
    data: Mapping[str, Any]
    order: OrderSnapshot | None = None
    link: str | None = None


def fields_of(event_type: str) -> Mapping[str, tuple[str, str]]:
    """Give the names that a template of this event may hold, each with its labels."""
    if event_type in {WARNING, KEY_LEAKED}:
        return _WARNING
    if event_type == TEST_EVENT:
        return _TEST
    if event_type == REPORT:
        return _REPORT
    if event_type == "feedback.requested":
        return {**_ORDER, **_LINK}
    if event_type.startswith("feedback."):
        return {**_ORDER, **_FEEDBACK, **(_REPLY if event_type == "feedback.replied" else {})}
    return {**_ORDER, **(_LINK if event_type == "order.completed" else {})}


def values_of(facts: Facts, language: Language, zone: ZoneInfo) -> dict[str, str]:
    """Give the value of each name; what there is nothing to say of is empty."""
    known = fields_of(facts.event_type)
    values = {name: make(facts) for name, make in _PLAIN.items() if name in known}
    if facts.order is not None:
        values |= _order_values(facts.order, language, zone)
    if facts.event_type == REPORT:
        values |= _report_values(WeeklyReport.model_validate(facts.data["report"]), language)
    if at := facts.data.get("at"):
        values["warning.at"] = time_text(datetime.fromisoformat(at), language, zone)
    return {name: _cleaned(value or "") for name, value in values.items() if name in known}


def marked_up(facts: Facts, language: Language) -> dict[str, Markup]:
    """Give the values that are something else in HTML than in text."""
    if facts.event_type != REPORT:
        return {}
    report = WeeklyReport.model_validate(facts.data["report"])
    return {"report.body": Markup(report_letter.html(report, language))}


def _report_values(report: WeeklyReport, language: Language) -> dict[str, str]:
    return {
        "report.title": report_letter.title(report, language),
        "report.period": report.period.to(language),
        "report.body": report_letter.text(report, language),
        "report.link": report.link,
    }


def _order_values(order: OrderSnapshot, language: Language, zone: ZoneInfo) -> dict[str, str]:
    return {
        "order.number": order.number,
        "order.title": order.title,
        "order.status": STATUSES[language].get(order.status, order.status),
        "order.total": money_text(order.total, order.currency, language),
        "order.due": money_text(order.due, order.currency, language) if order.due else "",
        "order.scheduled_start": time_text(order.scheduled_start, language, zone),
        "order.scheduled_end": time_text(order.scheduled_end, language, zone),
        "order.address": order.customer.address or "",
        "order.cancel_reason": order.cancel_reason or "",
        "customer.name": order.customer.name,
        "customer.phone": order.customer.phone or "",
        "technician.name": order.technician.name if order.technician else "",
    }


def _within(*path: str) -> Callable[[Facts], str]:
    def find(facts: Facts) -> str:
        found: Any = facts.data
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        return "" if found is None else str(found)

    return find


_PLAIN: Final[Mapping[str, Callable[[Facts], str]]] = {
    "order.number": _within("order", "number"),
    "feedback.link": lambda facts: facts.link or "",
    "feedback.rating": _within("feedback", "rating"),
    "feedback.comment": _within("feedback", "comment"),
    "feedback.reply": _within("reply", "text"),
    "warning.about": _within("about"),
    "warning.detail": _within("detail"),
    "integration.name": _within("integration", "name"),
}


def money_text(minor: int, currency: str, language: Language) -> str:
    """Write an amount of minor units as people do."""
    plain = f"{Decimal(minor) / 100:,.2f}"
    if language == "en":
        return f"{currency} {plain}"
    sign = {"RUB": "₽", "USD": "$", "EUR": "€", "KZT": "₸"}.get(currency, currency)
    spaced = plain.replace(",", "\u00a0").replace(".", ",")
    return f"{spaced}\u00a0{sign}"


def time_text(moment: datetime | None, language: Language, zone: ZoneInfo) -> str:
    """Write a moment in the company's zone as people do; nothing for no moment."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    if language == "en":
        return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"
    return f"{local:%d.%m.%Y %H:%M}"


def _cleaned(value: str) -> str:
    """Take out what would break a line or a header; a comment keeps its own line breaks."""
    kept = (c if c == "\n" or c.isprintable() or c == "\u00a0" else " " for c in value)
    return "".join(kept).strip()
