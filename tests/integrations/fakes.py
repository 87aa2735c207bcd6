"""The room's ports in memory; storage's contract test holds them to what DynamoDB does."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from integrations.connector import Outcome
from integrations.engine.health import Health
from integrations.engine.storage import BODY_KEPT, EARLY
from integrations.model import OPEN, Delivery, DeliveryState, Hold, Integration, Notice
from integrations.ports import (
    DeliveryPage,
    Due,
    HealthMovedError,
    LaneMovedError,
    Pointer,
    RequestRepeatedError,
    VersionMovedError,
)
from shared.clock import text
from shared.errors import ConflictError
from shared.requests import Request

READY = {DeliveryState.PENDING, DeliveryState.RETRYING}


class FakeIntegrations:
    """Integrations in memory."""

    def __init__(self, *integrations: Integration) -> None:
        self.kept = {each.id: each for each in integrations}
        self.removed: list[str] = []
        self.answers: dict[tuple[str, str], tuple[str, Mapping[str, object]]] = {}

    def all(self) -> tuple[Integration, ...]:
        return tuple(sorted(self.kept.values(), key=lambda each: each.created_at))

    def get(self, integration_id: str) -> Integration | None:
        return self.kept.get(integration_id)

    def add(
        self, integration: Integration, request: Request | None = None, answer: str = ""
    ) -> None:
        self._answer(request, answer)
        self.kept[integration.id] = integration

    def answer(self, request: Request) -> Mapping[str, object] | None:
        body_hash, answer = self.answers.get((request.actor_id, request.key), ("", None))
        if answer is not None and body_hash != request.body_hash:
            raise ConflictError("this Idempotency-Key was used with another body")
        return answer

    def save(
        self, integration: Integration, request: Request | None = None, answer: str = ""
    ) -> None:
        if self.kept.get(integration.id) == integration and request is None:
            return
        self._expect(integration.id, integration.version - 1)
        self._answer(request, answer)
        self.kept[integration.id] = integration

    def remove(self, integration_id: str, version: int, now: datetime) -> None:
        self._expect(integration_id, version)
        del self.kept[integration_id]
        self.removed.append(integration_id)

    def gone(self) -> tuple[str, ...]:
        return tuple(self.removed)

    def _expect(self, integration_id: str, version: int) -> None:
        found = self.kept.get(integration_id)
        if found is None or found.version != version:
            raise VersionMovedError(found.version if found else 0)

    def _answer(self, request: Request | None, answer: str) -> None:
        if request is None:
            return
        if (request.actor_id, request.key) in self.answers:
            raise RequestRepeatedError
        kept = (request.body_hash, json.loads(answer))
        self.answers[request.actor_id, request.key] = kept


class FakeHealths:
    """Health in memory."""

    def __init__(self, *healths: Health) -> None:
        self.kept = {each.integration_id: each for each in healths}

    def get(self, integration_id: str) -> Health:
        return self.kept.get(integration_id, Health(integration_id=integration_id))

    def get_many(self, integration_ids: Sequence[str]) -> Mapping[str, Health]:
        return {each: self.get(each) for each in integration_ids}

    def save(self, health: Health) -> None:
        found = self.get(health.integration_id)
        if found == health:
            return
        if found.rev != health.rev - 1:
            raise HealthMovedError(found)
        self.kept[health.integration_id] = health


class FakeNotices:
    """Notices in memory, and those that wait to be told."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, str], Notice] = {}
        self.waiting: dict[tuple[str, str, str], Notice] = {}

    def add(self, notice: Notice) -> bool:
        key = _notice_key(notice)
        if key in self.kept:
            return False
        self.kept[key] = self.waiting[key] = notice
        return True

    def untold(self) -> tuple[Notice, ...]:
        return tuple(self.waiting.values())

    def settle(self, notice: Notice) -> None:
        self.waiting.pop(_notice_key(notice), None)

    def of(self, integration_id: str) -> tuple[Notice, ...]:
        mine = [each for each in self.kept.values() if each.integration_id == integration_id]
        return tuple(sorted(mine, key=lambda each: each.at, reverse=True))


