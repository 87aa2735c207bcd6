"""When the weekly report is due: by the company's clock, once a week, over any change of clocks.

Pure.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from analytics.report.model import Plan, ReportSettings

WEEK: Final = timedelta(days=7)
LATEST: Final = timedelta(days=3)
"""A report that is later than this is not sent any more: the next one is nearer."""
SETTLES: Final = timedelta(minutes=5)
"""How long after a week its last changes are on their way to the lake."""


@dataclass(frozen=True)
class Slot:
    """A moment at which a report goes out, and the Monday of the week that it tells of."""

    at: datetime
    week: date

    def is_missed(self, now: datetime) -> bool:
        """Tell whether it is too late for it."""
        return now - self.at > LATEST


def due(settings: ReportSettings, now: datetime, zone: ZoneInfo) -> Slot | None:
    """Give the one report that may be sent now, or was missed: the last before this moment.

    None while there is none since the schedule was set, or while its week has hardly ended.
    """
    if not settings.enabled or settings.since is None:
        return None
    slot = latest(settings.plan, now, zone)
    if slot.at < settings.since or now < week_end(slot.week, zone) + SETTLES:
        return None
    return slot


def latest(plan: Plan, now: datetime, zone: ZoneInfo) -> Slot:
    """Give the last moment that is not after this one."""
    monday = monday_of(now.astimezone(zone).date())
    this = _slot(monday, plan, zone)
    return this if this.at <= now else _slot(monday - WEEK, plan, zone)


def following(plan: Plan, now: datetime, zone: ZoneInfo) -> datetime:
    """Give the next moment after this one."""
    monday = monday_of(now.astimezone(zone).date())
    this = _slot(monday, plan, zone).at
    return this if this > now else _slot(monday + WEEK, plan, zone).at


def last_whole_week(now: datetime, zone: ZoneInfo) -> date:
    """Give the Monday of the last week that is over."""
    return monday_of(now.astimezone(zone).date()) - WEEK


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_end(monday: date, zone: ZoneInfo) -> datetime:
    """Give the moment at which a week is over."""
    return _at(monday + WEEK, time(), zone)


def _slot(monday: date, plan: Plan, zone: ZoneInfo) -> Slot:
    day = monday + timedelta(days=plan.weekday)
    return Slot(_at(day, time(plan.hour), zone), monday - WEEK)


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    # An hour that clocks skip is the moment they went on to; one that comes twice is the first.
    return datetime.combine(day, clock, zone).astimezone(UTC)
