"""The delivery engine's decisions: what an attempt means for its delivery. Pure."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from integrations.connector import Outcome
from integrations.engine.retry import MAX_ATTEMPTS, TIMER_LIMIT_S, next_retry, retry_after_s
from integrations.model import (
    Attempt,
    Delivery,
    DeliveryState,
    Integration,
    IntegrationState,
)
from shared.events import Envelope

SAFETY_NET: Final = timedelta(minutes=15)
"""How long after a send the sweeper looks whether the message was lost."""
TIMER_NET: Final = timedelta(minutes=2)
"""The same for a retry that a queue timer carries."""
LEASE: Final = timedelta(seconds=90)
"""Longer than a worker may run, so that no two send one delivery at once."""


def delivery_id(event_id: str, integration_id: str) -> str:
    """Give the one id of an event's delivery to an integration."""
    content = f"{event_id}\n{integration_id}".encode()
    return "dlv_" + hashlib.sha256(content).hexdigest()[:32]


def plan(event: Envelope, integrations: Sequence[Integration], now: datetime) -> list[Delivery]:
    """Make the deliveries of an event: one for each integration that wants it."""
    return [_planned(event, each, now) for each in integrations if each.wants(event.type)]


def _planned(event: Envelope, integration: Integration, now: datetime) -> Delivery:
    goes_out = integration.state is IntegrationState.ENABLED
    order = event.data["order"]
    return Delivery(
        id=delivery_id(event.id, integration.id),
        integration_id=integration.id,
        integration_name=integration.name,
        kind=integration.kind,
        event_id=event.id,
        event_type=event.type,
        order_id=order["id"],
        order_number=order["number"],
        state=DeliveryState.PENDING if goes_out else DeliveryState.HELD,
        created_at=now,
        due_at=now + SAFETY_NET if goes_out else None,
    )


def hold(delivery: Delivery) -> Delivery:
    """Keep a delivery back without burning an attempt."""
    return delivery.model_copy(update={"state": DeliveryState.HELD, "due_at": None})


def release(delivery: Delivery, now: datetime) -> Delivery:
    """Let a held delivery go: it is due at once."""
    state = DeliveryState.RETRYING if delivery.attempt_count else DeliveryState.PENDING
    return delivery.model_copy(update={"state": state, "due_at": now})


def give_up(delivery: Delivery, now: datetime, *, because: str) -> Delivery:
    """End a delivery that no attempt can help; the end and its reason are visible in the log."""
    return delivery.model_copy(
        update={
            "state": DeliveryState.FAILED,
            "due_at": None,
            "finished_at": now,
            "ended_because": because,
        }
    )


def is_spent(delivery: Delivery) -> bool:
    """Tell whether all attempts are used: the hard cap, whatever a queue says."""
    return delivery.attempt_count >= MAX_ATTEMPTS


def finish(
    delivery: Delivery,
    outcome: Outcome,
    *,
    started_at: datetime,
    ended_at: datetime,
    bytes_sent: int,
    spread: float,
) -> Delivery:
    """Give the delivery after an attempt: delivered, to be retried, or failed for good."""
    number = delivery.attempt_count + 1
    retry = None
    if not outcome.delivered and not outcome.permanent:
        wait = retry_after_s(outcome.response_headers, ended_at)
        retry = next_retry(number, spread=spread, retry_after=wait)
    next_at = ended_at + timedelta(seconds=retry.delay_s) if retry else None
    attempt = Attempt(
        number=number,
        started_at=started_at,
        duration_ms=round((ended_at - started_at) / timedelta(milliseconds=1)),
        status=outcome.status,
        bytes_sent=bytes_sent,
        bytes_received=len(outcome.response_body),
        error=outcome.error,
        error_class=outcome.error_class,
        retry_reason=retry.reason if retry else None,
        next_attempt_at=next_at,
    )
    return delivery.model_copy(
        update={
            "state": _state(outcome, retries=retry is not None),
            "attempt_count": number,
            "attempts": (*delivery.attempts, attempt),
            "due_at": _due(next_at, ended_at),
            "finished_at": None if retry else ended_at,
        }
    )


def timer_s(delivery: Delivery, now: datetime) -> int | None:
    """Give the delay of the queue message that carries the retry; None leaves it to the sweeper."""
    if delivery.state is not DeliveryState.RETRYING:
        return None
    next_at = delivery.attempts[-1].next_attempt_at
    if next_at is None:
        return None
    delay = max(0, round((next_at - now).total_seconds()))
    return delay if delay <= TIMER_LIMIT_S else None


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
