"""How many customers were asked each day, and how many of these answered: one item a month.

ASKED#2026-11 holds asked_05 and answered_05, both by the day (company's zone) of the first asking.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from shared.clock import local_day

MONTH: Final = "ASKED#"
Change = tuple[dict[str, str], str]


def asked_on(asked_at: datetime, zone: ZoneInfo) -> Change:
    """Give the key and the expression that count one customer asked."""
    return _count("asked", local_day(asked_at, zone))


def answered_on(asked_at: datetime, zone: ZoneInfo) -> Change:
    """Give the key and the expression that count one answer of who was asked then."""
    return _count("answered", local_day(asked_at, zone))


def key_of(month: date) -> dict[str, str]:
    """Give the key of a month's counts."""
    return {"pk": f"{MONTH}{month:%Y-%m}"}


def days(items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[date, tuple[int, int]]]:
    """Read months as days of (asked, answered)."""
    for item in items:
        month = item["pk"].removeprefix(MONTH)
        for name in [name for name in item if name.startswith("asked_")]:
            day = name.removeprefix("asked_")
            counts = (item[name], item.get(f"answered_{day}", 0))
            yield date.fromisoformat(f"{month}-{day}"), counts


def _count(what: str, day: date) -> Change:
    return key_of(day), f"ADD {what}_{day:%d} :one"
