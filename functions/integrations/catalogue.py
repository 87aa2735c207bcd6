"""The catalogue of events: what each type means, and the JSON Schema of its envelope."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, Field

from shared.events import EVENT_TYPES, Envelope, OrderSnapshot

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
}


class OrderEventData(BaseModel):
    """What an order event carries: receivers ignore a version older than what they have."""

    order: OrderSnapshot
    version: int = Field(ge=1)
    previous_version: int | None
    changed_fields: list[str]


class OrderEvent(Envelope):
    """The envelope of an order event."""

    data: OrderEventData  # type: ignore[assignment] # narrows the envelope's open data


def catalogue() -> list[dict[str, Any]]:
    """Describe every event type."""
    schema = OrderEvent.model_json_schema(mode="serialization")
    return [_described(type_, schema) for type_ in EVENT_TYPES]


def _described(type_: str, schema: dict[str, Any]) -> dict[str, Any]:
    ru, en, description = _WORDS[type_]
    exact = {**schema, "properties": {**schema["properties"], "type": {"const": type_}}}
    return {
        "type": type_,
        "title": {"ru": ru, "en": en},
        "description": description,
        "schema": exact,
    }
