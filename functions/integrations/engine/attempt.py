"""One attempt at one delivery: the worker's use case."""

from collections.abc import Callable, Mapping
from uuid import uuid4

from integrations.connector import Connector, Parcel
from integrations.engine.delivery import LEASE, finish, give_up, hold, is_spent, timer_s
from integrations.model import Delivery, Integration, IntegrationState
from integrations.ports import Deliveries, Integrations, Pointer, Queue, Vault
from shared.clock import Clock
from shared.observe import logger


class MissingEventError(Exception):
    """A delivery's event is not in the store: a fault of ours."""


class Attempts:
    """Takes a delivery, tries it once, writes what happened and when it is tried again.

    A partner's failure never raises. What raises is a fault of ours: the message comes again, and
    the lease lets it in once it has run out.
    """

    def __init__(  # noqa: PLR0913 - the parts that one attempt touches
        self,
        integrations: Integrations,
        deliveries: Deliveries,
        queue: Queue,
        vault: Vault,
        connectors: Mapping[str, Connector],
        *,
        clock: Clock,
        spread: Callable[[], float],
    ) -> None:
        """Join the parts; `spread` gives random numbers in [0, 1) for the jitter."""
        self._integrations = integrations
        self._deliveries = deliveries
        self._queue = queue
        self._vault = vault
        self._connectors = connectors
        self._clock = clock
        self._spread = spread

    def perform(self, pointer: Pointer) -> None:
        """Make the attempt that a queue message points to."""
        owner = uuid4().hex
        now = self._clock()
        delivery = self._deliveries.lease(pointer, owner, now, now + LEASE)
        if delivery is None:
            return  # finished, held, or in another worker's hands
        integration = self._integrations.get(delivery.integration_id)
        done = self._outcome(delivery, integration)
        if not self._deliveries.settle(done, owner):
            logger().warning("delivery.lease_lost", extra={"delivery_id": done.id})
            return
        logger().info(
            "delivery.attempted",
            extra={"delivery_id": done.id, "state": done.state, "attempt": done.attempt_count},
        )
        delay = timer_s(done, self._clock())
        if delay is not None:
            again = Pointer(done.id, done.attempt_count, done.integration_id, delay_s=delay)
            self._queue.send([again])

    def _outcome(self, delivery: Delivery, integration: Integration | None) -> Delivery:
        if integration is None:
            return give_up(delivery, self._clock(), because="the integration was deleted")
        if is_spent(delivery):
            return give_up(delivery, self._clock(), because="all attempts are used")
        if integration.state is not IntegrationState.ENABLED:
            return hold(delivery)
        return self._send(delivery, integration)

    def _send(self, delivery: Delivery, integration: Integration) -> Delivery:
        body = self._deliveries.event_body(delivery.event_id)
        if body is None:
            raise MissingEventError(delivery.event_id)
        secret = self._vault.decrypt(integration.id, integration.secret)
        started = self._clock()
        outcome = self._connectors[integration.kind].send(
            Parcel(delivery.event_id, body, integration.settings, [secret], started)
        )
        done = finish(
            delivery,
            outcome,
            started_at=started,
            ended_at=self._clock(),
            bytes_sent=len(body),
            spread=self._spread(),
        )
        self._deliveries.log(done, outcome, body)
        return done
