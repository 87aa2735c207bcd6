"""What the integrations room needs from storage, queue and vault."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from integrations.connector import Outcome
from integrations.engine.health import Health
from integrations.model import Delivery, Hold, Integration, Notice
from shared.requests import Request


@dataclass(frozen=True)
class Pointer:
    """A queue message: which delivery, and how many attempts it had when this was sent."""

    delivery_id: str
    attempt_count: int
    group: str
    kind: str
    """Each kind of integration has a queue of its own, so that a slow kind holds up no other."""
    delay_s: int = 0


@dataclass(frozen=True)
class Due:
    """A delivery that the due index names."""

    delivery_id: str
    integration_id: str
    kind: str
    attempt_count: int
    due_at: str


@dataclass(frozen=True)
class DeliveryPage:
    """A page of the log and the position after it."""

    deliveries: tuple[Delivery, ...]
    after: str | None


class Integrations(Protocol):
    """The store of integrations."""

    def all(self) -> tuple[Integration, ...]:
        """List all integrations, oldest first."""
        ...

    def get(self, integration_id: str) -> Integration | None:
        """Read one integration."""
        ...

    def add(self, integration: Integration, request: Request | None, answer: str) -> None:
        """Write a new integration, and the answer to a request under a key, or neither."""
        ...

    def answer(self, request: Request) -> Mapping[str, object] | None:
        """Give what a request was answered before; ConflictError for another body."""
        ...

    def save(
        self, integration: Integration, request: Request | None = None, answer: str = ""
    ) -> None:
        """Write the next version, or VersionMovedError; with the answer to a request, if any."""
        ...

    def remove(self, integration_id: str, version: int, now: datetime) -> None:
        """Delete an integration that is at a version, or VersionMovedError."""
        ...

    def gone(self) -> tuple[str, ...]:
        """List the ids of the deleted ones, as long as the log may speak of them."""
        ...


class Deliveries(Protocol):
    """The store of deliveries, attempts and event bodies."""

    def add_event(self, event_id: str, body: bytes) -> None:
        """Keep an event's bytes; a repeat is no change."""
        ...

    def add(self, delivery: Delivery) -> bool:
        """Write a new delivery; False when it is there already."""
        ...

    def event_body(self, event_id: str) -> bytes | None:
        """Read an event's bytes."""
        ...

    def get(self, delivery_id: str) -> Delivery | None:
        """Read one delivery."""
        ...

    def lease(
        self, pointer: Pointer, owner: str, now: datetime, until: datetime
    ) -> Delivery | None:
        """Take an open delivery at its attempt for oneself; None when it is not to be had."""
        ...

    def log(self, delivery: Delivery, outcome: Outcome, body: bytes) -> None:
        """Write the attempt's full record."""
        ...

    def settle(self, delivery: Delivery, owner: str) -> bool:
        """Write what became of a leased delivery and end the lease; False when it was lost."""
        ...

    def records(self, delivery_id: str) -> list[Mapping[str, Any]]:
        """Read the full records of a delivery's attempts."""
        ...

    def newest(
        self, integration_ids: Sequence[str], *, limit: int, after: str | None, state: str | None
    ) -> DeliveryPage:
        """List deliveries newest first."""
        ...

    def due(self, now: datetime) -> Iterator[Due]:
        """Walk through the deliveries that are due."""
        ...

    def push_due(self, due: Due, until: datetime) -> bool:
        """Move a due time forward; False when somebody else did."""
        ...

    def held(self, integration_id: str, because: Hold) -> Iterator[Delivery]:
        """Walk through what an integration holds for one reason, oldest first."""
        ...

    def let_go(self, delivery: Delivery) -> bool:
        """Write a delivery that was held; False when it is so no longer."""
        ...


class Lanes(Protocol):
    """Serial mode's lanes: what was the last of an order for an integration, and what follows."""

    def last(self, integration_id: str, order_id: str) -> Delivery | None:
        """Read the last delivery that joined a lane."""
        ...

    def join(self, delivery: Delivery) -> bool:
        """Write a new delivery as its lane's last, or LaneMovedError; False when it is there."""
        ...

    def next_of(self, delivery_id: str) -> Delivery | None:
        """Read the delivery that joined behind another."""
        ...


class Healths(Protocol):
    """How integrations fare, each apart from its integration."""

    def get(self, integration_id: str) -> Health:
        """Read how an integration fares; well, if nothing is known."""
        ...

    def get_many(self, integration_ids: Sequence[str]) -> Mapping[str, Health]:
        """Read how integrations fare."""
        ...

    def save(self, health: Health) -> None:
        """Write the next revision, or HealthMovedError."""
        ...


class Notices(Protocol):
    """What admins are told of integrations."""

    def add(self, notice: Notice) -> bool:
        """Write a notice that is to be told; False when it was given before."""
        ...

    def untold(self) -> tuple[Notice, ...]:
        """List what waits to be told, a hundred at most."""
        ...

    def settle(self, notice: Notice) -> None:
        """Take note that a notice was told; a repeat is no change."""
        ...

    def of(self, integration_id: str) -> tuple[Notice, ...]:
        """List what was told of an integration, newest first."""
        ...


class Follower(Protocol):
    """Follows what providers make of messages that they have taken."""

    def watch(self, delivery: Delivery, to: str, reference: str) -> None:
        """Follow a message that a provider has taken."""
        ...


class Queue(Protocol):
    """The queue of pointers to deliveries."""

    def send(self, pointers: Iterable[Pointer]) -> None:
        """Send pointers; raises when any was not taken."""
        ...


class Vault(Protocol):
    """Encrypts secrets, bound to the integration they belong to."""

    def encrypt(self, integration_id: str, secret: str) -> bytes:
        """Encrypt a secret."""
        ...

    def decrypt(self, integration_id: str, encrypted: bytes) -> str:
        """Decrypt a secret of this integration."""
        ...


class LaneMovedError(Exception):
    """Another delivery has joined the lane in between."""


class HealthMovedError(Exception):
    """Somebody has written in between how the integration fares."""

    def __init__(self, found: Health) -> None:
        """Tell what it is now."""
        super().__init__(found.integration_id)
        self.found = found


class RequestRepeatedError(Exception):
    """The request under this key was answered in between."""


class VersionMovedError(Exception):
    """Somebody has written the integration in between."""

    def __init__(self, current: int) -> None:
        """Tell the version it has now; 0 when it is gone."""
        super().__init__(str(current))
        self.current = current
