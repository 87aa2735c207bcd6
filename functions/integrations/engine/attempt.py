"""One attempt at one delivery: the worker's use case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from integrations.connector import Message
from integrations.engine import switch
from integrations.engine.delivery import (
    LEASE,
    Sent,
    finish,
    give_up,
    hold,
    is_spent,
    is_stuck,
    postpone,
    release,
    skip,
    timer_s,
    wait,
)
from integrations.engine.gate import Gate
from integrations.engine.health import Result, Verdict, Visit
from integrations.engine.retry import retry_after_s
from integrations.engine.sending import Sender
from integrations.engine.serial import may_go
from integrations.engine.switch import Switch
from integrations.messages.composing import Composer, told
from integrations.messages.model import Later, Skip
from integrations.model import Delivery, Hold, Integration
from integrations.payload import shaped
from integrations.ports import Deliveries, Follower, Integrations, Lanes, Pointer, Queue
from shared.cause import cause, caused_by
from shared.clock import Clock
from shared.observe import logger, measure

OVERLOADED = frozenset({429, 502, 503, 504})
"""What says "slow down" by the Standard Webhooks; 503 says it in most servers."""


class MissingEventError(Exception):
    """A delivery's event is not in the store: a fault of ours."""


@dataclass(frozen=True)
class Parts:
    """What one attempt touches."""

    integrations: Integrations
    deliveries: Deliveries
    lanes: Lanes
    queue: Queue
    gate: Gate
    sender: Sender
    switch: Switch
    composer: Composer | None = None
    """None where no kind composes messages."""
    fates: Follower | None = None
    """None where no provider tells what became of a message."""


