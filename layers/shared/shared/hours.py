"""Working hours: a week, its exceptions, and how many minutes they give a day. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.exact import InFull

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE: Final = timedelta(minutes=1)
MAX_SHIFTS: Final = 6
MAX_EXCEPTIONS: Final = 400


class Shift(BaseModel):
    """Hours of one day, by the clock on the wall; a shift over midnight is two."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    end: Annotated[str, Field(pattern="^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]

    @model_validator(mode="after")
    def _ends_later(self) -> "Shift":
        if self.end <= self.start:
            msg = f"a shift that begins at {self.start} can't end at {self.end}"
            raise ValueError(msg)
        return self


Shifts = Annotated[tuple[Shift, ...], Field(max_length=MAX_SHIFTS)]


class Exceptional(BaseModel):
    """A day that is not like its weekday: other hours, or none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: Annotated[date, InFull]
    shifts: Shifts = ()
    note: Annotated[str, Field(max_length=200)] | None = None


class Calendar(BaseModel):
    """When somebody works: hours by weekday, and the days that differ."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekly: Mapping[Weekday, Shifts] = {}
    exceptions: Annotated[tuple[Exceptional, ...], Field(max_length=MAX_EXCEPTIONS)] = ()

    @model_validator(mode="after")
    def _nothing_twice(self) -> "Calendar":
        days = [each.date for each in self.exceptions]
        if len(set(days)) < len(days):
            msg = "a day has one exception"
            raise ValueError(msg)
        for shifts in (*self.weekly.values(), *(each.shifts for each in self.exceptions)):
            ordered = sorted(shifts, key=lambda shift: shift.start)
            if any(later.start < earlier.end for earlier, later in pairwise(ordered)):
                msg = "shifts of one day must not overlap"
                raise ValueError(msg)
        return self

    def shifts(self, day: date) -> tuple[Shift, ...]:
        """Give the shifts of a day."""
        for each in self.exceptions:
            if each.date == day:
                return each.shifts
        return tuple(self.weekly.get(WEEK[day.weekday()], ()))


@dataclass(frozen=True)
class Span:
    """Time from one moment to another."""

    start: datetime
    end: datetime

    def minutes_within(self, other: "Span") -> int:
        """Give the whole minutes that two spans share."""
        return max(0, (min(self.end, other.end) - max(self.start, other.start)) // MINUTE)


def days_of(first: date, last: date) -> Iterable[date]:
    """Give the days of a period, both ends included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def whole_day(day: date, zone: ZoneInfo) -> Span:
    """Give a local day as a span; where clocks change it has 23 or 25 hours."""
    return Span(_moment(day, "00:00", zone), _moment(day, "24:00", zone))


def minutes_of(calendar: Calendar, day: date, zone: ZoneInfo) -> int:
    """Give the minutes that somebody works on a local day, as they really pass."""
    spans = (
        Span(_moment(day, each.start, zone), _moment(day, each.end, zone))
        for each in calendar.shifts(day)
    )
    return sum((span.end - span.start) // MINUTE for span in spans)


def _moment(day: date, clock: str, zone: ZoneInfo) -> datetime:
    if clock == "24:00":
        day, clock = day + timedelta(days=1), "00:00"
    # In UTC at once: two moments of one zone are subtracted by the clock on the wall.
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)
