"""What the use cases need of the outside: the lake, the roll-ups, the exports and their queue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from analytics.model import Axis, DayRow, Export, FileEntry, OrderRow, Part, State
from analytics.period import Period, Span
from analytics.position import ChangeFile


class StateMovedError(Exception):
    """Another run has moved the state; what this one computed stands on old ground."""


class LakeBusyError(Exception):
    """Another run is writing the same month of the lake."""


@dataclass(frozen=True)
class Rows:
    """A page of exports and the position after it."""

    items: tuple[Export, ...]
    after: str | None


class Changes(Protocol):
    """The append-only files of changes."""

    def stored(self, since: datetime | None) -> Iterator[ChangeFile]:
        """List the files that may have been stored since a moment; all of them for None."""
        ...

    def read(self, files: Iterable[ChangeFile]) -> Iterator[OrderRow]:
        """Read every version of every order in these files, in any order, repeats included."""
        ...


class Month(Protocol):
    """One month of the lake with changes merged in, not yet stored."""

    changed: Sequence[tuple[OrderRow | None, OrderRow]]

    def touching(self, span: Span) -> list[OrderRow]:
        """Give the month's orders that have a stamp in the span."""
        ...

    def days(self) -> set[date]:
        """Give all local days on which an order of the month has a stamp."""
        ...

    def save(self) -> Part:
        """Store the month as a new version of its object, or LakeBusyError."""
        ...


class Lake(Protocol):
    """The lake of orders, by local month of creation."""

    def merge(self, month: str, part: Part | None, orders: Iterable[OrderRow]) -> Month:
        """Merge orders into a version of a month: the latest version of each order wins."""
        ...

    def rows(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[OrderRow]:
        """Read the orders whose stamp lies in the span, in a fixed order, in flat memory."""
        ...


class Rollups(Protocol):
    """The day rows and the state they stand on."""

    def state(self) -> State:
        """Read the state."""
        ...

    def days(self, days: Iterable[date]) -> list[DayRow]:
        """Read day rows; a day without one is an empty row."""
        ...

    def all_days(self) -> list[DayRow]:
        """Read every day row there is."""
        ...

    def period(self, period: Period) -> tuple[State, list[DayRow]]:
        """Read the rows of a period together with the state they belong to."""
        ...

    def commit(self, old: State, new: State, days: Sequence[DayRow]) -> None:
        """Replace the state and the day rows together, or StateMovedError."""
        ...


class Exports(Protocol):
    """The records of exports."""

    def add(self, export: Export) -> Export:
        """Record an export unless one with its id is there; give the one that is there then."""
        ...

    def get(self, export_id: str) -> Export | None:
        """Read one export."""
        ...

    def save(self, export: Export) -> None:
        """Record how an export ended; one that is done stays as it is."""
        ...

    def newest(self, *, limit: int, after: str | None) -> Rows:
        """List exports, newest first."""
        ...


class Queue(Protocol):
    """The queue of exports to write."""

    def send(self, export_id: str) -> None:
        """Queue an export: a pointer only."""
        ...


class Upload(Protocol):
    """A file on its way; it appears whole when the block ends, or not at all."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""
        ...

    def entry(self) -> FileEntry:
        """Describe the file after the block has ended."""
        ...


class Files(Protocol):
    """The files of exports."""

    def manifest(self, export: Export) -> dict[str, Any] | None:
        """Read the manifest, if the export is complete."""
        ...

    def upload(self, export: Export, name: str, media_type: str) -> AbstractContextManager[Upload]:
        """Begin a file."""
        ...

    def seal(self, export: Export, manifest: Mapping[str, Any]) -> None:
        """Write the manifest, once: from here on the export is complete."""
        ...

    def entries(self, export: Export, manifest: Mapping[str, Any]) -> tuple[FileEntry, ...]:
        """List the files of a complete export, the manifest last."""
        ...

    def link(self, entry: FileEntry) -> str:
        """Give a link to a file that lives for some minutes."""
        ...
