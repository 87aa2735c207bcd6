"""What access needs from storage; DynamoDB and the fake give it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from integrations.access.model import ApiKey
from shared.audit import Entry
from shared.requests import Request


class KeyMovedError(Exception):
    """Somebody has written the key in between."""

    def __init__(self, current: int) -> None:
        """Tell the version it has now."""
        super().__init__(str(current))
        self.current = current


class KeyRepeatedError(Exception):
    """The same request was carried out elsewhere at this very moment."""


@dataclass(frozen=True)
class LastUse:
    """When a key was last let in, to the minute, and from where."""

    at: datetime
    ip: str


@dataclass(frozen=True)
class KeyPage:
    """A page of keys, newest first, and the position after it."""

    keys: tuple[ApiKey, ...]
    after: str | None


@dataclass(frozen=True)
class Door:
    """What the authorizer knows of a key; times as text, as they are stored and compared."""

    id: str
    name: str
    scopes: tuple[str, ...]
    state: str
    ip_allow: tuple[str, ...] = ()
    rate_per_minute: int = 0
    ends_at: str = "9999"


class Doors(Protocol):
    """Where the authorizer looks keys up."""

    def door(self, key_hash: str) -> Door | None:
        """Find what is known of a key, in one read."""
        ...


class Uses(Protocol):
    """Where last uses are noted."""

    def note_use(self, key_id: str, use: LastUse, *, unless_since: datetime) -> None:
        """Keep a use, unless one was kept since a moment."""
        ...


class Keys(Doors, Protocol):
    """The store of keys."""

    def save(
        self, keys: Sequence[ApiKey], entries: Sequence[Entry], request: Request | None = None
    ) -> None:
        """Write keys at version 1 or after the version before, with the record; or nothing.

        KeyMovedError when one was written in between, KeyRepeatedError when the request was known.
        """
        ...

    def get(self, key_id: str) -> ApiKey | None:
        """Read one key."""
        ...

    def page(self, keep: Callable[[ApiKey], bool], *, limit: int, after: str | None) -> KeyPage:
        """Read one page of the keys that are wanted, newest first."""
        ...

    def answered(self, request: Request) -> ApiKey | None:
        """Give the key as an earlier request under this idempotency key was answered."""
        ...

    def last_uses(self) -> Mapping[str, LastUse]:
        """Give the last use of every key that was ever let in."""
        ...
