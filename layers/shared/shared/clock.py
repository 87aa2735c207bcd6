"""Time: UTC inside, RFC 3339 with milliseconds on the wire and in storage."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def now() -> datetime:
    """Give the present moment in UTC, cut to the milliseconds that storage keeps."""
    return cut(datetime.now(UTC))


def cut(moment: datetime) -> datetime:
    """Cut a moment to milliseconds, in UTC."""
    utc = moment.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def text(moment: datetime) -> str:
    """Write a moment as 2026-11-22T08:00:00.000Z: sorts as text the way it sorts as time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text_: str) -> datetime:
    """Read what `text` wrote."""
    return datetime.fromisoformat(text_)


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """Give the day of the company's calendar in which a moment lies."""
    return at.astimezone(zone).date()
