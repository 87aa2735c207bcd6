"""The minute's sweep: sends what is due, heals lost messages, lets go what was held."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from integrations.engine.delivery import SAFETY_NET, give_up, release
from integrations.engine.gate import Gate
from integrations.engine.health import Health, wants_probe
from integrations.engine.serial import may_go
from integrations.engine.watching import Watching
from integrations.model import Hold, Integration
from integrations.ports import Deliveries, Due, Healths, Integrations, Pointer, Queue
from shared.clock import Clock

RELEASE_WINDOW: Final = timedelta(minutes=5)
"""How long after a resume the held are looked for: a dispatcher or worker that read "paused" just
before may still be running and hold one more, and the index may lag."""
BATCH: Final = 10
"""What one call of the queue takes."""
LEAST_RELEASED: Final = 10
MOST_SERIAL: Final = 500


@dataclass(frozen=True)
class Swept:
    """What a sweep did."""

    sent: int
    released: int


@dataclass(frozen=True)
class Stores:
    """What a sweep touches."""

    integrations: Integrations
    deliveries: Deliveries
    healths: Healths
    queue: Queue
    gate: Gate
    watching: Watching


class Sweeper:
    """May run twice or at once: a message too many finds its delivery taken."""

    def __init__(self, stores: Stores, *, clock: Clock) -> None:
        """Join the stores, the queue and the clock."""
        self._stores = stores
        self._deliveries = stores.deliveries
        self._clock = clock

    def sweep(self) -> Swept:
        """Release first, so that what is released goes out in the same sweep."""
        integrations = self._stores.integrations.all()
        healths = self._stores.healths.get_many([each.id for each in integrations])
        released = sum(self._release(each, healths[each.id]) for each in integrations)
        for integration_id in self._stores.integrations.gone():
            self._end(integration_id)
        sent = self._send_due()
        for each in integrations:
            self._stores.watching.watch(each, healths[each.id])
        return Swept(sent=sent, released=released)

    def _send_due(self) -> int:
        now, sent = self._clock(), 0
        for batch in _batches(self._deliveries.due(now)):
            # Send, then push: a crash in between sends twice, which the lease bears; the other
            # order would lose a quarter of an hour.
            self._stores.queue.send(
                Pointer(due.delivery_id, due.attempt_count, due.integration_id, due.kind)
                for due in batch
            )
            for due in batch:
                self._deliveries.push_due(due, now + SAFETY_NET)
            sent += len(batch)
        return sent

    def _end(self, integration_id: str) -> None:
        """End what a deleted integration still held: no attempt will come to do it."""
        for because in Hold:
            for delivery in self._deliveries.held(integration_id, because):
                ended = give_up(delivery, self._clock(), because="the integration was deleted")
                self._deliveries.let_go(ended)

    def _release(self, integration: Integration, health: Health) -> int:
        if not integration.goes_out:
            return 0
        now = self._clock()
        released = self._release_resumed(integration, health, now)
        # No more than the integration is sent in a minute: the rest would only be sent back.
        most = max(LEAST_RELEASED, integration.limits.rate_per_minute)
        if not health.breaker.is_closed:
            most = 1 if wants_probe(health, now) else 0
        released += self._let_go(integration, Hold.BREAKER, most, now)
        return released + self._release_serial(integration, now)

    def _release_resumed(self, integration: Integration, health: Health, now: datetime) -> int:
        asked = integration.release_from
        if asked is None or asked == health.released_at:
            return 0
        most = max(LEAST_RELEASED, integration.limits.rate_per_minute)
        released = self._let_go(integration, Hold.PAUSED, most, now)
        if not released and now - asked >= RELEASE_WINDOW:
            self._stores.gate.note(
                integration.id, lambda found: found.model_copy(update={"released_at": asked})
            )
        return released

    def _release_serial(self, integration: Integration, now: datetime) -> int:
        released = 0
        held = self._deliveries.held(integration.id, Hold.SERIAL)
        for delivery in islice(held, MOST_SERIAL):
            before = self._deliveries.get(delivery.after) if delivery.after else None
            if may_go(delivery, before, integration, now):
                ahead = before is not None and before.is_open
                freed = release(delivery, now).model_copy(update={"skipped_ahead": ahead})
                released += self._deliveries.let_go(freed)
        return released

    def _let_go(self, integration: Integration, because: Hold, most: int, now: datetime) -> int:
        if not most:
            return 0
        held = islice(self._deliveries.held(integration.id, because), most)
        return sum(self._deliveries.let_go(release(each, now)) for each in held)


def _batches(due: Iterable[Due]) -> Iterator[list[Due]]:
    rest = iter(due)
    while batch := list(islice(rest, BATCH)):
        yield batch
