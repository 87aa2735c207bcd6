"""When exports are made by themselves: decided from schedules, the moment and what is done. Pure.

A day, week or month is due at the schedule's hour of the day after it, by the company's clock; the
closing of a month at that hour of a working day of the next month. An hour that clocks skip is the
first moment after it, one that they strike twice is the first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from analytics.model import ExportAxis
from analytics.period import Period
from shared.clock import local_day

When = Literal["daily", "weekly", "monthly", "closing"]
IsWorking = Callable[[date], bool]
BUILT_IN: Final = "sch_daily"
MOST_AT_ONCE: Final = 62
"""Periods that one run queues for a schedule: two months of days after an outage."""
MOST_WORKING_DAY: Final = 15


class Schedule(BaseModel):
    """One schedule. `hour` is empty for days whose file is made as soon as anything changes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    version: int = 1
    kind: str
    format: str
    axis: ExportAxis
    when: When
    hour: Annotated[int, Field(ge=0, le=23)] | None = None
    working_day: Annotated[int, Field(ge=1, le=MOST_WORKING_DAY)] | None = None
    """For the closing: on which working day of the next month."""
    personal: bool = False
    enabled: bool = True
    options: dict[str, str] = {}
    created_at: datetime
    deleted: bool = False


@dataclass(frozen=True)
class Due:
    """A period of a schedule whose time has come."""

    schedule: Schedule
    period: Period


def built_in(kind: str, format_: str, axis: ExportAxis) -> Schedule:
    """Give the schedule that is there before anybody has made one: each changed day at once."""
    made = datetime.fromtimestamp(0, UTC)
    return Schedule(
        id=BUILT_IN, version=0, kind=kind, format=format_, axis=axis, when="daily", created_at=made
    )


def period_of(when: When, day: date) -> Period:
    """Give the period of a schedule in which a day lies."""
    if when == "daily":
        return Period(day, day)
    if when == "weekly":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    first = day.replace(day=1)
    return Period(first, _next_month(first) - timedelta(days=1))


def due_at(schedule: Schedule, period: Period, zone: ZoneInfo, is_working: IsWorking) -> datetime:
    """Give the moment from which on a period's export is made."""
    if schedule.hour is None and schedule.when == "daily":
        return period.span(zone).start
    day = period.last + timedelta(days=1)
    if schedule.when == "closing":
        day = _working_day(day, schedule.working_day or 1, is_working)
    # fold=0: an hour that clocks skip is read by the clock before, which is the moment after them.
    return datetime.combine(day, time(schedule.hour or 0), zone).astimezone(UTC)


def newly_due(
    schedule: Schedule, planned_to: date | None, now: datetime, zone: ZoneInfo, *,
    is_working: IsWorking,
) -> Iterator[Due]:  # fmt: skip
    """Give the periods after those already queued whose time has come, oldest first.

    A schedule begins with the period in which it was made; one without an hour has none: its days
    are queued when they change.
    """
    if schedule.hour is None and schedule.when == "daily":
        return
    start = schedule.created_at.astimezone(zone).date()
    day = planned_to + timedelta(days=1) if planned_to else start
    for _ in range(MOST_AT_ONCE):
        period = period_of(schedule.when, day)
        if due_at(schedule, period, zone, is_working) > now:
            return
        yield Due(schedule, period)
        day = period.last + timedelta(days=1)


def touched(
    schedules: Iterable[Schedule], days: Iterable[date], now: datetime, zone: ZoneInfo, *,
    is_working: IsWorking,
) -> list[Due]:  # fmt: skip
    """Give the periods that are to be made again because days in them changed.

    Only those whose time had come: a day ahead, to which orders are planned, has no file yet. A
    closing is never made again, and where it is past, the month's own export neither: what changes
    afterwards belongs to the next month.
    """
    known = [each for each in schedules if each.enabled and not each.deleted]
    found: dict[tuple[str, date], Due] = {}
    for day in sorted(set(days)):
        for each in known:
            period = period_of(each.when, day)
            has_begun = period.first <= local_day(now, zone)
            is_due = (
                has_begun if each.hour is None else due_at(each, period, zone, is_working) <= now
            )
            if each.when == "closing" or not is_due:
                continue
            if not _is_closed(each, known, period, now, zone, is_working):
                found[each.id, period.first] = Due(each, period)
    return list(found.values())


def _is_closed(
    schedule: Schedule, known: Iterable[Schedule], period: Period, now: datetime, zone: ZoneInfo,
    is_working: IsWorking,
) -> bool:  # fmt: skip
    if schedule.when != "monthly":
        return False
    return any(
        other.when == "closing"
        and _same(schedule, other)
        and other.created_at <= due_at(other, period, zone, is_working) <= now
        for other in known
    )


def _same(one: Schedule, other: Schedule) -> bool:
    names = ("kind", "format", "axis", "personal", "options")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _working_day(day: date, number: int, is_working: IsWorking) -> date:
    """Give the n-th working day of a month; its last day where there are fewer."""
    following = _next_month(day)
    left = number
    while day < following - timedelta(days=1):
        left -= is_working(day)
        if left == 0:
            return day
        day += timedelta(days=1)
    return day


def _next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)
