"""What the use cases need of the outside: the lake, the roll-ups, the exports and their queue."""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from analytics.figures import Figures, Open, Snapshot
from analytics.frame import Frame, Texts
from analytics.model import (
    Axis,
    Export,
    Link,
    Page,
    PageKey,
    Part,
    Series,
    State,
)
from analytics.period import Period, Span
from analytics.position import ChangeFile
from analytics.rows import Kind, OrderLines, OrderRow, Row


class StateMovedError(Exception):
    """Another run has moved the state; what this one computed stands on old ground."""


class VersionGoneError(Exception):
    """A version of a month that was named is no longer kept."""


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

    def walk(self, after: str | None) -> Iterator[ChangeFile]:
        """List the files in the order of their keys from behind a key on; all of them for None."""
        ...

    def read(self, files: Iterable[ChangeFile]) -> Generator[Row | OrderLines, None, None]:
        """Read every version of every row in these files, in any order, repeats included.

        Whoever stops early closes it: some files may have been begun ahead.
        """
        ...


class Batch(Protocol):
    """All changes of one kind and month; how they are kept is the lake's business."""

    @property
    def kind(self) -> Kind:
        """Their kind."""
        ...

    @property
    def month(self) -> str:
        """The local month in which their rows began."""
        ...


class Month(Protocol):
    """One month of the lake with changes merged in, not yet stored."""

    kind: Kind
    month: str

    @property
    def has_changed(self) -> bool:
        """Whether any row differs."""
        ...

    @property
    def before(self) -> Frame:
        """The rows that differ, as they were."""
        ...

    @property
    def after(self) -> Frame:
        """The rows that differ, as they are."""
        ...

    @property
    def both(self) -> Frame:
        """Those of before, and behind them those of after."""
        ...

    @property
    def newest(self) -> datetime | None:
        """The newest change among the rows that differ."""
        ...

    def save(self, spans: Mapping[str, tuple[date, date]]) -> Part:
        """Store the month as new versions of its objects, or LakeBusyError."""
        ...


class OpenedMonth(Protocol):
    """One month of the lake as it is stored."""

    kind: Kind
    month: str

    @property
    def frame(self) -> Frame:
        """All rows."""
        ...

    @property
    def newest(self) -> datetime | None:
        """The newest change among them."""
        ...

    def spanned(self, spans: Mapping[str, tuple[date, date]]) -> Part:
        """Name the days that its rows touch."""
        ...


B = TypeVar("B", bound=Batch)


class Lake(Protocol[B]):
    """The lake: rows of every kind by the local month in which they began."""

    def sort_out(self, rows: Iterable[Row | OrderLines]) -> Iterator[B]:
        """Give changes by kind and month, in that order, with what they tell of other rows."""
        ...

    def merge(self, part: Part | None, batch: B) -> Month:
        """Merge changes into a version of their month: the latest version of each row wins."""
        ...

    def opened(self, part: Part) -> OpenedMonth:
        """Give a month as it is stored."""
        ...

    def lay_by(self, part: Part, basis: str, about: str, pages: Mapping[str, bytes]) -> None:
        """Keep what a month adds to one kind of pages, until it is put in its place."""
        ...

    def laid_by(self, part: Part, basis: str, about: str) -> Mapping[str, bytes]:
        """Give what was kept."""
        ...

    def renewed(self, part: Part) -> Part | None:
        """Store a month again where its version is not the newest one, or LakeBusyError."""
        ...

    def clear(self, parts: Iterable[Part], before: datetime) -> int:
        """Hide what these months do not name and was stored before a moment; give how many."""
        ...

    def frame(self, part: Part) -> Frame:
        """Read a month as columns."""
        ...

    def column(self, part: Part, name: str) -> Texts:
        """Read one column of texts of a month, and nothing else of it."""
        ...

    def rows(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[OrderRow]:
        """Read the orders whose stamp lies in the span, in a fixed order, in flat memory."""
        ...

    def batches(self, parts: Iterable[Part]) -> Iterator[Any]:
        """Read all rows of months as record batches, in a fixed order, in flat memory."""
        ...

    def frame_of_batch(self, batch: Any) -> Frame:  # noqa: ANN401 - pyarrow has no types
        """Give a record batch as a frame."""
        ...

    def frames(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[Frame]:
        """Read the same orders as columns, some thousands at a time."""
        ...


class Rollups(Protocol):
    """The pages of figures and the state they stand on."""

    def state(self) -> State:
        """Read the state."""
        ...

    def pages(self, keys: Iterable[PageKey]) -> list[Page]:
        """Read pages by key, in that order; one that is not there is an empty page."""
        ...

    def all_pages(self, about: str) -> list[Page]:
        """Read every page about something, such as DAY#all, in the order of its days."""
        ...

    def figures(
        self, period: Period, dimension: str | None = None, only: Collection[str] = ()
    ) -> tuple[State, Figures]:
        """Read the tallies of a period by day, value and KPI, with the state they belong to.

        Without a dimension the only value is ""; `hour` is one as well. `only` names the KPIs
        that are wanted; without it all are read.
        """
        ...

    def standing(self) -> Mapping[str, Mapping[str, Open]]:
        """Read what is open now: by "all", "status" or a dimension, then by value."""
        ...

    def snapshots(self, period: Period) -> Sequence[Snapshot]:
        """Read what was open at the end of each day of a period."""
        ...

    def sliced_snapshots(
        self, period: Period, dimension: str, only: Collection[str] = ()
    ) -> Mapping[str, Sequence[Snapshot]]:
        """Read the same of each value of a dimension, or of some of them."""
        ...

    def commit(self, old: State, new: State, pages: Sequence[Page]) -> None:
        """Replace the state and the pages together, or StateMovedError."""
        ...


class Exports(Protocol):
    """The records of exports."""

    def add(self, export: Export) -> Export:
        """Record an export unless one with its id is there; give the one that is there then."""
        ...

    def get(self, export_id: str) -> Export | None:
        """Read one export."""
        ...

    def save(self, export: Export) -> bool:
        """Record how far an export is; False when it has ended by now, and stays as it is."""
        ...

    def newest(self, *, limit: int, after: str | None) -> Rows:
        """List exports, newest first."""
        ...


class SeriesBusyError(Exception):
    """Another export of the same period is being written."""


class SeriesStore(Protocol):
    """Where the revisions of each period stand, one writer at a time."""

    def take(self, name: str, holder: str, *, now: datetime, until: datetime) -> Series:
        """Take a series for an export until a moment, or SeriesBusyError."""
        ...

    def settle(self, name: str, holder: str, series: Series) -> None:
        """Record the newest whole revision, while the export holds the series."""
        ...

    def release(self, name: str, holder: str) -> None:
        """Let the next one have it."""
        ...


class Links(Protocol):
    """Which links to files were given to whom."""

    def add(self, export_id: str, link: Link) -> None:
        """Keep a link that was given."""
        ...

    def of(self, export_id: str) -> Sequence[Link]:
        """List the links to an export's files, oldest first, some hundreds at most."""
        ...


class Queue(Protocol):
    """The queue of exports to write."""

    def send(self, export_id: str, *, delay_s: int = 0) -> None:
        """Queue an export: a pointer only."""
        ...
