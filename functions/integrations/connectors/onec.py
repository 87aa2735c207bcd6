"""1C: orders pushed to a base, by УНФ's own service of bookings or by OData.

A third way needs no pushing: 1C fetches by itself (`integrations.onec`), and nothing is sent.
What 1C can't take is permanent: the same order would be refused again.
Source: https://its.1c.ru/db/v8doc/bookmark/dev/TI000001358
"""

import json
import time
from typing import Final

from pydantic import ValidationError

from integrations.connector import Kind, Outcome, Parcel
from integrations.onec.pushing import Base, book, ping, put
from integrations.onec.settings import OnecCredentials, OnecSettings
from shared.calls import Caller
from shared.events import TEST_EVENT, OrderSnapshot
from shared.onec.checks import faults


class OnecConnector:
    """Sends orders to a base of 1C."""

    def __init__(self, caller: Caller) -> None:
        """Keep the guarded client."""
        self._caller = caller

    def send(self, parcel: Parcel) -> Outcome:
        """Send the order that an event is about; a test only asks whether somebody answers."""
        settings = OnecSettings.model_validate(parcel.settings)
        if settings.mode == "exchange":
            return Outcome.hopeless("1C fetches from here by itself: try it from 1C", "order")
        base = Base(self._caller, parcel, settings, time.monotonic() + parcel.timeout_s)
        event = _event(parcel.body)
        if event.get("type") == TEST_EVENT:
            return ping(base)
        order = _order(event)
        if order is None:
            return Outcome.hopeless("the event is about no order", "order")
        if found := faults(order, settings.profile):
            return Outcome.hopeless("; ".join(each.words for each in found[:5]), "order")
        return book(base, order) if settings.mode == "service" else put(base, order)


def _event(body: bytes) -> dict[str, object]:
    try:
        event = json.loads(body)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}


def _order(event: dict[str, object]) -> OrderSnapshot | None:
    data = event.get("data")
    try:
        return OrderSnapshot.model_validate(data["order"]) if isinstance(data, dict) else None
    except (KeyError, ValidationError):
        return None


KIND: Final = Kind(
    make=lambda reach: OnecConnector(reach.calls),
    settings=OnecSettings,
    credentials=OnecCredentials,
    titles={
        "ru": ("1С", "Заказы в 1С: база забирает их сама или получает от нас."),
        "en": ("1C", "Orders in 1C: the base fetches them, or we send them."),
    },
)
