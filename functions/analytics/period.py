"""Days of the company's calendar as half-open spans of UTC, right over every change of clocks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from shared.errors import InvalidError

MAX_DAYS: Final = 400
LONG_DAYS: Final = 1_100
"""Three years and a little: what seasons of a year need."""


@dataclass(frozen=True)
class Span:
    """The moments from `start` up to, but without, `end`."""

    start: datetime
    end: datetime

    def holds(self, at: datetime | None) -> bool:
        """Say whether a moment lies inside."""
        return at is not None and self.start <= at < self.end


@dataclass(frozen=True)
class Period:
    """Local days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """All days in order."""
        return tuple(
            self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)
        )

    def span(self, zone: ZoneInfo) -> Span:
        """Give the moments of these days in a time zone."""
        return Span(_midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone))


def period(first: date, last: date, most: int = MAX_DAYS) -> Period:
    """Check a period as a caller gave it; InvalidError names the field that breaks the rule."""
    if last < first:
        raise InvalidError.of("to", last.isoformat(), f"must not be before from ({first})")
    if (last - first).days >= most:
        rule = f"must be at most {most} days from {first}, both included"
        raise InvalidError.of("to", last.isoformat(), rule)
    return Period(first, last)


def day_span(day: date, zone: ZoneInfo) -> Span:
    """Give the moments of one local day: 23 or 25 hours when clocks change."""
    return Period(day, day).span(zone)


def month_of(at: datetime, zone: ZoneInfo) -> str:
    """Give the local month of a moment as 2026-11."""
    return f"{at.astimezone(zone):%Y-%m}"


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    # A midnight that clocks skip, or strike twice, resolves to the day's first moment (fold=0).
    return datetime.combine(day, time(), zone).astimezone(UTC)
