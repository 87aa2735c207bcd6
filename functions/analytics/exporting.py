"""Asking for exports, finding them, and queueing those of changed days."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, Protocol
from uuid import uuid4

from analytics.dataset import DataSet
from analytics.export import ExportFormat
from analytics.file_ports import Files
from analytics.model import ENDED, OPEN, Export, ExportAxis, FileEntry, Link, Part, State
from analytics.order_file import complete
from analytics.period import Period, period
from analytics.ports import Exports, Links, Queue, Rows
from analytics.rows import Kind
from shared.cause import cause, caused_by
from shared.clock import Clock
from shared.errors import ConflictError, InvalidError, NotFoundError

POSTPONED_S: Final = 60
SENT_AGAIN_AFTER: Final = timedelta(minutes=45)
"""Longer than a message is hidden while a worker has it."""
MAX_SENDS: Final = 5
LOST: Final = "the export was begun several times and never ended; see the dead letters"
LOOKED_AT: Final = 200
MISSED_AFTER: Final = timedelta(hours=1)
"""When a planned export that is not there is told of."""
MISSED_FOR: Final = timedelta(days=2)
"""For how long it is: what it reads of the lake is gone by then."""


class States(Protocol):
    """Where the roll-ups stand."""

    def state(self) -> State:
        """Read the state."""
        ...


@dataclass(frozen=True)
class Wish:
    """An export as somebody asks for it; no axis is the usual one of the data set."""

    first: date
    last: date
    kind: str = "orders"
    format: str = "ru_excel"
    axis: ExportAxis | None = None
    personal: bool = False
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, export: Export) -> "Wish":
        """Give the wish that made an export."""
        return cls(
            export.first, export.last, export.kind, export.format, export.axis,
            export.personal, export.options,
        )  # fmt: skip


@dataclass(frozen=True)
class Range:
    """What there is to export, and in which formats.

    `usual` are options that hold for the whole company; those of a wish go before.
    """

    data_sets: Mapping[str, DataSet]
    formats: Mapping[str, ExportFormat]
    usual: Mapping[str, str] = field(default_factory=dict)

    def checked(self, wish: Wish) -> Wish:
        """Fill in the usual axis; InvalidError for what does not go together."""
        data_set, form = self.data_sets.get(wish.kind), self.formats.get(wish.format)
        if data_set is None:
            raise InvalidError.of("kind", wish.kind, f"must be one of {', '.join(self.data_sets)}")
        if form is None or not form.takes(wish.kind):
            known = [name for name, each in self.formats.items() if each.takes(wish.kind)]
            rule = f"must be one of {', '.join(known)} for {wish.kind}"
            raise InvalidError.of("format", wish.format, rule)
        if wish.axis and wish.axis not in data_set.axes:
            rule = f"must be one of {', '.join(data_set.axes)} for {wish.kind}"
            raise InvalidError.of("axis", wish.axis, rule)
        if wish.personal and not data_set.personal:
            rule = f"{wish.kind} have no columns that name people"
            raise InvalidError.of("personal", wish.personal, rule)
        complete(form, wish.options, self.usual)
        return replace(wish, axis=wish.axis or data_set.axes[0])


@dataclass(frozen=True)
class Origin:
    """Where an export comes from: somebody, or a schedule."""

    asked_by: str | None = None
    schedule_id: str | None = None
    closing: bool = False


@dataclass(frozen=True)
class Stores:
    """What exports are kept in."""

    exports: Exports
    states: States
    files: Files
    queue: Queue
    links: Links


class ExportService:
    """Exports from being asked for to being fetched; the worker writes them in between."""

    def __init__(self, stores: Stores, range_: Range, clock: Clock) -> None:
        """Join the parts."""
        self._stores = stores
        self._range = range_
        self._clock = clock

    def create(self, wish: Wish, actor_id: str, key: str | None) -> Export:
        """Record an export and queue it; the same key of the same actor is the same export."""
        wish = self._range.checked(wish)
        name = _hash("asked", actor_id, key) if key else uuid4().hex
        asked = self._add(name, wish, self._stores.states.state(), Origin(asked_by=actor_id))
        if Wish.of(asked) != wish:
            raise ConflictError("this Idempotency-Key was used for another export")
        return asked

    def plan(self, wish: Wish, origin: Origin, content: str, state: State) -> Export:
        """Record and queue the export of a schedule; the same content is the same export."""
        told = (wish.first.isoformat(), wish.last.isoformat(), content)
        options = map(str, sorted(wish.options.items()))
        settings = (wish.kind, wish.format, wish.axis, str(wish.personal), *options)
        name = _hash("planned", origin.schedule_id, *told, *settings)
        return self._add(name, self._range.checked(wish), state, origin)

    def cancel(self, export_id: str) -> Export:
        """Cancel an export that has not ended; the worker stops at its next step."""
        export = self._known(export_id)
        if export.state == "cancelled":
            return export
        update = {"state": "cancelled", "progress": None, "error": None}
        cancelled = export.model_copy(update={**update, "finished_at": self._clock()})
        if export.state in ENDED or not self._stores.exports.save(cancelled):
            raise ConflictError(f"export {export_id} has ended: there is nothing to cancel")
        return cancelled

    def get(self, export_id: str) -> Export:
        """Read one export."""
        return self._known(export_id).seen_at(self._clock())

    def list(self, *, limit: int, after: str | None) -> Rows:
        """List exports, newest first."""
        found, now = self._stores.exports.newest(limit=limit, after=after), self._clock()
        return replace(found, items=tuple(each.seen_at(now) for each in found.items))

    def link(self, export_id: str, name: str, actor_id: str) -> str:
        """Give a short-lived link to a file of a whole export; it is kept who got it."""
        entry = self._file(self.get(export_id), name)
        given = Link(at=self._clock(), actor_id=actor_id, file=name)
        self._stores.links.add(export_id, given)
        return self._stores.files.link(entry)

    def links(self, export_id: str) -> Sequence[Link]:
        """List who was given links to an export's files."""
        return self._stores.links.of(export_id)

    def send_again(self) -> int:
        """Queue exports whose message seems lost, a few times at most; give how many."""
        limit = self._clock() - SENT_AGAIN_AFTER
        newest = self._stores.exports.newest(limit=LOOKED_AT, after=None).items
        lost = [each for each in newest if each.state in OPEN and each.sent_at < limit]
        for listed in lost:
            self._send_again(self._known(listed.id))
        return len(lost)

    def missing(self) -> int:
        """Count planned exports that should be there by now, unless one was made of them since."""
        since, until = self._clock() - MISSED_FOR, self._clock() - MISSED_AFTER
        made, missing = set(), set()
        for each in self._stores.exports.newest(limit=LOOKED_AT, after=None).items:
            what = (each.kind, each.format, each.axis, each.first, each.last, each.personal)
            if each.state == "done":
                made.add(what)
            elif each.state != "cancelled" and each.schedule_id and what not in made:
                missing |= {what} if since <= each.created_at <= until else set()
        return len(missing)

    def _known(self, export_id: str) -> Export:
        export = self._stores.exports.get(export_id)
        if export is None:
            raise NotFoundError(f"there is no export {export_id}")
        return export

    def _send_again(self, export: Export) -> None:
        now = self._clock()
        if export.sends == MAX_SENDS:
            update = {"state": "failed", "finished_at": now, "error": LOST}
            self._stores.exports.save(export.model_copy(update=update))
            return
        update = {"sent_at": now, "sends": export.sends + 1}
        self._stores.exports.save(export.model_copy(update=update))
        with caused_by(export.request_id or cause()):
            self._stores.queue.send(export.id)

    def postpone(self, export_id: str) -> None:
        """Queue an export anew whose period another one is being written for."""
        self._stores.queue.send(export_id, delay_s=POSTPONED_S)

    def _add(self, name: str, wish: Wish, state: State, origin: Origin) -> Export:
        chosen, now = period(wish.first, wish.last), self._clock()
        axis = wish.axis or self._range.data_sets[wish.kind].axes[0]
        source = self._range.data_sets[wish.kind].source
        export = Export(
            id=f"exp_{name}",
            kind=wish.kind,
            format=wish.format,
            axis=axis,
            first=wish.first,
            last=wish.last,
            personal=wish.personal,
            options=wish.options,
            closing=origin.closing,
            asked_by=origin.asked_by,
            schedule_id=origin.schedule_id,
            request_id=cause(),
            watermark=state.watermark,
            created_at=now,
            sent_at=now,
            parts=needed(state.parts, source, axis, chosen) if source else (),
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


def needed(parts: Mapping[str, Part], kind: Kind, axis: str, chosen: Period) -> tuple[Part, ...]:
    """Give the months of the lake that may hold rows with this stamp in the period."""
    found = ((part, part.spans.get(axis)) for _, part in sorted(parts.items()))
    return tuple(
        part
        for part, days in found
        if part.kind == kind and days and days[0] <= chosen.last and chosen.first <= days[1]
    )


def _hash(*parts: str | None) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]
