"""Working time: adding it to a moment, and measuring it between moments. Pure.

Working time is a row of spans in UTC. Sums over spans know nothing of days, zones or summer time,
so what holds for them holds across all of these: time adds up, and adding undoes measuring.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from shared.worktime.production_calendar import is_day_off, is_working_weekend
from shared.worktime.week import OwnDay, WorkCalendar, minutes

Span = tuple[datetime, datetime]
Spans = Callable[[datetime], Iterator[Span]]
"""Gives the working spans that end after a moment, in order, without overlap and without end."""

DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
FRIDAY: Final = 4
FAR: Final = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class WorkTime:
    """A way to count time; every promised duration is counted by one of these."""

    spans: Spans

    def add_working_time(self, start: datetime, minutes: int) -> datetime:
        """Give the earliest moment by which so many working minutes have passed since start."""
        return self.add(start, timedelta(minutes=minutes))

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Give the whole working minutes between two moments; 0 when end is not after start."""
        return self.between(start, end) // MINUTE

    def add(self, start: datetime, worked: timedelta) -> datetime:
        """Do the same to the microsecond."""
        if not worked:
            return start
        for opens, closes in self.spans(start):
            begins = max(opens, start)
            if closes - begins >= worked:
                return begins + worked
            worked -= closes - begins
        msg = f"{worked} of working time do not come any more"
        raise OverflowError(msg)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Measure to the microsecond."""
        worked = timedelta()
        for opens, closes in self.spans(start):
            if opens >= end:
                break
            worked += max(timedelta(), min(closes, end) - max(opens, start))
        return worked


def around_the_clock() -> WorkTime:
    """Count every minute."""
    return WorkTime(lambda start: iter([(start, FAR)]))


def company_time(calendar: WorkCalendar, zone: ZoneInfo) -> WorkTime:
    """Count the company's open hours; its days begin and end in its zone."""
    own = {each.day: each for each in calendar.exceptions}

    def spans(start: datetime) -> Iterator[Span]:
        # From the day before, in case the zone's clock is set back over midnight.
        day = start.astimezone(zone).date() - DAY
        edge = datetime.min.replace(tzinfo=UTC)
        while True:
            for shift in hours_on(calendar, own, day):
                opens, closes = (_instant(day, minute, zone) for minute in minutes(shift))
                opens = max(opens, edge)  # an hour that the clock skips belongs to one shift only
                if closes > opens:
                    edge = closes
                if closes > max(opens, start):
                    yield opens, closes
            day += DAY

    return WorkTime(spans)


def hours_on(calendar: WorkCalendar, own: dict[date, OwnDay], day: date) -> tuple[str, ...]:
    """Give the shifts of one day: its own, else those that holidays and the week leave."""
    if day in own:
        return own[day].hours
    usual = calendar.week.days[day.weekday()]
    if calendar.holidays == "RU":
        if is_day_off(day):
            return ()
        if is_working_weekend(day):
            return usual or calendar.week.days[FRIDAY]
    return usual


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    wall = datetime.combine(day, time()) + minute * MINUTE
    return wall.replace(tzinfo=zone).astimezone(UTC)
