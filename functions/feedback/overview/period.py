"""A period of the company's calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from shared.errors import InvalidError

DEFAULT_DAYS: Final = 90
MAX_DAYS: Final = 366
YEARS: Final = range(2000, 2200)


@dataclass(frozen=True)
class Period:
    """A half-open stretch of time, from whole days of the company's calendar."""

    start: datetime
    end: datetime
    first: date
    last: date

    @classmethod
    def of(cls, first: date | None, last: date | None, now: datetime, zone: ZoneInfo) -> "Period":
        """Read a period; the last 90 days unless said otherwise."""
        last = last or now.astimezone(zone).date()
        if last.year not in YEARS:
            raise InvalidError.of("to", str(last), f"must lie in {YEARS.start}..{YEARS.stop - 1}")
        first = first or last - timedelta(days=DEFAULT_DAYS - 1)
        if not timedelta(0) <= last - first < timedelta(days=MAX_DAYS):
            raise InvalidError.of(
                "from", str(first), f"must lie 0 to {MAX_DAYS - 1} days before to"
            )
        midnights = [
            datetime.combine(day, datetime.min.time(), zone)
            for day in (first, last + timedelta(days=1))
        ]
        return cls(midnights[0], midnights[1], first, last)
