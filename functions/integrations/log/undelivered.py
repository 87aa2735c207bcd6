"""Events that did not get to an integration that wants them: failed, skipped, held, or never sent.

Price: 0.5 read units per 4 KB of events looked at, 0.5 for each delivery of theirs, 0.5 more for
each that failed, to see whether it was sent again since. A page looks at MOST_EVENTS at most.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final, Literal

from integrations.engine.delivery import delivery_id
from integrations.log.ports import LogStore, StoredEvent
from integrations.model import Delivery, DeliveryState, Integration
from integrations.ports import Integrations
from shared.clock import Clock
from shared.errors import NotFoundError

MOST_EVENTS: Final = 500
CHUNK: Final = 25
Reason = Literal["failed", "skipped", "held", "missing"]
_ENDED: Final[Mapping[DeliveryState, Reason]] = {
    DeliveryState.FAILED: "failed",
    DeliveryState.SKIPPED: "skipped",
    DeliveryState.HELD: "held",
}


@dataclass(frozen=True)
class Missed:
    """Which events are wanted: of one integration or all, of a while, older than an age."""

    integration_id: str | None
    first: datetime | None
    until: datetime | None
    age: timedelta
    limit: int


@dataclass(frozen=True)
class Undelivered:
    """One event that did not get to one integration."""

    event_id: str
    event_type: str
    occurred_at: datetime
    order_id: str | None
    order_number: str | None
    integration_id: str
    integration_name: str
    recipient: str | None
    reason: Reason
    delivery_id: str | None
    detail: str | None


@dataclass(frozen=True)
class Page:
    """What was found, and where the next page begins; None at the end."""

    items: tuple[Undelivered, ...]
    position: Mapping[str, Any] | None


@dataclass(frozen=True)
class _Pair:
    """An event and to whom it should have gone, under the id of its first delivery."""

    event: StoredEvent
    integration: Integration
    recipient: str | None

    @property
    def id(self) -> str:
        return delivery_id(self.event.envelope.id, self.integration.id, self.recipient)


class UndeliveredService:
    """Compares events with deliveries, for the integrations that there are."""

    def __init__(self, integrations: Integrations, log: LogStore, *, clock: Clock) -> None:
        """Join the stores and the clock."""
        self._integrations = integrations
        self._log = log
        self._clock = clock

    def newest(self, wish: Missed, position: Mapping[str, Any] | None) -> Page:
        """List what did not get through, newest event first.

        The position is that of the last event all of whose pairs were shown, and the last pair
        shown of the one after it.
        """
        integrations = self._wanted(wish.integration_id)
        old_enough = self._clock() - wish.age
        until = min(wish.until, old_enough) if wish.until else old_enough
        place = dict(position or {})
        found: list[Undelivered] = []
        events = self._log.events(wish.first, until, after=place.get("after"), descending=True)
        for chunk in _chunks(islice(events, MOST_EVENTS)):
            rows = self._rows(chunk, integrations)
            for event in chunk:
                for pair in _pairs(event, integrations):
                    if pair.id <= place.get("seen", ""):
                        continue
                    missed = self._missed(pair, rows.get(pair.id))
                    if missed and len(found) == wish.limit:
                        return Page(tuple(found), place)
                    if missed:
                        found.append(missed)
                        place["seen"] = pair.id
                place = {"after": event.position}
        return Page(tuple(found), place if next(events, None) else None)

    def _wanted(self, integration_id: str | None) -> Sequence[Integration]:
        if integration_id is None:
            return self._integrations.all()
        found = self._integrations.get(integration_id)
        if found is None:
            raise NotFoundError(f"there is no integration {integration_id}")
        return [found]

    def _rows(
        self, events: Sequence[StoredEvent], integrations: Sequence[Integration]
    ) -> Mapping[str, Delivery]:
        return self._log.many([p.id for each in events for p in _pairs(each, integrations)])

    def _missed(self, pair: _Pair, row: Delivery | None) -> Undelivered | None:
        reason: Reason | None = _ENDED.get(row.state) if row else "missing"
        if reason is None or (row and self._log.was_delivered_again(row.id)):
            return None
        envelope = pair.event.envelope
        order = envelope.data.get("order", {})
        return Undelivered(
            event_id=envelope.id,
            event_type=envelope.type,
            occurred_at=envelope.timestamp,
            order_id=order.get("id"),
            order_number=order.get("number"),
            integration_id=pair.integration.id,
            integration_name=pair.integration.name,
            recipient=pair.recipient,
            reason=reason,
            delivery_id=row.id if row else None,
            detail=_detail(row) if row else None,
        )


def _pairs(event: StoredEvent, integrations: Sequence[Integration]) -> Sequence[_Pair]:
    pairs = [
        _Pair(event, each, recipient)
        for each in integrations
        if each.created_at <= event.envelope.timestamp and each.wants(event.envelope)
        for recipient in each.recipients_of(event.envelope)
    ]
    return sorted(pairs, key=lambda pair: pair.id)


def _detail(row: Delivery) -> str | None:
    if row.held_because:
        return row.held_because.value
    return row.ended_because or (row.attempts[-1].error if row.attempts else None)


def _chunks(events: Iterator[StoredEvent]) -> Iterator[list[StoredEvent]]:
    while chunk := list(islice(events, CHUNK)):
        yield chunk
