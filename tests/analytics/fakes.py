"""The outside of the analytics room in memory, with the same promises as the real one."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from analytics.balance import BALANCE
from analytics.clients import KEY as CUSTOMERS
from analytics.clients import Clients, read_clients
from analytics.figures import (
    NONE_OPEN,
    Figures,
    Open,
    Snapshot,
    figures,
    sliced_snapshots,
    snapshots,
    standing,
)
from analytics.frame import Frame, Texts
from analytics.lake.columns import frame_of_rows
from analytics.model import Axis, Company, Export, Page, PageKey, Part, State
from analytics.paging import Turned, changed
from analytics.period import Period, Span, month_of
from analytics.ports import Month, Rows, StateMovedError, VersionGoneError
from analytics.position import ChangeFile
from analytics.rollup import ALL
from analytics.rows import BEGAN, LINKED, Kind, Link, Row, kind_of, link_of
from analytics.standing import STANDING
from tests.analytics.builders import NOON

ZONE = ZoneInfo("Europe/Moscow")


@dataclass
class FakeChanges:
    """Files of changes; each is stored a minute after the one before."""

    files: dict[str, Sequence[Row]] = field(default_factory=dict)
    listed: dict[str, ChangeFile] = field(default_factory=dict)

    def add(self, orders: Sequence[Row], at: datetime | None = None) -> None:
        name = f"file-{len(self.files)}"
        self.files[name] = orders
        when = at or NOON + timedelta(minutes=len(self.files))
        self.listed[name] = ChangeFile(name, name, when)

    def stored(self, since: datetime | None) -> Iterator[ChangeFile]:
        return (f for f in self.listed.values() if since is None or f.modified >= since)

    def walk(self, after: str | None) -> Iterator[ChangeFile]:
        return (self.listed[name] for name in sorted(self.listed) if name > (after or ""))

    def read(self, files: Iterable[ChangeFile]) -> Iterator[Row]:
        return (order for file in files for order in self.files[file.key])


@dataclass(frozen=True)
class FakeBatch:
    kind: Kind
    month: str
    rows: list[Row] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


@dataclass
class FakeMonth:
    lake: "FakeLake"
    kind: Kind
    month: str
    rows: dict[str, Row | None]
    linked: dict[str, datetime]
    was: dict[str, Row]

    @property
    def whole(self) -> dict[str, Row]:
        return with_links(self.kind, self.rows, self.linked)

    @property
    def changed(self) -> list[str]:
        now = self.whole
        return [id_ for id_ in now if now[id_] != self.was.get(id_)]

    @property
    def has_changed(self) -> bool:
        return bool(self.changed) or self.lake.stubs.get(self.name) != self.stubs

    @property
    def before(self) -> Frame:
        return frame_of_rows(self.kind, [self.was[i] for i in self.changed if i in self.was])

    @property
    def after(self) -> Frame:
        return frame_of_rows(self.kind, [self.whole[i] for i in self.changed])

    @property
    def both(self) -> Frame:
        before = [self.was[i] for i in self.changed if i in self.was]
        return frame_of_rows(self.kind, [*before, *(self.whole[i] for i in self.changed)])

    @property
    def frame(self) -> Frame:
        return frame_of_rows(self.kind, list(self.whole.values()))

    @property
    def newest(self) -> datetime | None:
        return max((self.whole[i].updated_at for i in self.changed), default=None)

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.month}"

    @property
    def stubs(self) -> dict[str, datetime]:
        return {i: at for i, at in self.linked.items() if i not in self.whole}

    def save(self, spans: Mapping[str, tuple[date, date]]) -> Part:
        version = f"version-{len(self.lake.versions)}"
        self.lake.versions[version] = self
        self.lake.stubs[self.name] = self.stubs
        rows = len(self.whole)
        known = {"kind": self.kind, "month": self.month, "rows": rows, "spans": spans}
        return Part(object_version=version, **known)


@dataclass
class OpenedMonth(FakeMonth):
    part: Part

    def spanned(self, spans: Mapping[str, tuple[date, date]]) -> Part:
        return self.part.model_copy(update={"spans": spans})


@dataclass
class FakeLake:
    zone: ZoneInfo = ZONE
    versions: dict[str, FakeMonth] = field(default_factory=dict)
    stubs: dict[str, dict[str, datetime]] = field(default_factory=dict)
    frames_read: dict[str, Frame] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    """The months that were read or merged."""
    laid: dict[tuple[str, ...], Mapping[str, bytes]] = field(default_factory=dict)

    def sort_out(self, rows: Iterable[Row]) -> Iterator[FakeBatch]:
        found: dict[tuple[Kind, str], FakeBatch] = {}

        def of(kind: Kind, at: datetime) -> FakeBatch:
            month = month_of(at, self.zone)
            return found.setdefault((kind, month), FakeBatch(kind, month))

        for row in rows:
            kind, link = kind_of(row), link_of(row)
            of(kind, getattr(row, BEGAN[kind])).rows.append(row)
            if link:
                of(link.kind, link.began).links.append(link)
        return (found[name] for name in sorted(found))

    def merge(self, part: Part | None, batch: FakeBatch) -> FakeMonth:
        self.read.append(f"{batch.kind}/{batch.month}")
        old = self.versions[part.object_version] if part else None
        rows, linked = dict(old.rows) if old else {}, dict(old.linked) if old else {}
        for row in batch.rows:
            known = rows.get(row.id)
            if known is None or known.version < row.version:
                rows[row.id] = row
        for link in batch.links:
            linked[link.id] = min(linked.get(link.id, link.at), link.at)
        return FakeMonth(self, batch.kind, batch.month, rows, linked, old.whole if old else {})

    def opened(self, part: Part) -> "OpenedMonth":
        self.read.append(part.name)
        month = self.versions[part.object_version]
        return OpenedMonth(self, part.kind, part.month, month.rows, month.linked, {}, part)

    def lay_by(self, part: Part, basis: str, about: str, pages: Mapping[str, bytes]) -> None:
        self.laid[part.name, part.object_version, basis, about] = pages

    def laid_by(self, part: Part, basis: str, about: str) -> Mapping[str, bytes]:
        return self.laid[part.name, part.object_version, basis, about]

    def frame(self, part: Part) -> Frame:
        self.read.append(part.name)
        if part.object_version not in self.versions:
            raise VersionGoneError(part.name)
        kept = self.frames_read
        if part.object_version not in kept:
            kept[part.object_version] = self.versions[part.object_version].frame
        return kept[part.object_version]

    def column(self, part: Part, name: str) -> Texts:
        return self.frame(part).texts[name]

    def rows(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[Any]:
        months = (self.versions[part.object_version].whole for part in parts)
        orders = (row for month in months for row in month.values())
        return (order for order in orders if span.holds(getattr(order, axis)))

    def frames(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[Frame]:
        yield frame_of_rows("orders", list(self.rows(parts, axis, span)))


def turned(month: Month, company: Company) -> Turned:
    """What a month comes to whose changes are all that there is."""
    found = changed(month, None, company)
    return Turned(found.part, {k: a.to(b"") for k, a in found.additions.items()}, found.newest)


def with_links(
    kind: Kind, rows: Mapping[str, Row], linked: Mapping[str, datetime]
) -> dict[str, Row]:
    name = LINKED.get(kind)
    return {
        i: replace(row, **{name: linked[i]}) if name and i in linked else row
        for i, row in sorted(rows.items())
    }


@dataclass
class FakeRollups:
    kept: State = field(default_factory=State)
    known: dict[PageKey, Page] = field(default_factory=dict)

    def state(self) -> State:
        return self.kept

    def pages(self, keys: Iterable[PageKey]) -> list[Page]:
        return [self.known.get(key, Page(key)) for key in keys]

    def all_pages(self, about: str) -> list[Page]:
        return [page for key, page in sorted(self.known.items()) if key[0] == about]

    def figures(
        self, period: Period, dimension: str | None = None, only: Collection[str] = ()
    ) -> tuple[State, Figures]:
        named = {day.isoformat() for day in period.days}
        pages = self.all_pages(f"DAY#{dimension or ALL}")
        return self.kept, figures((page for page in pages if page.key[1] in named), only)

    def clients(self) -> Clients | None:
        return read_clients(self.known.get(CUSTOMERS, Page(CUSTOMERS)))

    def standing(self) -> Mapping[str, Mapping[str, Open]]:
        return standing(self.all_pages(STANDING))

    def snapshots(self, period: Period) -> Sequence[Snapshot]:
        now = self.standing().get(ALL, {}).get("", NONE_OPEN)
        return snapshots(now, self.all_pages(BALANCE), period)

    def sliced_snapshots(
        self, period: Period, dimension: str, only: Collection[str] = ()
    ) -> Mapping[str, Sequence[Snapshot]]:
        pages = self.all_pages(f"{BALANCE}#{dimension}")
        return sliced_snapshots(self.standing().get(dimension, {}), pages, period, only)

    def commit(self, old: State, new: State, pages: Sequence[Page]) -> None:
        if self.kept.version != old.version:
            raise StateMovedError
        self.kept = new.model_copy(update={"version": old.version + 1})
        self.known |= {page.key: page for page in pages}


@dataclass
class FakeExports:
    kept: dict[str, Export] = field(default_factory=dict)

    def add(self, export: Export) -> Export:
        return self.kept.setdefault(export.id, export)

    def get(self, export_id: str) -> Export | None:
        return self.kept.get(export_id)

    def save(self, export: Export) -> bool:
        if self.kept[export.id].state in {"done", "cancelled"}:
            return False
        self.kept[export.id] = export
        return True

    def newest(self, *, limit: int, after: str | None) -> Rows:
        by_age = sorted(self.kept.values(), key=lambda e: (e.created_at, e.id), reverse=True)
        return Rows(tuple(by_age[:limit]), None)


@dataclass
class FakeQueue:
    sent: list[str] = field(default_factory=list)

    def send(self, export_id: str, *, delay_s: int = 0) -> None:
        self.sent.append(export_id)
