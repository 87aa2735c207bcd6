"""From a change of an order to deliveries: the dispatcher's use case."""

from collections.abc import Callable

from integrations.engine.delivery import plan
from integrations.model import DeliveryState, Integration
from integrations.ports import Deliveries, Integrations, Pointer, Queue
from shared.clock import Clock
from shared.events import Envelope, OrderChange, envelopes


class Dispatcher:
    """Makes one delivery per event and integration that wants it, then a queue message.

    Every step may be repeated: rows are written only once under their ids, and a message too many
    finds its delivery taken. A message too few is sent by the sweeper.
    """

    def __init__(
        self, integrations: Integrations, deliveries: Deliveries, queue: Queue, *, clock: Clock
    ) -> None:
        """Join the stores, the queue and the clock."""
        self._integrations = integrations
        self._deliveries = deliveries
        self._queue = queue
        self._clock = clock

    def batch(self) -> Callable[[OrderChange], int]:
        """Give a function that dispatches changes, with the integrations read once for a batch."""
        integrations = self._integrations.all()
        return lambda change: self._dispatch(change, integrations)

    def _dispatch(self, change: OrderChange, integrations: tuple[Integration, ...]) -> int:
        return sum(self._spread(event, integrations) for event in envelopes(change))

    def _spread(self, event: Envelope, integrations: tuple[Integration, ...]) -> int:
        deliveries = plan(event, integrations, self._clock())
        if not deliveries:
            return 0
        self._deliveries.add_event(event.id, event.model_dump_json().encode())
        new = [delivery for delivery in deliveries if self._deliveries.add(delivery)]
        self._queue.send(
            Pointer(delivery.id, 0, group=delivery.integration_id)
            for delivery in new
            if delivery.state is DeliveryState.PENDING
        )
        return len(new)
