"""The delivery engine's decisions: what an attempt means for its delivery. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from integrations.connector import Outcome
from integrations.engine.retry import MAX_ATTEMPTS, TIMER_LIMIT_S, next_retry, retry_after_s
from integrations.model import Attempt, Delivery, DeliveryState, Hold, Integration
from shared.events import Envelope

SAFETY_NET: Final = timedelta(minutes=15)
"""How long after a send the sweeper looks whether the message was lost."""
TIMER_NET: Final = timedelta(minutes=2)
"""The same for a retry that a queue timer carries."""
LEASE: Final = timedelta(seconds=90)
"""Longer than a worker may run, so that no two send one delivery at once."""
STUCK: Final = timedelta(days=3)
"""How long a delivery comes again and again to workers who fail at it by a fault of ours."""


def delivery_id(event_id: str, integration_id: str, recipient: str | None = None) -> str:
    """Give the one id of an event's delivery to an integration, or to one of its list."""
    content = "\n".join([event_id, integration_id, *([recipient] if recipient else [])]).encode()
    return "dlv_" + hashlib.sha256(content).hexdigest()[:32]


def plan(event: Envelope, integrations: Sequence[Integration], now: datetime) -> list[Delivery]:
    """Make the deliveries of an event: one for each integration that wants it, or each listed."""
    return [
        _planned(event, each, now, recipient)
        for each in integrations
        if each.wants(event)
        for recipient in each.recipients_of(event)
    ]


def _planned(
    event: Envelope, integration: Integration, now: datetime, recipient: str | None
) -> Delivery:
    planned = described(event, integration, now, recipient)
    if integration.goes_out:
        return planned.model_copy(update={"due_at": now + SAFETY_NET})
    return hold(planned, Hold.PAUSED)


def described(
    event: Envelope, integration: Integration, now: datetime, recipient: str | None = None
) -> Delivery:
    """Make the delivery of an event to an integration, with nothing done about it yet."""
    order = event.data.get("order", {})
    audience = integration.messaging.audience if integration.messaging else None
    return Delivery(
        id=delivery_id(event.id, integration.id, recipient),
        integration_id=integration.id,
        integration_name=integration.name,
        kind=integration.kind,
        event_id=event.id,
        event_type=event.type,
        recipient=recipient,
        audience="users" if integration.writes_to_users(event.type) else audience,
        order_id=order.get("id"),
        order_number=order.get("number"),
        state=DeliveryState.PENDING,
        created_at=now,
        due_at=None,
    )


def hold(delivery: Delivery, because: Hold) -> Delivery:
    """Keep a delivery back without burning an attempt."""
    return delivery.model_copy(
        update={
            "state": DeliveryState.HELD,
            "held_because": because,
            "due_at": None,
            "next_at": None,
        }
    )


def release(delivery: Delivery, now: datetime) -> Delivery:
    """Let a held delivery go: it is due at once."""
    return delivery.model_copy(
        update={"state": _waiting(delivery), "held_because": None, "due_at": now, "next_at": None}
    )


def wait(delivery: Delivery, until: datetime) -> Delivery:
    """Send a delivery back to the queue until it has its turn, without burning an attempt."""
    return delivery.model_copy(
        update={"state": _waiting(delivery), "next_at": until, "due_at": until + TIMER_NET}
    )


def postpone(delivery: Delivery, until: datetime, now: datetime, *, because: str) -> Delivery:
    """Keep a delivery until a moment that may be hours away, without burning an attempt."""
    waiting = wait(delivery, until)
    changes = {"due_at": _due(until, now), "leased_since": None, "waits_because": because}
    return waiting.model_copy(update=changes)


def skip(delivery: Delivery, now: datetime, *, because: str) -> Delivery:
    """End a delivery that is not to be sent; the log shows why."""
    ended = give_up(delivery, now, because=because)
    return ended.model_copy(update={"state": DeliveryState.SKIPPED})


