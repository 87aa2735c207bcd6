"""The room's ports in memory; storage's contract test holds them to what DynamoDB does."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from integrations.connector import Outcome, Parcel
from integrations.engine.storage import BODY_KEPT
from integrations.model import OPEN, Delivery, DeliveryState, Integration
from integrations.ports import DeliveryPage, Due, Pointer, VersionMovedError
from shared.clock import text

READY = {DeliveryState.PENDING, DeliveryState.RETRYING}


class FakeIntegrations:
    """Integrations in memory."""

    def __init__(self, *integrations: Integration) -> None:
        self.kept = {each.id: each for each in integrations}
        self.removed: list[str] = []

    def all(self) -> tuple[Integration, ...]:
        return tuple(sorted(self.kept.values(), key=lambda each: each.created_at))

    def get(self, integration_id: str) -> Integration | None:
        return self.kept.get(integration_id)

    def add(self, integration: Integration) -> None:
        self.kept[integration.id] = integration

    def save(self, integration: Integration) -> None:
        self._expect(integration.id, integration.version - 1)
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


class FakeDeliveries:
    """Deliveries, attempts and events in memory."""

    def __init__(self, *deliveries: Delivery) -> None:
        self.events: dict[str, bytes] = {}
        self.rows = {each.id: each for each in deliveries}
        self.leases: dict[str, tuple[str, datetime]] = {}
        self.logged: dict[tuple[str, int], Mapping[str, Any]] = {}

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
        if row.attempt_count != pointer.attempt_count:
            return None
        self.leases[row.id] = (owner, until)
        return row

    def log(self, delivery: Delivery, outcome: Outcome, body: bytes) -> None:
        attempt = delivery.attempts[-1]
        self.logged[delivery.id, attempt.number] = {
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
        }

    def settle(self, delivery: Delivery, owner: str) -> bool:
        if self.leases.get(delivery.id, ("", None))[0] != owner:
            return self.rows[delivery.id].attempt_count == delivery.attempt_count
        self._write(delivery)
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
                yield Due(each.id, each.integration_id, each.attempt_count, text(each.due_at))

    def push_due(self, due: Due, until: datetime) -> bool:
        row = self.rows[due.delivery_id]
        if row.due_at is None or text(row.due_at) != due.due_at:
            return False
        self.rows[row.id] = row.model_copy(update={"due_at": until})
        return True

    def held(self, integration_id: str) -> Iterator[Delivery]:
        for each in list(self.rows.values()):
            if each.integration_id == integration_id and each.state is DeliveryState.HELD:
                yield each

    def let_go(self, delivery: Delivery) -> bool:
        found = self.rows[delivery.id]
        if found.state is not DeliveryState.HELD or found.attempt_count != delivery.attempt_count:
            return False
        self._write(delivery)
        return True

    def _write(self, delivery: Delivery) -> None:
        self.rows[delivery.id] = delivery
        self.leases.pop(delivery.id, None)


def _position(delivery: Delivery) -> str:
    return f"{text(delivery.created_at)}#{delivery.id}"


class FakeQueue:
    """A queue that keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[Pointer] = []

    def send(self, pointers: Iterable[Pointer]) -> None:
        self.sent += pointers

    def take(self) -> list[Pointer]:
        taken, self.sent = self.sent, []
        return taken


class FakeVault:
    """A vault that binds a secret to its integration, and hides nothing."""

    def encrypt(self, integration_id: str, secret: str) -> bytes:
        return f"{integration_id}|{secret}".encode()

    def decrypt(self, integration_id: str, encrypted: bytes) -> str:
        owner, secret = encrypted.decode().split("|")
        if owner != integration_id:
            raise PermissionError(owner)
        return secret


class FakeConnector:
    """A partner who answers what the test says, the last answer for ever."""

    def __init__(self, *outcomes: Outcome, during: Callable[[], None] = lambda: None) -> None:
        self._outcomes = list(outcomes)
        self._during = during
        self.parcels: list[Parcel] = []

    def send(self, parcel: Parcel) -> Outcome:
        self.parcels.append(parcel)
        self._during()
        return self._outcomes.pop(0) if len(self._outcomes) > 1 else self._outcomes[0]


class CrashError(Exception):
    """The process ends here."""


class Crash:
    """Ends the process at its n-th call of a port, before the call or after it took effect."""

    def __init__(self, at: int, *, after: bool) -> None:
        self._left = at
        self._after = after
        self.happened = False

    def over(self, port: Any) -> Any:
        return _Crashing(port, self)

    def call(self, function: Callable[..., Any], args: Any, names: Any) -> Any:
        self._left -= 1
        is_now = self._left == 0
        if is_now and not self._after:
            self._end()
        result = function(*args, **names)
        if is_now:
            self._end()
        return result

    def _end(self) -> None:
        self.happened = True
        raise CrashError


class _Crashing:
    def __init__(self, port: Any, crash: Crash) -> None:
        self._port = port
        self._crash = crash

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._port, name)
        return lambda *args, **names: self._crash.call(function, args, names)
