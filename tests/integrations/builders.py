"""Valid things for the integrations room's tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from integrations.connector import Outcome, Parcel
from integrations.engine.delivery import Sent, finish, plan
from integrations.model import Delivery, Integration
from integrations.ports import Deliveries, Pointer
from shared.asked import Asked
from shared.auth import Actor
from shared.events import EVENT_TYPES, Envelope, OrderChange, OrderSnapshot, envelopes

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"""The secret of the standard's own test vector."""


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def make_order(**changes: Any) -> OrderSnapshot:
    return OrderSnapshot.model_validate(
        {
            "id": "ord_1",
            "number": "1042",
            "version": 1,
            "type": "paid",
            "status": "new",
            "priority": "normal",
            "title": "Ремонт котла",
            "customer": {"id": "cus_1", "name": "Алиса Смирнова", "phone": "+79000000001"},
            "items": [
                {"kind": "service", "name": "Пуск", "qty": "1.5", "unit_price": 1000, "total": 1500}
            ],
            "total": 1500,
            "currency": "RUB",
            "source": "api",
            "created_at": NOW - timedelta(days=3),
            "updated_at": NOW,
            **changes,
        }
    )


def make_change(status: str | None = None, **changes: Any) -> OrderChange:
    """A new order, or with a status an order that has moved there."""
    if status is None:
        return OrderChange(None, make_order(**changes))
    return OrderChange(make_order(), make_order(version=2, status=status, **changes))


def make_event(**changes: Any) -> Envelope:
    return envelopes(make_change(**changes))[0]


def make_integration(integration_id: str = "int_1", **changes: Any) -> Integration:
    return Integration.model_validate(
        {
            "id": integration_id,
            "kind": "webhook",
            "name": "Склад",
            "event_types": EVENT_TYPES,
            "settings": {"url": "https://partner.example/hook"},
            "secrets": [
                {"encrypted": f"{integration_id}|{SECRET}".encode(), "created_at": NOW},
            ],
            "created_at": NOW,
            "updated_at": NOW,
            **changes,
        }
    )


def make_delivery(
    integration_id: str = "int_1", *, order: str = "ord_1", **changes: Any
) -> Delivery:
    made = plan(make_event(id=order), [make_integration(integration_id)], NOW)[0]
    return made.model_copy(update=changes)


def make_parcel(url: str, *, secrets: tuple[str, ...] = (SECRET,), at: datetime = NOW) -> Parcel:
    body = make_event().model_dump_json().encode()
    return Parcel(make_event().id, body, {"url": url}, secrets, at)


def answered(status: int = 200, **changes: Any) -> Outcome:
    """What a connector says of a partner that answered."""
    delivered = 200 <= status < 300
    return Outcome(
        **{
            "delivered": delivered,
            "status": status,
            "error": None if delivered else f"the partner answered {status}",
            "error_class": None if delivered else "status",
            "permanent": status == 410,
            "gone": status == 410,
            "request_url": "https://partner.example/hook",
            "request_headers": {"webhook-id": "evt_1"},
            "response_body": b"thanks",
            **changes,
        }
    )


def unanswered() -> Outcome:
    """What a connector says of a partner that could not be reached."""
    return Outcome(delivered=False, error="no answer within 15 s", error_class="timeout")


def attempted(delivery: Delivery, outcome: Outcome) -> Delivery:
    """The delivery after one more attempt, which took a second."""
    sent = Sent(outcome, NOW, NOW + timedelta(seconds=1), bytes_sent=9)
    return finish(delivery, sent, spread=0.5)


def take(
    deliveries: Deliveries, delivery: Delivery, owner: str = "me", at: datetime = NOW
) -> Delivery | None:
    """Lease a delivery for a minute and a half, as a worker does."""
    pointer = point(delivery)
    return deliveries.lease(pointer, owner, at, at + timedelta(seconds=90))


def point(delivery: Delivery, **changes: Any) -> Pointer:
    """The message that brings a delivery."""
    fields = {
        "delivery_id": delivery.id,
        "attempt_count": delivery.attempt_count,
        "group": delivery.integration_id,
        "kind": delivery.kind,
    }
    return Pointer(**{**fields, **changes})


SOMEBODY = Asked(Actor(kind="user", id="alice", name="Алиса"))