class FakeDeliveries:
    """Deliveries, attempts, events and lanes in memory."""

    def __init__(self, *deliveries: Delivery) -> None:
        self.events: dict[str, bytes] = {}
        self.rows = {each.id: each for each in deliveries}
        self.leases: dict[str, tuple[str, datetime]] = {}
        self.logged: dict[tuple[str, int, datetime], Mapping[str, Any]] = {}
        self.lanes: dict[tuple[str, str | None], str] = {}
        self.following: dict[str, str] = {}

    def add_event(self, event_id: str, body: bytes) -> None:
        self.events.setdefault(event_id, body)

    def add(self, delivery: Delivery) -> bool:
        is_new = delivery.id not in self.rows
        self.rows.setdefault(delivery.id, delivery)
        return is_new

    def event_body(self, event_id: str) -> bytes | None:
        return self.events.get(event_id)

    def get(self, delivery_id: str) -> Delivery | None:
        return self.rows.get(delivery_id)

    def lease(
        self, pointer: Pointer, owner: str, now: datetime, until: datetime
    ) -> Delivery | None:
        row = self.rows.get(pointer.delivery_id)
        holder, ends = self.leases.get(pointer.delivery_id, (owner, now))
        is_free = holder == owner or ends < now
        if row is None or row.state not in READY or not is_free:
            return None
        is_early = row.next_at is not None and row.next_at > now + EARLY
        if row.attempt_count != pointer.attempt_count or is_early:
            return None
        self.leases[row.id] = (owner, until)
        self.rows[row.id] = row.model_copy(update={"leased_since": row.leased_since or now})
        return self.rows[row.id]

    def log(self, delivery: Delivery, outcome: Outcome, body: bytes) -> None:
        attempt = delivery.attempts[-1]
        self.logged[delivery.id, attempt.number, attempt.started_at] = {
            **attempt.model_dump(mode="json"),
            "url": outcome.request_url,
            "request_headers": dict(outcome.request_headers),
            "request_body": body[:BODY_KEPT].decode("utf-8", "replace"),
            "request_truncated": len(body) > BODY_KEPT,
            "request_sha256": hashlib.sha256(body).hexdigest(),
            "response_headers": dict(outcome.response_headers),
            "response_body": outcome.response_body[:BODY_KEPT].decode("utf-8", "replace"),
            "response_truncated": outcome.response_truncated
            or len(outcome.response_body) > BODY_KEPT,
            "response_size": outcome.response_size,
            "timing": asdict(outcome.timing),
            "remote_ip": outcome.remote_ip,
            "http_version": outcome.http_version,
        }

    def settle(self, delivery: Delivery, owner: str) -> bool:
        if self.leases.get(delivery.id, ("", None))[0] != owner:
            return self.rows[delivery.id].attempt_count == delivery.attempt_count
        self._write(delivery.model_copy(update={"leased_since": None}))
        return True

    def records(self, delivery_id: str) -> list[Mapping[str, Any]]:
        keys = sorted(key for key in self.logged if key[0] == delivery_id)
        return [self.logged[key] for key in keys]

    def newest(
        self, integration_ids: Sequence[str], *, limit: int, after: str | None, state: str | None
    ) -> DeliveryPage:
        rows = [
            each
            for each in self.rows.values()
            if each.integration_id in integration_ids and state in {None, each.state}
        ]
        rows.sort(key=_position, reverse=True)
        left = [each for each in rows if after is None or _position(each) < after]
        more = len(left) > limit
        return DeliveryPage(tuple(left[:limit]), _position(left[limit - 1]) if more else None)

    def due(self, now: datetime) -> Iterator[Due]:
        for each in list(self.rows.values()):
            if each.state in OPEN and each.due_at and each.due_at <= now:
                yield Due(
                    each.id, each.integration_id, each.kind, each.attempt_count, text(each.due_at)
                )

    def push_due(self, due: Due, until: datetime) -> bool:
        row = self.rows[due.delivery_id]
        if row.due_at is None or text(row.due_at) != due.due_at:
            return False
        self.rows[row.id] = row.model_copy(update={"due_at": until})
        return True

    def held(self, integration_id: str, because: Hold) -> Iterator[Delivery]:
        mine = [e for e in self.rows.values() if e.integration_id == integration_id]
        for each in sorted(mine, key=_position):
            if each.state is DeliveryState.HELD and each.held_because is because:
                yield each

    def let_go(self, delivery: Delivery) -> bool:
        found = self.rows[delivery.id]
        if found.state is not DeliveryState.HELD or found.attempt_count != delivery.attempt_count:
            return False
        self._write(delivery)
        return True

    def last(self, integration_id: str, order_id: str) -> Delivery | None:
        return self.rows.get(self.lanes.get((integration_id, order_id), ""))

    def join(self, delivery: Delivery) -> bool:
        lane = (delivery.integration_id, delivery.order_id)
        if delivery.id in self.rows:
            return False
        if self.lanes.get(lane) != delivery.after:
            raise LaneMovedError(delivery.id)
        self.rows[delivery.id] = delivery
        self.lanes[lane] = delivery.id
        if delivery.after:
            self.following[delivery.after] = delivery.id
        return True

    def next_of(self, delivery_id: str) -> Delivery | None:
        return self.rows.get(self.following.get(delivery_id, ""))

    def _write(self, delivery: Delivery) -> None:
        self.rows[delivery.id] = delivery
        self.leases.pop(delivery.id, None)


def _notice_key(notice: Notice) -> tuple[str, str, str]:
    return (notice.integration_id, text(notice.since), notice.kind)


def _position(delivery: Delivery) -> str:
    return f"{text(delivery.created_at)}#{delivery.id}"
