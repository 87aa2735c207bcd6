"""Asking for exports, finding them, and queueing those of changed days."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol
from uuid import uuid4

from analytics.export import RowFormat
from analytics.model import Axis, Export, FileEntry, Part, State
from analytics.period import Period, period
from analytics.ports import Exports, Files, Queue, Rows
from shared.clock import Clock
from shared.errors import ConflictError, NotFoundError

DAILY_AXIS: Final[Axis] = "completed_at"
"""Finance books by completion: the sum of a daily file is the day's revenue."""
DAILY_FORMAT: Final = "csv"
SENT_AGAIN_AFTER: Final = timedelta(minutes=45)
"""Longer than a message is hidden while a worker has it."""
MAX_SENDS: Final = 5
LOST: Final = "the export was begun several times and never ended; see the dead letters"
LOOKED_AT: Final = 200


class States(Protocol):
    """Where the roll-ups stand."""

    def state(self) -> State:
        """Read the state."""
        ...


@dataclass(frozen=True)
class Wish:
    """An export as somebody asks for it."""

    first: date
    last: date
    axis: Axis = DAILY_AXIS
    format: str = DAILY_FORMAT

    @classmethod
    def of(cls, export: Export) -> "Wish":
        """Give the wish that made an export."""
        return cls(export.first, export.last, export.axis, export.format)


@dataclass(frozen=True)
class Stores:
    """What exports are kept in."""

    exports: Exports
    states: States
    files: Files
    queue: Queue


class ExportService:
    """Exports from being asked for to being fetched; the worker writes them in between."""

    def __init__(self, stores: Stores, formats: Mapping[str, RowFormat], clock: Clock) -> None:
        """Join the parts."""
        self._stores = stores
        self._formats = formats
        self._clock = clock

    def create(self, wish: Wish, actor_id: str, key: str | None) -> Export:
        """Record an export and queue it; the same key of the same actor is the same export."""
        name = _hash("asked", actor_id, key) if key else uuid4().hex
        asked = self._add(name, wish, self._stores.states.state())
        if Wish.of(asked) != wish:
            raise ConflictError("this Idempotency-Key was used for another export")
        return asked

    def daily(self, day: date, content: str, state: State) -> Export:
        """Record and queue the export of one day; the same content is the same export."""
        wish = Wish(day, day)
        parts = (day.isoformat(), wish.axis, wish.format, content)
        return self._add(_hash("daily", *parts), wish, state)

    def get(self, export_id: str) -> Export:
        """Read one export."""
        export = self._stores.exports.get(export_id)
        if export is None:
            raise NotFoundError(f"there is no export {export_id}")
        return export

    def list(self, *, limit: int, after: str | None) -> Rows:
        """List exports, newest first."""
        return self._stores.exports.newest(limit=limit, after=after)

    def link(self, export_id: str, name: str) -> str:
        """Give a short-lived link to a file of a complete export."""
        return self._stores.files.link(self._file(self.get(export_id), name))

    def send_again(self) -> int:
        """Queue exports whose message seems lost, a few times at most; give how many."""
        limit = self._clock() - SENT_AGAIN_AFTER
        newest = self._stores.exports.newest(limit=LOOKED_AT, after=None).items
        lost = [each for each in newest if each.state == "queued" and each.sent_at < limit]
        for listed in lost:
            self._send_again(self.get(listed.id))
        return len(lost)

    def _send_again(self, export: Export) -> None:
        now = self._clock()
        if export.sends == MAX_SENDS:
            update = {"state": "failed", "finished_at": now, "error": LOST}
            self._stores.exports.save(export.model_copy(update=update))
            return
        update = {"sent_at": now, "sends": export.sends + 1}
        self._stores.exports.save(export.model_copy(update=update))
        self._stores.queue.send(export.id)

    def _add(self, name: str, wish: Wish, state: State) -> Export:
        chosen, now = period(wish.first, wish.last), self._clock()
        export = Export(
            id=f"exp_{name}",
            format=wish.format,
            axis=wish.axis,
            first=wish.first,
            last=wish.last,
            watermark=state.watermark,
            created_at=now,
            sent_at=now,
            parts=needed(state.parts, wish.axis, chosen),
        )
        kept = self._stores.exports.add(export)
        if kept.state == "queued":
            self._stores.queue.send(kept.id)
        return kept

    def _file(self, export: Export, name: str) -> FileEntry:
        for entry in export.files:
            if entry.name == name:
                return entry
        raise NotFoundError(f"export {export.id} has no file {name}")


def needed(parts: Mapping[str, Part], axis: Axis, chosen: Period) -> tuple[Part, ...]:
    """Give the months of the lake that may hold orders with this stamp in the period."""
    found = ((part, part.spans.get(axis)) for _, part in sorted(parts.items()))
    return tuple(
        part
        for part, days in found
        if part.kind == "orders" and days and days[0] <= chosen.last and chosen.first <= days[1]
    )


def _hash(*parts: str | None) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]
