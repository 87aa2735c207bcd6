"""The outside of exports in memory: files, series, links, schedules, people."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from analytics.availability import Rules, Technician
from analytics.model import FileEntry, Link, Series
from analytics.ports import SeriesBusyError
from analytics.shipping.plans import Schedule
from analytics.shipping.ports import ScheduleMovedError
from shared.events import OrderSnapshot


@dataclass
class FakeLinks:
    given: list[tuple[str, Link]] = field(default_factory=list)

    def add(self, export_id: str, link: Link) -> None:
        self.given.append((export_id, link))

    def of(self, export_id: str) -> list[Link]:
        return [link for id_, link in self.given if id_ == export_id]


@dataclass
class FakeSchedules:
    kept: dict[str, Schedule] = field(default_factory=dict)
    done_to: dict[str, date] = field(default_factory=dict)

    def all(self) -> list[Schedule]:
        return sorted(self.kept.values(), key=lambda each: each.id)

    def save(self, schedule: Schedule) -> None:
        known = self.kept.get(schedule.id)
        if (known.version if known else 0) != schedule.version - 1:
            raise ScheduleMovedError(known.version if known else 0)
        self.kept[schedule.id] = schedule

    def planned(self) -> dict[str, date]:
        return dict(self.done_to)

    def plan(self, schedule_id: str, to: date) -> None:
        self.done_to[schedule_id] = max(to, self.done_to.get(schedule_id, to))


@dataclass
class FakePeople:
    known: dict[str, str] = field(default_factory=dict)
    days_off: set[date] = field(default_factory=set)
    everyone: tuple[Technician, ...] = ()

    def names(self) -> dict[str, str]:
        return self.known

    def rules(self) -> Rules:
        return Rules()

    def technicians(self) -> tuple[Technician, ...]:
        return self.everyone

    def is_working(self) -> Callable[[date], bool]:
        return lambda day: day.weekday() < 5 and day not in self.days_off


@dataclass
class FakeOrdersNow:
    kept: dict[str, OrderSnapshot] = field(default_factory=dict)

    def by_id(self, ids: Sequence[str]) -> dict[str, OrderSnapshot]:
        return {each: self.kept[each] for each in ids if each in self.kept}


@dataclass
class FakeSeries:
    kept: dict[str, Series] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, holder: str, *, now: datetime, until: datetime) -> Series:
        if self.held.get(name, holder) != holder:
            raise SeriesBusyError(name)
        self.held[name] = holder
        return self.kept.get(name, Series())

    def settle(self, name: str, holder: str, series: Series) -> None:
        self.kept[name] = max(series, self.kept.get(name, series), key=lambda s: s.latest)

    def release(self, name: str, holder: str) -> None:
        if self.held.get(name) == holder:
            del self.held[name]


@dataclass
class FakeUpload:
    files: "FakeFiles"
    key: str
    content: bytearray = field(default_factory=bytearray)
    is_wanted: bool = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, fault: object, trace: object) -> None:
        if kind is None and self.is_wanted:
            self.files.kept[self.key] = bytes(self.content)

    def write(self, data: bytes, /) -> int:
        self.content += data
        return len(data)

    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def discard(self) -> None:
        self.is_wanted = False

    def entry(self) -> FileEntry:
        name = self.key.rpartition("/")[2]
        return FileEntry(name=name, key=self.key, bytes=len(self.content), sha256=self.digest())


@dataclass
class FakeFiles:
    kept: dict[str, bytes] = field(default_factory=dict)
    personal: set[str] = field(default_factory=set)

    def manifest(self, folder: str) -> dict[str, Any] | None:
        found = self.kept.get(f"{folder}manifest.json")
        return json.loads(found) if found else None

    def upload(self, key: str, media_type: str, *, personal: bool = False) -> FakeUpload:
        if personal:
            self.personal.add(key)
        return FakeUpload(self, key)

    def seal(self, folder: str, manifest: Mapping[str, Any], *, personal: bool = False) -> None:
        self.kept.setdefault(f"{folder}manifest.json", json.dumps(manifest).encode())

    def point(self, series: str, told: Mapping[str, Any]) -> None:
        known = json.loads(self.kept.get(f"{series}latest.json", b'{"revision": 0}'))
        if known["revision"] < told["revision"]:
            self.kept[f"{series}latest.json"] = json.dumps(told).encode()

    def entries(self, folder: str, manifest: Mapping[str, Any]) -> tuple[FileEntry, ...]:
        names = [each["name"] for each in manifest["files"]] + ["manifest.json"]
        found = [(name, self.kept[folder + name]) for name in names]
        return tuple(
            FileEntry(
                name=name,
                key=folder + name,
                bytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
            for name, content in found
        )

    def link(self, entry: FileEntry) -> str:
        return f"https://files.example/{entry.key}"
