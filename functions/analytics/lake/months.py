"""Months of the lake: with changes merged in and not yet stored, or as they are stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from analytics.frame import Frame
from analytics.lake.columns import frame_of, joined, written
from analytics.lake.days import (
    WHOLE_ROWS,
    by_day,
    key_of,
    key_of_day,
    key_of_list,
    named_list,
    written_list,
)
from analytics.lake.merging import Merged
from analytics.lake.objects import guard_of
from analytics.model import Part
from analytics.rows import Kind


class Puts(Protocol):
    """Where objects are stored."""

    zone: ZoneInfo

    def put(self, key: str, body: bytes, guard: Mapping[str, str]) -> str:
        """Store a version of an object under a condition, or LakeBusyError; give its name."""
        ...


@dataclass(frozen=True)
class Ground:
    """What a month is merged into: what was there, and the newest objects under its keys.

    `versions` are those of its days, where it lies by days, and `etags` are by key.
    """

    kind: Kind
    month: str
    rows: int
    versions: Mapping[str, str] | None
    etags: Mapping[str, str]


class ParquetMonth:
    """One month with changes merged in, not yet stored: whole, or those of its days that change."""

    def __init__(self, lake: Puts, ground: Ground, merged: Mapping[str, Merged]) -> None:
        """Keep the merged tables by day, that of a whole month by no day at all."""
        self.kind = ground.kind
        self.month = ground.month
        self._lake = lake
        self._ground = ground
        self._merged = merged

    @property
    def has_changed(self) -> bool:
        """Whether any row differs."""
        return any(each.after.num_rows for each in self._merged.values())

    @cached_property
    def before(self) -> Frame:
        """The rows that differ, as they were."""
        return frame_of(joined([each.before for each in self._merged.values()]))

    @cached_property
    def after(self) -> Frame:
        """The rows that differ, as they are."""
        return frame_of(self._after)

    @cached_property
    def both(self) -> Frame:
        """Those of before, and behind them those of after."""
        before = [each.before for each in self._merged.values()]
        return frame_of(joined([*before, self._after]))

    @property
    def newest(self) -> datetime | None:
        """The newest change among the rows that differ."""
        return _newest(self._after)

    def save(self, spans: Mapping[str, tuple[date, date]]) -> Part:
        """Store the month as new versions of its objects, or LakeBusyError."""
        versions, (whole, *_) = self._ground.versions, self._merged.values()
        if versions is None and whole.table.num_rows <= WHOLE_ROWS:
            version = self._put(key_of(self.kind, self.month), whole.table)
        else:
            stored = {day: self._put_day(day, table) for day, table in self._days()}
            named = written_list({**(versions or {}), **stored})
            key = key_of_list(self.kind, self.month)
            version = named_list(self._lake.put(key, named, self._guard(key)))
        return Part(
            kind=self.kind,
            month=self.month,
            object_version=version,
            rows=self._ground.rows + self.after.size - self.before.size,
            spans=spans,
        )

    @cached_property
    def _after(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        return joined([each.after for each in self._merged.values()])

    def _days(self) -> Iterator[tuple[str, Any]]:
        """Give the days to be stored: those that change, or all of a month that got too large."""
        if self._ground.versions is None:
            for each in self._merged.values():
                yield from by_day(self.kind, each.table, self._lake.zone)
        else:
            for day, each in self._merged.items():
                if each.after.num_rows:
                    yield day, each.table

    def _put_day(self, day: str, table: Any) -> str:  # noqa: ANN401 - pyarrow has no types
        return self._put(key_of_day(self.kind, self.month, day), table)

    def _put(self, key: str, table: Any) -> str:  # noqa: ANN401 - pyarrow has no types
        return self._lake.put(key, written(self.kind, table), self._guard(key))

    def _guard(self, key: str) -> Mapping[str, str]:
        return guard_of(self._ground.etags, key)


class StoredMonth:
    """A month as it is stored."""

    def __init__(self, part: Part, table: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        """Keep which version it is."""
        self.kind = part.kind
        self.month = part.month
        self._part = part
        self._table = table

    @cached_property
    def frame(self) -> Frame:
        """All rows."""
        return frame_of(self._table)

    @property
    def newest(self) -> datetime | None:
        """The newest change among them."""
        return _newest(self._table)

    def spanned(self, spans: Mapping[str, tuple[date, date]]) -> Part:
        """Name the days that its rows touch."""
        return self._part.model_copy(update={"spans": spans})


def _newest(table: Any) -> datetime | None:  # noqa: ANN401 - pyarrow has no types
    import pyarrow.compute as pc

    newest: datetime | None = pc.max(table.column("updated_at")).as_py()
    return newest
