"""The outside of the analytics room in memory, with the same promises as the real one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.model import AXES, Axis, DayRow, Export, OrderRow, Part, State
from analytics.period import Period, Span
from analytics.ports import Rows, StateMovedError
from analytics.position import ChangeFile
from shared.clock import local_day
from tests.analytics.builders import NOON

ZONE = ZoneInfo("Europe/Moscow")


@dataclass
class FakeChanges:
    """Files of changes; each is stored a minute after the one before."""

    files: dict[str, Sequence[OrderRow]] = field(default_factory=dict)
    listed: dict[str, ChangeFile] = field(default_factory=dict)

    def add(self, orders: Sequence[OrderRow], at: datetime | None = None) -> None:
        name = f"file-{len(self.files)}"
        self.files[name] = orders
        when = at or NOON + timedelta(minutes=len(self.files))
        self.listed[name] = ChangeFile(name, name, when)

    def stored(self, since: datetime | None) -> Iterator[ChangeFile]:
        return (f for f in self.listed.values() if since is None or f.modified >= since)

    def read(self, files: Iterable[ChangeFile]) -> Iterator[OrderRow]:
        return (order for file in files for order in self.files[file.key])


@dataclass
class FakeMonth:
    lake: "FakeLake"
    month: str
    orders: dict[str, OrderRow]
    changed: Sequence[tuple[OrderRow | None, OrderRow]]

    def touching(self, span: Span) -> list[OrderRow]:
        rows = self.orders.values()
        return [r for r in rows if any(span.holds(getattr(r, axis)) for axis in AXES)]

    def days(self) -> set[date]:
        stamps = (getattr(r, axis) for r in self.orders.values() for axis in AXES)
        return {local_day(at, self.lake.zone) for at in stamps if at}

    def save(self) -> Part:
        version = f"version-{len(self.lake.versions)}"
        self.lake.versions[version] = self.orders
        return Part(month=self.month, object_version=version, orders=len(self.orders), spans={})


@dataclass
class FakeLake:
    zone: ZoneInfo = ZONE
    versions: dict[str, dict[str, OrderRow]] = field(default_factory=dict)

    def merge(self, month: str, part: Part | None, orders: Iterable[OrderRow]) -> FakeMonth:
        before = self.versions[part.object_version] if part else {}
        after = dict(before)
        for order in orders:
            if order.id not in after or after[order.id].version < order.version:
                after[order.id] = order
        changed = [(before.get(k), v) for k, v in after.items() if before.get(k) != v]
        return FakeMonth(self, month, after, changed)

    def rows(self, parts: Iterable[Part], axis: Axis, span: Span) -> Iterator[OrderRow]:
        orders = (r for part in parts for r in self.versions[part.object_version].values())
        return (order for order in orders if span.holds(getattr(order, axis)))


@dataclass
class FakeRollups:
    kept: State = field(default_factory=State)
    rows: dict[date, DayRow] = field(default_factory=dict)

    def state(self) -> State:
        return self.kept

    def days(self, days: Iterable[date]) -> list[DayRow]:
        return [self.rows.get(day, DayRow(day=day)) for day in days]

    def all_days(self) -> list[DayRow]:
        return [self.rows[day] for day in sorted(self.rows)]

    def period(self, period: Period) -> tuple[State, list[DayRow]]:
        return self.kept, [row for row in self.all_days() if row.day in period.days]

    def commit(self, old: State, new: State, days: Sequence[DayRow]) -> None:
        if self.kept.version != old.version:
            raise StateMovedError
        self.kept = new.model_copy(update={"version": old.version + 1})
        self.rows |= {row.day: row for row in days}


@dataclass
class FakeExports:
    kept: dict[str, Export] = field(default_factory=dict)

    def add(self, export: Export) -> Export:
        return self.kept.setdefault(export.id, export)

    def get(self, export_id: str) -> Export | None:
        return self.kept.get(export_id)

    def save(self, export: Export) -> None:
        if self.kept[export.id].state != "done":
            self.kept[export.id] = export

    def newest(self, *, limit: int, after: str | None) -> Rows:
        by_age = sorted(self.kept.values(), key=lambda e: (e.created_at, e.id), reverse=True)
        return Rows(tuple(by_age[:limit]), None)


@dataclass
class FakeQueue:
    sent: list[str] = field(default_factory=list)

    def send(self, export_id: str) -> None:
        self.sent.append(export_id)
