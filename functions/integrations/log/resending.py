"""Sending one delivery again, as a delivery of its own under the same event id."""

import json
from datetime import datetime
from typing import Final

from integrations.engine.delivery import SAFETY_NET, hold
from integrations.log.ports import LogStore
from integrations.model import Delivery, DeliveryState, Hold, Integration
from integrations.ports import Integrations, Pointer, Queue, RequestRepeatedError
from shared.asked import Asked
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError
from shared.requests import Request

RESENDABLE: Final = frozenset({DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.HELD})
PLACE_TRIES: Final = 5


def repeated(
    old: Delivery,
    integration: Integration,
    now: datetime,
    *,
    suffix: str,
    replay_id: str | None = None,
) -> Delivery:
    """Give the delivery that sends again what another sent, with nothing done about it yet."""
    first = old.resend_of or old.id
    made = Delivery(
        id=f"{first}-{suffix}",
        integration_id=integration.id,
        integration_name=integration.name,
        kind=integration.kind,
        event_id=old.event_id,
        event_type=old.event_type,
        recipient=old.recipient,
        order_id=old.order_id,
        order_number=old.order_number,
        state=DeliveryState.PENDING,
        created_at=now,
        due_at=now + SAFETY_NET,
        resend_of=first,
        replay_id=replay_id,
    )
    return made if integration.goes_out else hold(made, Hold.PAUSED)


class Resending:
    """Sends deliveries again."""

    def __init__(
        self, integrations: Integrations, log: LogStore, queue: Queue, *, clock: Clock
    ) -> None:
        """Join the stores, the queue and the clock."""
        self._integrations = integrations
        self._log = log
        self._queue = queue
        self._clock = clock

    def resend(self, delivery_id: str, asked: Asked) -> Delivery:
        """Send a delivery again that is over or held; a repeat under the same key is one."""
        request = Request.of(asked.actor.id, asked.key, f"resend {delivery_id}", asked.body)
        if request and (answer := self._log.answer(request)):
            return self._there(str(answer["id"]))
        old = self._there(delivery_id)
        if old.state not in RESENDABLE:
            known = ", ".join(sorted(RESENDABLE))
            raise ConflictError(f"the delivery is {old.state}; sent again is only what is {known}")
        integration = self._integrations.get(old.integration_id)
        if integration is None:
            raise ConflictError("the integration was deleted")
        if self._log.event(old.event_id) is None:
            raise ConflictError("the event is no longer kept")
        try:
            made = self._added(old, integration, request)
        except RequestRepeatedError:
            return self.resend(delivery_id, asked)
        if made.state is DeliveryState.PENDING:
            # Should this be lost, the sweeper finds the delivery when it is due.
            self._queue.send([Pointer(made.id, 0, made.integration_id, made.kind)])
        return made

    def _there(self, delivery_id: str) -> Delivery:
        found = self._log.many([delivery_id]).get(delivery_id)
        if found is None:
            raise NotFoundError(f"there is no delivery {delivery_id}")
        return found

    def _added(self, old: Delivery, integration: Integration, request: Request | None) -> Delivery:
        first = old.resend_of or old.id
        for _ in range(PLACE_TRIES):
            number = self._log.next_number(first)
            made = repeated(old, integration, self._clock(), suffix=f"r{number}")
            answer = json.dumps({"id": made.id})
            if self._log.add_again(made, f"n{number:06d}", request, answer):
                return made
        raise ConflictError("others send it again at this very moment; try once more")
