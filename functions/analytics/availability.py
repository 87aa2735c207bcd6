"""When there could be work: the company's open hours, and those of each technician. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from shared.hours import Calendar, days_of, minutes_of
from shared.worktime.spans import hours_on
from shared.worktime.week import USUAL, WorkCalendar, minutes

HOURS: Final = 24
WEEKDAYS: Final = 7
_MINUTE: Final = 60

ByHour = tuple[int, ...]
"""Minutes in each of the 24 hours of a day, by the clock on the wall."""


class Technician(BaseModel):
    """A technician as figures need them; how they are reached is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    name: str
    active: bool = True
    hired_at: date | None = None
    dismissed_at: date | None = None
    zones: tuple[str, ...] = ()
    calendar: Calendar | None = None
    timezone: str | None = None
    """Where their days begin and end; without one, where the company's do."""

    def is_employed(self, day: date) -> bool:
        """Tell whether they belonged to the company on a day.

        Who is not active and has no last day may have left at any time: on no day, then.
        """
        if not self.active and self.dismissed_at is None:
            return False
        begins, ends = self.hired_at or date.min, self.dismissed_at or date.max
        return begins <= day <= ends


class Rules(BaseModel):
    """When the company works. Version 0 was there before anybody has said so.

    The item holds what it promises as well: any change of either is a new version.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: int = 0
    calendar: WorkCalendar = USUAL
    updated_at: datetime | None = None


def available_seconds(technician: Technician, day: date, zone: ZoneInfo) -> int | None:
    """Give how long a technician works on a local day by their calendar.

    Args:
        technician: who; a zone of their own goes before the company's.
        day: their local day.
        zone: the company's zone.

    Returns:
        Seconds as they really pass; 0 on a day off and when they don't belong to the company, None
        where no calendar is known, which is not the same: nothing can be reckoned from it.
    """
    if not technician.is_employed(day):
        return 0
    if technician.calendar is None:
        return None
    own = ZoneInfo(technician.timezone) if technician.timezone else zone
    return minutes_of(technician.calendar, day, own) * _MINUTE


def working_days(calendar: WorkCalendar, first: date, last: date) -> int:
    """Count the days of a period on which the company is open; both ends are included."""
    own = {each.day: each for each in calendar.exceptions}
    return sum(1 for day in days_of(first, last) if hours_on(calendar, own, day))


def special_days(calendar: WorkCalendar, days: Sequence[date]) -> list[bool]:
    """Say which days have other hours than their weekday usually has: holidays and own days."""
    own, week = {each.day: each for each in calendar.exceptions}, calendar.week.days
    return [tuple(hours_on(calendar, own, day)) != week[day.weekday()] for day in days]


def open_minutes_by_hour(calendar: WorkCalendar, day: date) -> ByHour:
    """Give the minutes that the company is open in each hour of a day."""
    own = {each.day: each for each in calendar.exceptions}
    return _by_hour(hours_on(calendar, own, day))


def open_minutes_by_weekday(calendar: WorkCalendar, first: date, last: date) -> tuple[ByHour, ...]:
    """Add up a period's open minutes by weekday, Monday first, and hour; both ends included."""
    own = {each.day: each for each in calendar.exceptions}
    sums = [[0] * HOURS for _ in range(WEEKDAYS)]
    for day in days_of(first, last):
        of_day = sums[day.weekday()]
        for hour, open_minutes in enumerate(_by_hour(hours_on(calendar, own, day))):
            of_day[hour] += open_minutes
    return tuple(map(tuple, sums))


def _by_hour(shifts: Sequence[str]) -> ByHour:
    spans = [minutes(shift) for shift in shifts]
    return tuple(
        sum(
            max(0, min(closes, (hour + 1) * _MINUTE) - max(opens, hour * _MINUTE))
            for opens, closes in spans
        )
        for hour in range(HOURS)
    )