class Attempts:
    """Takes a delivery, tries it once, writes what happened and when it is tried again.

    A partner's failure never raises. What raises is a fault of ours: the message comes again, and
    the lease lets it in once it has run out.
    """

    def __init__(
        self,
        parts: Parts,
        *,
        clock: Clock,
        spread: Callable[[], float],
        new_owner: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        """Join the parts; `spread` gives random numbers in [0, 1) for the jitter."""
        self._parts = parts
        self._clock = clock
        self._spread = spread
        self._new_owner = new_owner

    def perform(self, pointer: Pointer) -> None:
        """Make the attempt that a queue message points to."""
        owner, now = self._new_owner(), self._clock()
        delivery = self._parts.deliveries.lease(pointer, owner, now, now + LEASE)
        if delivery is None:
            return  # finished, held, not its turn, or in another worker's hands
        # What the sweeper sent names no request, but the row does.
        with caused_by(delivery.request_id or cause()):
            self._work_on(delivery, owner, now)

    def _work_on(self, delivery: Delivery, owner: str, now: datetime) -> None:
        integration = self._parts.integrations.get(delivery.integration_id)
        settled = self._without_attempt(delivery, integration)
        if settled is not None or integration is None:
            self._settle(settled or delivery, owner, integration)
            return
        body = self._body(delivery)
        prepared = self._prepared(delivery, integration, body)
        if isinstance(prepared, Delivery):
            self._settle(prepared, owner, integration)
            return
        visit = Visit(delivery.id, owner, delivery.next_at is not None, now + LEASE)
        admission = self._parts.gate.admit(integration, visit)
        if admission.verdict is Verdict.WAIT and admission.until:
            self._settle(wait(delivery, admission.until), owner, integration)
        elif admission.verdict is Verdict.HOLD:
            self._settle(hold(delivery, Hold.BREAKER), owner, integration)
        else:
            sent = shaped(body, integration.payload)
            self._try(delivery, integration, owner, sent, prepared)

    def _body(self, delivery: Delivery) -> bytes:
        body = self._parts.deliveries.event_body(delivery.event_id)
        if body is None:
            raise MissingEventError(delivery.event_id)
        return body

    def _prepared(
        self, delivery: Delivery, integration: Integration, body: bytes
    ) -> Message | Delivery | None:
        """Compose the message where one is sent; a delivery is what becomes of it without one."""
        composer = self._parts.composer
        if composer is None or not composer.composes(integration):
            return None
        prepared, now = composer.prepare(integration, delivery.recipient, body), self._clock()
        if isinstance(prepared, Skip):
            return skip(delivery, now, because=prepared.reason)
        if isinstance(prepared, Later):
            return postpone(delivery, prepared.at, now, because="quiet hours")
        return prepared

    def _without_attempt(
        self, delivery: Delivery, integration: Integration | None
    ) -> Delivery | None:
        """Give what becomes of a delivery that is not to be tried now; None when it is."""
        now = self._clock()
        if integration is None:
            return give_up(delivery, now, because="the integration was deleted")
        if is_spent(delivery):
            return give_up(delivery, now, because="all attempts are used")
        if is_stuck(delivery, now):
            logger().error("delivery.stuck", extra={"delivery_id": delivery.id})
            return give_up(delivery, now, because="a fault of ours kept it from being sent")
        if not integration.goes_out:
            return hold(delivery, Hold.PAUSED)
        if integration.serial and delivery.after:
            before = self._parts.deliveries.get(delivery.after)
            if not may_go(delivery, before, integration, now):
                return hold(delivery, Hold.SERIAL)
        return None

    def _try(
        self,
        delivery: Delivery,
        integration: Integration,
        owner: str,
        body: bytes,
        message: Message | None,
    ) -> None:
        result = None
        try:
            sent = self._parts.sender.send(integration, delivery.event_id, body, message=message)
            if sent.outcome.not_before is not None:
                self._put_off(delivery, sent, owner, integration)
                return
            result = _result(sent)
            done = finish(delivery, sent, spread=self._spread())
            self._parts.deliveries.log(done, sent.outcome, told(message) if message else body)
            if message and self._parts.composer:
                self._parts.composer.hear(integration, message, sent.outcome)
            self._settle(done, owner, integration)
            measure("DeliveryFailed", int(not sent.outcome.delivered))
            if message and sent.outcome.reference and self._parts.fates:
                self._parts.fates.watch(done, message.to, sent.outcome.reference)
        finally:
            self._parts.gate.leave(integration.id, owner, result)
        if sent.outcome.gone:
            reason = f"the partner answered {sent.outcome.status} and wants no more events"
            self._parts.switch.disable(integration.id, switch.GONE, reason)

    def _put_off(
        self, delivery: Delivery, sent: Sent, owner: str, integration: Integration
    ) -> None:
        """Keep what a connector would not send yet; it was no attempt."""
        until, because = sent.outcome.not_before or sent.ended_at, sent.outcome.error or ""
        put_off = postpone(delivery, until, sent.ended_at, because=because)
        self._settle(put_off, owner, integration)

    def _settle(self, done: Delivery, owner: str, integration: Integration | None) -> None:
        if not self._parts.deliveries.settle(done, owner):
            logger().warning("delivery.lease_lost", extra={"delivery_id": done.id})
            return
        logger().info(
            "delivery.settled",
            extra={"delivery_id": done.id, "state": done.state, "attempt": done.attempt_count},
        )
        delay = timer_s(done, self._clock())
        if delay is not None:
            self._parts.queue.send([_pointer(done, delay)])
        elif integration is not None and integration.serial and not done.is_open:
            self._let_next_go(done)

    def _let_next_go(self, done: Delivery) -> None:
        following = self._parts.lanes.next_of(done.id)
        if following is None or following.held_because is not Hold.SERIAL:
            return
        released = release(following, self._clock())
        if self._parts.deliveries.let_go(released):
            self._parts.queue.send([_pointer(released, 0)])


def _pointer(delivery: Delivery, delay_s: int) -> Pointer:
    return Pointer(
        delivery.id, delivery.attempt_count, delivery.integration_id, delivery.kind, delay_s
    )


def _result(sent: Sent) -> Result:
    outcome = sent.outcome
    overloaded = outcome.status in OVERLOADED
    stop_s = retry_after_s(outcome.response_headers, sent.ended_at) if overloaded else None
    return Result(
        delivered=outcome.delivered,
        timed_out=outcome.error_class == "timeout",
        overloaded=overloaded,
        stop_s=stop_s,
        took_s=sent.took_s,
    )
