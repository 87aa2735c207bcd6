"""The minute's sweep: sends what is due, heals lost messages, releases what was held."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from integrations.engine.delivery import SAFETY_NET, give_up, release
from integrations.model import Integration, IntegrationState
from integrations.ports import Deliveries, Integrations, Pointer, Queue, VersionMovedError
from shared.clock import Clock
from shared.observe import logger

RELEASE_WINDOW: Final = timedelta(minutes=5)
"""How long after a resume the held are looked for: a dispatcher or worker that read "paused" just
before may still be running and hold one more, and the index may lag."""


@dataclass(frozen=True)
class Swept:
    """What a sweep did."""

    sent: int
    released: int


class Sweeper:
    """May run twice or at once: a message too many finds its delivery taken."""

    def __init__(
        self, integrations: Integrations, deliveries: Deliveries, queue: Queue, *, clock: Clock
    ) -> None:
        """Join the stores, the queue and the clock."""
        self._integrations = integrations
        self._deliveries = deliveries
        self._queue = queue
        self._clock = clock

    def sweep(self) -> Swept:
        """Release first, so that what is released goes out in the same sweep."""
        released = sum(self._release(each) for each in self._integrations.all())
        for integration_id in self._integrations.gone():
            self._end(integration_id)
        return Swept(sent=self._send_due(), released=released)

    def _send_due(self) -> int:
        now = self._clock()
        sent = 0
        for due in self._deliveries.due(now):
            # Send, then push: a crash in between sends twice, which the lease bears; the other
            # order would lose a quarter of an hour.
            self._queue.send([Pointer(due.delivery_id, due.attempt_count, due.integration_id)])
            self._deliveries.push_due(due, now + SAFETY_NET)
            sent += 1
        return sent

    def _end(self, integration_id: str) -> None:
        """End what a deleted integration still held: no attempt will come to do it."""
        for delivery in self._deliveries.held(integration_id):
            ended = give_up(delivery, self._clock(), because="the integration was deleted")
            self._deliveries.let_go(ended)

    def _release(self, integration: Integration) -> int:
        if not integration.releases_held or integration.state is not IntegrationState.ENABLED:
            return 0
        now = self._clock()
        held = self._deliveries.held(integration.id)
        released = sum(self._deliveries.let_go(release(delivery, now)) for delivery in held)
        if released or now - integration.updated_at < RELEASE_WINDOW:
            return released
        done = integration.model_copy(
            update={"releases_held": False, "version": integration.version + 1, "updated_at": now}
        )
        try:
            self._integrations.save(done)
        except VersionMovedError:
            logger().info("release.left_open", extra={"integration_id": integration.id})
        return 0
