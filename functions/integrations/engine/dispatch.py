"""From a change of an order to deliveries: the dispatcher's use case."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from integrations.engine.delivery import hold, plan, release
from integrations.engine.outlook import Outlook
from integrations.engine.serial import queued_behind
from integrations.model import Delivery, DeliveryState, Hold, Integration
from integrations.ports import (
    Deliveries,
    Healths,
    Integrations,
    LaneMovedError,
    Lanes,
    Pointer,
    Queue,
)
from shared.cause import cause
from shared.clock import Clock
from shared.events import Envelope, OrderChange, envelopes
from shared.observe import logger

JOIN_TRIES: Final = 5


class Dispatcher:
    """Makes one delivery per event and integration that wants it, then a queue message.

    Every step may be repeated: rows are written only once under their ids, and a message too many
    finds its delivery taken. A message too few is sent by the sweeper. What an open breaker would
    hold is held from the start and costs no message.
    """

    def __init__(
        self,
        integrations: Integrations,
        deliveries: Deliveries,
        lanes: Lanes,
        queue: Queue,
        *,
        healths: Healths,
        clock: Clock,
    ) -> None:
        """Join the stores, the queue and the clock."""
        self._outlook = Outlook(healths, clock=clock)
        self._integrations = integrations
        self._deliveries = deliveries
        self._lanes = lanes
        self._queue = queue
        self._clock = clock

    def batch(self) -> Callable[[OrderChange], int]:
        """Give a function that dispatches changes, with the integrations read once for a batch."""
        dispatch = self.events()
        return lambda change: sum(map(dispatch, envelopes(change)))

    def events(self) -> Callable[[Envelope], int]:
        """Give a function that dispatches events, with the integrations read once for a batch."""
        integrations = {each.id: each for each in self._integrations.all()}
        return lambda event: self._spread(event, integrations)

    def _spread(self, event: Envelope, integrations: Mapping[str, Integration]) -> int:
        deliveries = plan(event, tuple(integrations.values()), self._clock())
        # Also what nobody wants now: a new integration may be given the past.
        self._deliveries.add_event(event.id, event.model_dump_json().encode())
        placed = [self._placed(each, tuple(integrations)) for each in deliveries]
        caused = [each.model_copy(update={"request_id": cause()}) for each in placed]
        added = [self._added(each, integrations[each.integration_id]) for each in caused]
        new = [each for each in added if each is not None]
        self._queue.send(
            Pointer(each.id, 0, each.integration_id, each.kind)
            for each in new
            if each.state is DeliveryState.PENDING
        )
        told = {"event_id": event.id, "type": event.type, "deliveries": len(new)}
        logger().info("event.dispatched", extra=told)
        return len(new)

    def _placed(self, delivery: Delivery, known: Sequence[str]) -> Delivery:
        if delivery.state is not DeliveryState.PENDING:
            return delivery
        is_held = self._outlook.turns_away(delivery.integration_id, known)
        return hold(delivery, Hold.BREAKER) if is_held else delivery

    def _added(self, delivery: Delivery, integration: Integration) -> Delivery | None:
        """Write a delivery, in serial mode behind the last of its order; None if it was there."""
        if not integration.serial or delivery.order_id is None:
            return delivery if self._deliveries.add(delivery) else None
        for _ in range(JOIN_TRIES):
            last = self._lanes.last(integration.id, delivery.order_id)
            placed = queued_behind(delivery, last)
            try:
                return self._in_turn(placed) if self._lanes.join(placed) else None
            except LaneMovedError:
                continue
        raise LaneMovedError(delivery.id)

    def _in_turn(self, placed: Delivery) -> Delivery:
        """Let one go at once whose turn came while it joined: nobody else would look for it."""
        if placed.held_because is not Hold.SERIAL or placed.after is None:
            return placed
        before = self._deliveries.get(placed.after)
        if before is None or before.is_open:
            return placed
        released = release(placed, self._clock())
        return released if self._deliveries.let_go(released) else placed