def give_up(delivery: Delivery, now: datetime, *, because: str) -> Delivery:
    """End a delivery that no attempt can help; the end and its reason are visible in the log."""
    return delivery.model_copy(
        update={
            "state": DeliveryState.FAILED,
            "held_because": None,
            "due_at": None,
            "next_at": None,
            "waits_because": None,
            "finished_at": now,
            "ended_because": because,
        }
    )


def is_spent(delivery: Delivery) -> bool:
    """Tell whether all attempts are used: the hard cap, whatever a queue says."""
    return delivery.attempt_count >= MAX_ATTEMPTS


def is_stuck(delivery: Delivery, now: datetime) -> bool:
    """Tell whether workers have failed at it for so long, by a fault of ours, that it must end."""
    return delivery.leased_since is not None and now - delivery.leased_since >= STUCK


@dataclass(frozen=True)
class Sent:
    """One try to deliver as it was made: what went out, when, and what came of it."""

    outcome: Outcome
    started_at: datetime
    ended_at: datetime
    bytes_sent: int
    tries: int = 1
    bytes_received: int | None = None
    """As they came, should the outcome's body be masked."""

    @property
    def took_s(self) -> float:
        """Give how long it took."""
        return (self.ended_at - self.started_at).total_seconds()


def finish(delivery: Delivery, sent: Sent, *, spread: float) -> Delivery:
    """Give the delivery after an attempt: delivered, to be retried, or failed for good."""
    number, outcome = delivery.attempt_count + 1, sent.outcome
    retry = None
    if not outcome.delivered and not outcome.permanent:
        asked = retry_after_s(outcome.response_headers, sent.ended_at)
        retry = next_retry(number, spread=spread, retry_after=asked)
    next_at = sent.ended_at + timedelta(seconds=retry.delay_s) if retry else None
    attempt = attempt_of(sent, number).model_copy(
        update={"retry_reason": retry.reason if retry else None, "next_attempt_at": next_at}
    )
    return delivery.model_copy(
        update={
            "state": _state(outcome, retries=retry is not None),
            "attempt_count": number,
            "attempts": (*delivery.attempts, attempt),
            "next_at": next_at,
            "waits_because": None,
            "due_at": _due(next_at, sent.ended_at),
            "finished_at": None if retry else sent.ended_at,
        }
    )


def attempt_of(sent: Sent, number: int) -> Attempt:
    """Describe a try as the log shows it."""
    outcome, received = sent.outcome, sent.bytes_received
    return Attempt(
        number=number,
        started_at=sent.started_at,
        duration_ms=round(sent.took_s * 1000),
        status=outcome.status,
        bytes_sent=sent.bytes_sent,
        bytes_received=len(outcome.response_body) if received is None else received,
        error=outcome.error,
        error_class=outcome.error_class,
        tries=sent.tries,
    )


def timer_s(delivery: Delivery, now: datetime) -> int | None:
    """Give the delay of the message that brings it its turn; None leaves it to the sweeper."""
    if not delivery.is_open or delivery.next_at is None:
        return None
    delay = max(0, ceil((delivery.next_at - now).total_seconds()))
    return delay if delay <= TIMER_LIMIT_S else None


def _waiting(delivery: Delivery) -> DeliveryState:
    return DeliveryState.RETRYING if delivery.attempt_count else DeliveryState.PENDING


def _state(outcome: Outcome, *, retries: bool) -> DeliveryState:
    if outcome.delivered:
        return DeliveryState.DELIVERED
    return DeliveryState.RETRYING if retries else DeliveryState.FAILED


def _due(next_at: datetime | None, now: datetime) -> datetime | None:
    if next_at is None:
        return None
    # A retry that a timer carries is due in the index a little later, should the timer be lost.
    carried = next_at - now <= timedelta(seconds=TIMER_LIMIT_S)
    return next_at + TIMER_NET if carried else next_at
