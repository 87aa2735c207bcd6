"""The record of changes to access and to settings: who did what to what, and when.

An entry is never changed. Values that are secret are never part of it: it names what changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import uuid4

from pydantic import BaseModel, ConfigDict

from shared.auth import Actor
from shared.clock import Clock


class Who(BaseModel):
    """Who did something, as it stays in the record."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: str
    id: str
    name: str

    @classmethod
    def of(cls, actor: Actor) -> "Who":
        """Keep what names an actor, apart from what they may do."""
        return cls(kind=actor.kind, id=actor.id, name=actor.name)


class Entry(BaseModel):
    """One change: `action` as key.revoked, `subject` the id of what was changed.

    `changes` holds {"from": …, "to": …} by field. `subject_name` is what the subject was called
    then, for those who may not read the subject itself.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    at: datetime
    actor: Who
    action: str
    subject: str
    subject_name: str = ""
    changes: dict[str, Any]


@dataclass(frozen=True)
class AuditPage:
    """A page of entries, newest first, and the position after it."""

    entries: tuple[Entry, ...]
    after: str | None


class AuditStore(Protocol):
    """Where entries are kept."""

    def add(self, entry: Entry) -> None:
        """Keep an entry; a repeat is no change."""
        ...

    def page(self, subject: str | None, *, limit: int, after: str | None) -> AuditPage:
        """Read one page, newest first, of one subject or of all."""
        ...


class Audit:
    """Writes and lists the record."""

    def __init__(self, store: AuditStore, *, clock: Clock) -> None:
        """Join the store and the clock."""
        self._store = store
        self._clock = clock

    def record(self, action: str, subject: str, changes: Mapping[str, Any], actor: Actor) -> Entry:
        """Keep what an actor has just done."""
        entry = new_entry(action, subject, changes, actor, at=self._clock())
        self._store.add(entry)
        return entry

    def page(self, subject: str | None = None, *, limit: int, after: str | None) -> AuditPage:
        """List entries newest first, of one subject or of all."""
        return self._store.page(subject, limit=limit, after=after)


def new_entry(
    action: str,
    subject: str,
    changes: Mapping[str, Any],
    actor: Actor,
    *,
    at: datetime,
    name: str = "",
) -> Entry:
    """Make an entry without writing it, for a transaction with the change itself."""
    return Entry(
        id=f"aud_{uuid4().hex}",
        at=at,
        actor=Who.of(actor),
        action=action,
        subject=subject,
        subject_name=name,
        changes=dict(changes),
    )
