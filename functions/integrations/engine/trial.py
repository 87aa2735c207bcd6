"""Tries an integration out: a signed test event, and the partner's answer at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from integrations.connector import Message
from integrations.engine.delivery import Sent, attempt_of, described
from integrations.engine.sending import Sender
from integrations.messages.composing import Composer, told
from integrations.model import Delivery, DeliveryState, Integration
from integrations.ports import Deliveries, Integrations
from shared.clock import Clock
from shared.errors import NotFoundError
from shared.events import TEST_EVENT, Envelope

MOST_S: Final = 20
"""The caller waits for the answer, and the gateway for no more than thirty seconds."""


@dataclass(frozen=True)
class Tried:
    """A test event's delivery, and the exchange whole."""

    delivery: Delivery
    sent: Sent


class Trial:
    """Sends test events, in whatever state an integration is; they only count in the log."""

    def __init__(
        self,
        integrations: Integrations,
        deliveries: Deliveries,
        sender: Sender,
        composer: Composer | None = None,
        *,
        clock: Clock,
        new_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        """Join the parts."""
        self._integrations = integrations
        self._deliveries = deliveries
        self._sender = sender
        self._composer = composer
        self._clock = clock
        self._new_id = new_id

    def run(self, integration_id: str, to: str | None = None) -> Tried:
        """Send a test event, or a test message to somebody, and wait for the answer.

        NotFoundError without the integration; InvalidError for an address that is none.
        """
        integration = self._integrations.get(integration_id)
        if integration is None:
            raise NotFoundError(f"there is no integration {integration_id}")
        now = self._clock()
        event = self._event(integration)
        body = event.model_dump_json().encode()
        message = self._message(integration, event, to)
        sent = self._sender.send(integration, event.id, body, most_s=MOST_S, message=message)
        done = described(event, integration, now).model_copy(
            update={
                "state": _state(sent),
                "attempt_count": 1,
                "attempts": (attempt_of(sent, 1),),
                "finished_at": sent.ended_at,
            }
        )
        self._deliveries.log(done, sent.outcome, told(message) if message else body)
        self._deliveries.add(done)
        return Tried(done, sent)

    def _message(self, integration: Integration, event: Envelope, to: str | None) -> Message | None:
        if self._composer is None or not self._composer.composes(integration):
            return None
        return self._composer.trial(integration, event, to or integration.recipients[0])

    def _event(self, integration: Integration) -> Envelope:
        about = {"id": integration.id, "name": integration.name, "kind": integration.kind}
        return Envelope(
            id=f"evt_{self._new_id()}",
            type=TEST_EVENT,
            timestamp=self._clock(),
            data={"integration": about},
        )


def _state(sent: Sent) -> DeliveryState:
    return DeliveryState.DELIVERED if sent.outcome.delivered else DeliveryState.FAILED
