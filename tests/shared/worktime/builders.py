"""Valid calendars for the tests of working time; a test names only what matters."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from shared.worktime.spans import WorkTime, company_time
from shared.worktime.week import USUAL, OwnDay, Week, WorkCalendar

MOSCOW = ZoneInfo("Europe/Moscow")


def moscow(text: str) -> datetime:
    """Read a moment as the company's wall clock shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=MOSCOW)


def own_day(day: str, *hours: str) -> OwnDay:
    return OwnDay.model_validate({"day": day, "hours": hours})


def calendar(*exceptions: OwnDay, **changes: Any) -> WorkCalendar:
    return USUAL.model_copy(update={"exceptions": exceptions, **changes})


def week(**days: tuple[str, ...]) -> Week:
    return Week(**days)


def working(*exceptions: OwnDay, zone: ZoneInfo = MOSCOW, **changes: Any) -> WorkTime:
    return company_time(calendar(*exceptions, **changes), zone)
