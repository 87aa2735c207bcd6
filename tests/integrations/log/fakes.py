"""The log's ports in memory; the contract test holds them to what DynamoDB does."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from integrations.log.ports import ChangedOrder, StoredDelivery, StoredEvent
from integrations.log.query import Query
from integrations.log.reconciliation import Reconciliation
from integrations.log.replay.model import Replay, ReplayState
from integrations.log.statistics import Figures, Hour, Point
from integrations.model import Delivery, DeliveryState
from integrations.ports import DeliveryPage, RequestRepeatedError
from shared.clock import text
from shared.errors import ConflictError
from shared.events import Envelope, OrderSnapshot
from shared.requests import Request
from tests.integrations.fakes import FakeDeliveries


class Answers:
    """What requests were answered."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], tuple[str, Mapping[str, object]]] = {}

    def answer(self, request: Request) -> Mapping[str, object] | None:
        body_hash, answer = self.kept.get((request.actor_id, request.key), ("", None))
        if answer is not None and body_hash != request.body_hash:
            raise ConflictError("this Idempotency-Key was used with another body")
        return answer

    def keep(self, request: Request | None, answer: str) -> None:
        if request:
            self.kept[request.actor_id, request.key] = (request.body_hash, json.loads(answer))

    def refuse_repeat(self, request: Request | None) -> None:
        if request and (request.actor_id, request.key) in self.kept:
            raise RequestRepeatedError


class FakeLog:
    """The log's view of the deliveries in memory."""

    def __init__(self, deliveries: FakeDeliveries) -> None:
        self.deliveries_kept = deliveries
        self.places: dict[tuple[str, str], str] = {}
        self.requests = Answers()

    @property
    def _rows(self) -> dict[str, Delivery]:
        return self.deliveries_kept.rows

    def page(
        self, integration_ids: Sequence[str], query: Query, *, limit: int, after: str | None
    ) -> DeliveryPage:
        rows = [e for e in self._rows.values() if e.integration_id in integration_ids]
        rows = sorted(filter(query.fits, rows), key=_position, reverse=True)
        left = [each for each in rows if after is None or _position(each) < after]
        more = len(left) > limit
        return DeliveryPage(tuple(left[:limit]), _position(left[limit - 1]) if more else None)

    def deliveries(
        self, integration_ids: Sequence[str], first: datetime, until: datetime, after: str | None
    ) -> Iterator[StoredDelivery]:
        for each in sorted(self._rows.values(), key=_position):
            is_within = first <= each.created_at < until
            is_left = after is None or _position(each) > after
            if each.integration_id in integration_ids and is_within and is_left:
                yield StoredDelivery(_position(each), each)

    def many(self, delivery_ids: Sequence[str]) -> Mapping[str, Delivery]:
        return {each: self._rows[each] for each in delivery_ids if each in self._rows}

    def events(
        self,
        first: datetime | None,
        until: datetime | None,
        *,
        after: str | None,
        descending: bool = False,
    ) -> Iterator[StoredEvent]:
        found = [_stored(body) for body in self.deliveries_kept.events.values()]
        for each in sorted(found, key=lambda e: e.position, reverse=descending):
            at = each.envelope.timestamp
            is_within = (first is None or at >= first) and (until is None or at < until)
            is_left = after is None or (each.position < after) == descending
            if is_within and is_left and each.position != after:
                yield each

    def event(self, event_id: str) -> Envelope | None:
        body = self.deliveries_kept.events.get(event_id)
        return Envelope.model_validate_json(body) if body else None

    def told(self, event_ids: Sequence[str]) -> frozenset[str]:
        return frozenset(event_ids) & frozenset(self.deliveries_kept.events)

    def again(self, delivery_id: str) -> tuple[Delivery, ...]:
        ids = [row for (first, _), row in self.places.items() if first == delivery_id]
        return tuple(sorted((self._rows[each] for each in ids), key=_position))

    def was_delivered_again(self, delivery_id: str) -> bool:
        return any(each.state is DeliveryState.DELIVERED for each in self.again(delivery_id))

    def next_number(self, delivery_id: str) -> int:
        taken = [p for first, p in self.places if first == delivery_id and p.startswith("n")]
        return max((int(place[1:]) for place in taken), default=0) + 1

    def add_again(
        self, delivery: Delivery, place: str, request: Request | None = None, answer: str = ""
    ) -> bool:
        self.requests.refuse_repeat(request)
        first = delivery.resend_of or ""
        if delivery.id in self._rows or (first, place) in self.places:
            return False
        self._rows[delivery.id] = delivery
        self.places[first, place] = delivery.id
        self.requests.keep(request, answer)
        return True

    def answer(self, request: Request) -> Mapping[str, object] | None:
        return self.requests.answer(request)


