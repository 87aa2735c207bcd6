"""The catalogue of events: what each type means, and the JSON Schema of its envelope."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, Field

from shared.events import (
    EVENT_TYPES,
    KEY_LEAKED,
    REPORT,
    TEST_EVENT,
    WARNING,
    Envelope,
    OrderSnapshot,
)
from shared.feedback_events import SubRatings
from shared.report import Language, WeeklyReport

_WORDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "order.created": ("Заказ создан", "Order created", "A new order was written."),
    "order.updated": (
        "Заказ изменён",
        "Order updated",
        "Any later change of an order, a move to another state included.",
    ),
    "order.completed": (
        "Заказ выполнен",
        "Order completed",
        "The work is done; comes beside order.updated, each time an order is completed.",
    ),
    "order.cancelled": (
        "Заказ отменён",
        "Order cancelled",
        "The order was cancelled; comes beside order.updated.",
    ),
    "order.reopened": (
        "Заказ возобновлён",
        "Order reopened",
        "A completed order is worked on again; comes beside order.updated.",
    ),
    "feedback.requested": (
        "Просьба оценить работу",
        "Feedback requested",
        "A customer is asked, or reminded, to rate a finished order.",
    ),
    "feedback.created": (
        "Получен отзыв",
        "Feedback given",
        "A customer rated a finished order.",
    ),
    "feedback.updated": (
        "Отзыв изменён",
        "Feedback changed",
        "A customer changed the rating or the words.",
    ),
    "feedback.low": (
        "Низкая оценка",
        "Low rating",
        "A rating fell to 1 or 2; comes beside feedback.created or feedback.updated.",
    ),
    "feedback.replied": (
        "Ответ на отзыв",
        "Feedback replied to",
        "The company answered what a customer had said.",
    ),
    WARNING: (
        "Интеграция не работает",
        "Integration fails",
        "Nothing gets through to a partner, or the integration was disabled.",
    ),
    KEY_LEAKED: (
        "Утёк ключ API",
        "API key leaked",
        "An API key of ours was found in public and was switched off.",
    ),
    REPORT: ("Еженедельный отчёт", "Weekly report", "The figures of a week, for chosen users."),
    TEST_EVENT: (
        "Проверка связи",
        "Test",
        "Sent only when somebody tries an integration out.",
    ),
}


class OrderEventData(BaseModel):
    """What an order event carries: receivers ignore a version older than what they have."""

    order: OrderSnapshot
    version: int = Field(ge=1)
    previous_version: int | None
    changed_fields: list[str]
    cut_fields: list[str] = Field(
        default=[],
        description="what was left out of an event of more than 20 kB; then `path` is there too",
    )
    path: str = Field(default="", description="where the API gives the order whole")
    reconciled: bool = Field(
        default=False, description="told late, after an outage: versions before may be missing"
    )


class OrderEvent(Envelope):
    """The envelope of an order event."""

    data: OrderEventData  # type: ignore[assignment] # narrows the envelope's open data


class ThinOrder(BaseModel):
    """What a thin event tells of an order."""

    id: str
    number: str
    external_id: str | None = None
    status: str = ""
    updated_at: datetime | None = None


class ThinData(BaseModel):
    """What a thin event carries; `path` gives the rest."""

    order: ThinOrder
    version: int = Field(ge=1)
    previous_version: int | None
    changed_fields: list[str] = []
    cut_fields: list[str] = Field(default=[], description="`order`, if only this form fits")
    path: str
    reconciled: bool = False


class ThinEvent(Envelope):
    """The envelope of an event for an integration whose `payload` is `thin`."""

    data: ThinData  # type: ignore[assignment] # narrows the envelope's open data


class OrderName(BaseModel):
    """Which order it is about."""

    id: str
    number: str


class FeedbackBody(BaseModel):
    """What a customer said of a finished order."""

    rating: int = Field(ge=1, le=5)
    comment: str
    nps: int | None = Field(default=None, ge=0, le=10)
    ces: int | None = Field(default=None, ge=1, le=7)
    sub_ratings: SubRatings = SubRatings()
    technician_id: str | None
    submitted_at: datetime


class FeedbackEventData(BaseModel):
    """What a feedback event carries: the version grows when the customer changes the answer."""

    order: OrderName
    feedback: FeedbackBody
    version: int = Field(ge=1)
    previous_version: int | None


class FeedbackEvent(Envelope):
    """The envelope of a feedback event."""

    data: FeedbackEventData  # type: ignore[assignment] # narrows the envelope's open data


class ReplyBody(BaseModel):
    """What was answered to the customer."""

    text: str


class RepliedEventData(FeedbackEventData):
    """What the event of a reply carries beside the answer."""

    reply: ReplyBody


class RepliedEvent(Envelope):
    """The envelope of a reply to feedback."""

    data: RepliedEventData  # type: ignore[assignment] # narrows the envelope's open data


class RequestBody(BaseModel):
    """When the customer was asked, until when the link is good, and which reminder this is."""

    sent_at: datetime
    expires_at: datetime
    reminders: int = Field(ge=0)


class RequestedEventData(BaseModel):
    """What a request for feedback carries; the link itself is made for the customer only."""

    order: OrderName
    request: RequestBody


class RequestedEvent(Envelope):
    """The envelope of a request for feedback."""

    data: RequestedEventData  # type: ignore[assignment] # narrows the envelope's open data


class TriedIntegration(BaseModel):
    """The integration that is tried out."""

    id: str
    name: str
    kind: str


class TestEventData(BaseModel):
    """What a test event carries."""

    integration: TriedIntegration


class TestEvent(Envelope):
    """The envelope of a test event."""

    data: TestEventData  # type: ignore[assignment] # narrows the envelope's open data


class WarningData(BaseModel):
    """What an event for administrators carries."""

    id: str = Field(description="of the integration or key")
    about: str = Field(description="its name")
    kind: str
    detail: str
    at: datetime


class WarningEvent(Envelope):
    """The envelope of an event for administrators."""

    data: WarningData  # type: ignore[assignment] # narrows the envelope's open data


class ReportEventData(BaseModel):
    """What the event of a weekly report carries."""

    report: WeeklyReport
    recipients: list[str] = Field(description="users to whom letters go, by id")
    language: Language


class ReportEvent(Envelope):
    """The envelope of a weekly report."""

    data: ReportEventData  # type: ignore[assignment] # narrows the envelope's open data


_SHAPES: Final[Mapping[str, type[BaseModel]]] = {
    "order": OrderEvent,
    "feedback": FeedbackEvent,
    "feedback.requested": RequestedEvent,
    "feedback.replied": RepliedEvent,
    WARNING: WarningEvent,
    KEY_LEAKED: WarningEvent,
    REPORT: ReportEvent,
    TEST_EVENT: TestEvent,
}


_THIN: Final = frozenset({"order", "feedback"})
"""What tells of an order, so that a thin event can name it."""


def catalogue() -> list[dict[str, Any]]:
    """Describe every event type."""
    return [_described(type_) for type_ in (*EVENT_TYPES, TEST_EVENT)]


def _described(type_: str) -> dict[str, Any]:
    ru, en, description = _WORDS[type_]
    about = type_.partition(".")[0]
    return {
        "type": type_,
        "title": {"ru": ru, "en": en},
        "description": description,
        "subscribable": type_ in EVENT_TYPES,
        "schema": _exact(_SHAPES.get(type_) or _SHAPES[about], type_),
        "thin_schema": _exact(ThinEvent, type_) if about in _THIN else None,
    }


def _exact(shape: type[BaseModel], type_: str) -> dict[str, Any]:
    schema = shape.model_json_schema(mode="serialization")
    return {**schema, "properties": {**schema["properties"], "type": {"const": type_}}}
