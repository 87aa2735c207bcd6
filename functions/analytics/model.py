"""What analytics knows beside the rows themselves: what the roll-ups stand on, and exports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from analytics.position import Position
from analytics.rows import Kind

LAKE_SCHEMA: Final = 6
"""Raise it when the rows or what is computed of them change: all is then rebuilt by itself."""

Axis = Literal["created_at", "completed_at", "cancelled_at"]
AXES: Final[tuple[Axis, ...]] = ("created_at", "completed_at", "cancelled_at")


@dataclass(frozen=True)
class Company:
    """What all figures are computed under."""

    zone: ZoneInfo
    currency: str
    hidden_counts: bool = True
    """Whether answers count that staff have hidden."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


PageKey: TypeAlias = tuple[str, str]
"""What a page is about, and its day, month or year."""


@dataclass(frozen=True)
class Page:
    """Some figures, packed, by the month of the lake whose rows they were computed from."""

    key: PageKey
    parts: Mapping[str, bytes] = field(default_factory=dict)

    def with_parts(self, parts: Mapping[str, bytes]) -> "Page":
        """Replace what months add; one that adds nothing any more is left out."""
        merged = {**self.parts, **parts}
        return Page(self.key, {name: merged[name] for name in sorted(merged) if merged[name]})


class Part(_Kept):
    """One month of the lake: the version of its object, and which local days its rows touch.

    `spans` names for each date axis the first and the last day of what was seen on it.
    """

    kind: Kind = "orders"
    month: str
    object_version: str
    rows: int = 0
    spans: Mapping[str, tuple[date, date]]

    @property
    def name(self) -> str:
        """Name it among all months of all kinds."""
        return part_name(self.kind, self.month)


def part_name(kind: Kind, month: str) -> str:
    """Name a month of a kind."""
    return f"{kind}/{month}"


class State(_Kept):
    """Where the roll-ups stand: one row, changed together with what it speaks of.

    `basis` names what all pages were computed under; `watermark` is the newest change that they
    hold; `waiting` are changed days whose export is not yet queued. `unsettled` names, by month of
    the lake, the days, years and months of pages on which its part may be another one than its rows
    come to.
    """

    version: int = 0
    basis: str = ""
    watermark: datetime | None = None
    position: Position = Position()
    parts: Mapping[str, Part] = {}
    waiting: tuple[date, ...] = ()
    unsettled: Mapping[str, tuple[str, ...]] = {}


class FileEntry(_Kept):
    """One file of an export; `version` is that of its object, which a link leads to."""

    name: str
    key: str
    bytes: int
    sha256: str
    version: str | None = None


ExportAxis = Literal[
    "created_at", "completed_at", "cancelled_at", "paid_at", "submitted_at", "own"
]  # fmt: skip
"""The moment by which a row belongs to a period; `own` is each figure's own one."""
ExportState = Literal["queued", "writing", "retrying", "done", "failed", "cancelled"]
OPEN: Final[tuple[ExportState, ...]] = ("queued", "writing", "retrying")
ENDED: Final[tuple[ExportState, ...]] = ("done", "failed", "cancelled")
Scope = Literal["day", "week", "month", "custom"]
Stage = Literal["reading", "sending"]
DEAD_AFTER: Final = timedelta(minutes=6)
"""Longer than a worker may run: whoever has told nothing for so long has broken off."""
BROKEN_OFF: Final = "the worker broke off"


class Progress(_Kept):
    """How far an export is: rows of the lake gone through, of those in its months."""

    stage: Stage = "reading"
    rows_done: int = 0
    rows_total: int = 0


class Export(_Kept):
    """One export, asked for or planned. `parts` pins what it reads, so a repeat is the same.

    `revision` counts the exports of one period whose content differed; one that found nothing new
    is `unchanged` and shows the files of the revision before. `attempts` have failed, the last one
    for what `error` says; an export that is `retrying` is tried again by itself. `told_at` is the
    last sign of the worker. `request_id` is of the request that asked for
    it, or of the timer's run.
    """

    id: str
    kind: str = "orders"
    format: str
    axis: ExportAxis
    first: date
    last: date
    personal: bool = False
    closing: bool = False
    options: Mapping[str, str] = {}
    state: ExportState = "queued"
    progress: Progress | None = None
    revision: int | None = None
    unchanged: bool = False
    rows: int | None = None
    warnings: Mapping[str, int] = {}
    watermark: datetime | None = None
    asked_by: str | None = None
    schedule_id: str | None = None
    request_id: str | None = None
    created_at: datetime
    sent_at: datetime
    sends: int = 1
    finished_at: datetime | None = None
    files: tuple[FileEntry, ...] = ()
    error: str | None = None
    attempts: int = 0
    told_at: datetime | None = None
    parts: tuple[Part, ...] = ()

    def seen_at(self, now: datetime) -> "Export":
        """Give it as it is: one whose worker has told nothing for long is not being written."""
        if self.state != "writing" or self.told_at is None or now - self.told_at < DEAD_AFTER:
            return self
        update = {"state": "retrying", "progress": None, "error": BROKEN_OFF}
        return self.model_copy(update=update)


class Link(_Kept):
    """A link to a file that was given to somebody."""

    at: datetime
    actor_id: str
    file: str


class Series(_Kept):
    """The revisions of one period: the newest whole one, what it holds, and which export it is."""

    latest: int = 0
    content: str = ""
    export_id: str | None = None