class FakeHours:
    """Hourly figures in memory; `attempts` are (integration, start, how it went)."""

    def __init__(self, *attempts: tuple[str, datetime, Point]) -> None:
        self.attempts = list(attempts)
        self.kept: dict[tuple[str, datetime], Figures] = {}
        self.until: datetime | None = None

    def points(self, integration_id: str, at: datetime) -> Iterator[Point]:
        for mine, start, point in self.attempts:
            if mine == integration_id and at <= start < at + timedelta(hours=1):
                yield point

    def get(self, integration_id: str, first: datetime, until: datetime) -> Mapping[datetime, Hour]:
        return {
            at: Hour(at, figures)
            for (mine, at), figures in self.kept.items()
            if mine == integration_id and first <= at < until
        }

    def save(self, integration_id: str, at: datetime, figures: Figures) -> None:
        self.kept[integration_id, at] = figures

    def counted_until(self) -> datetime | None:
        return self.until

    def settle(self, until: datetime) -> None:
        self.until = max(self.until or until, until)


class FakeJobs:
    """Jobs in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def get(self, job_id: str) -> Any:
        return self.kept.get(job_id)

    def save(self, job: Any) -> bool:
        if self.kept.get(job.id) == job:
            return True
        if self.kept[job.id].version != job.version - 1:
            return False
        self.kept[job.id] = job
        return True

    def running(self) -> Iterator[Any]:
        found = [each for each in self.kept.values() if each.state == ReplayState.RUNNING]
        return iter(sorted(found, key=lambda each: each.created_at))

    def sorted(self) -> list[Any]:
        return sorted(self.kept.values(), key=_place, reverse=True)


class FakeReplays(FakeJobs):
    """Replays in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.requests = Answers()

    def add(self, replay: Replay, request: Request | None, answer: str) -> None:
        self.requests.refuse_repeat(request)
        self.kept[replay.id] = replay
        self.requests.keep(request, answer)

    def answer(self, request: Request) -> Mapping[str, object] | None:
        return self.requests.answer(request)

    def newest(self, *, limit: int, after: str | None) -> tuple[tuple[Replay, ...], str | None]:
        left = [each for each in self.sorted() if after is None or _place(each) < after]
        return tuple(left[:limit]), _place(left[limit - 1]) if len(left) > limit else None


class FakeReconciliations(FakeJobs):
    """Comparisons in memory."""

    def add(self, job: Reconciliation) -> bool:
        is_new = job.id not in self.kept
        self.kept.setdefault(job.id, job)
        return is_new

    def latest(self) -> tuple[Reconciliation, ...]:
        return tuple(self.sorted()[:50])


class FakeOrders:
    """Orders as the room that keeps them would list them."""

    def __init__(self, deliveries: FakeDeliveries, *orders: OrderSnapshot) -> None:
        self.deliveries = deliveries
        self.kept = {each.id: each for each in orders}

    def changed(
        self, first: datetime, until: datetime, after: str | None
    ) -> Iterator[ChangedOrder]:
        rows = [
            ChangedOrder(f"{text(each.updated_at)}#{each.id}", each.id, each.version)
            for each in self.kept.values()
            if first <= each.updated_at < until
        ]
        for each in sorted(rows, key=lambda row: row.position):
            if after is None or each.position > after:
                yield each

    def get(self, order_id: str) -> OrderSnapshot | None:
        return self.kept.get(order_id)

    def told_types(self, order_id: str, since: datetime) -> frozenset[str]:
        events = map(Envelope.model_validate_json, self.deliveries.events.values())
        return frozenset(
            each.type
            for each in events
            if each.data["order"]["id"] == order_id and each.timestamp >= since
        )


def _stored(body: bytes) -> StoredEvent:
    envelope = Envelope.model_validate_json(body)
    return StoredEvent(f"{text(envelope.timestamp)}#{envelope.id}", envelope)


def _position(delivery: Delivery) -> str:
    return f"{text(delivery.created_at)}#{delivery.id}"


def _place(job: Any) -> str:
    return f"{text(job.created_at)}#{job.id}"
