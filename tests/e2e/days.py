"""Days as the company's calendar has them: at its midnight UTC is still three hours behind."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shared.clock import local_day, moment

ZONE = ZoneInfo("Europe/Moscow")


def today() -> date:
    """Give the company's day that runs."""
    return datetime.now(ZONE).date()


def day_of(text: str) -> date:
    """Give the company's day of a moment as the API writes it."""
    return local_day(moment(text), ZONE)
