"""How many customers were asked on a day about whose work, and how many of these answered.

ASKED#<day>#<technician> holds `asked` and `answered`, both by the day (company's zone) of the first
asking and by who had served; it stands in the partition ASKED#<month> of `by_month`, by its day.
Asked is who the message has reached; see feedback.asking.service.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from feedback.model import Asked
from shared.clock import local_day
from shared.writes import Update

MONTH: Final = "ASKED#"
NOBODY: Final = "-"
"""Stands for the technician where nobody had served."""


@dataclass(frozen=True)
class Count:
    """How many were asked about one technician's work on one day, and how many answered."""

    day: date
    technician_id: str | None
    asked: int
    answered: int


def counted(
    table: str, asked: Asked, zone: ZoneInfo, what: Literal["asked", "answered"], by: int = 1
) -> Update:
    """Give the write that counts one customer who was asked, or one answer of who was."""
    if asked.asked_at is None:
        raise ValueError("who was not asked is not counted")
    day = local_day(asked.asked_at, zone)
    who = asked.technician.id if asked.technician else NOBODY
    place = {":month": f"{MONTH}{day:%Y-%m}", ":place": f"{day}#{who}", ":who": who}
    return Update(
        table,
        {"pk": f"{MONTH}{day}#{who}"},
        f"ADD {what} :by SET list_pk = :month, list_sk = :place, technician_id = :who",
        {":by": by, **place},
    )


def months(first: date, last: date) -> list[str]:
    """Name the partitions of the months of a period."""
    days = [first.replace(day=1)]
    while (following := (days[-1] + timedelta(days=31)).replace(day=1)) <= last:
        days.append(following)
    return [f"{MONTH}{day:%Y-%m}" for day in days]


def counts(items: Iterable[Mapping[str, Any]]) -> Iterator[Count]:
    """Read items of the index."""
    for item in items:
        day, _, who = item["list_sk"].partition("#")
        named = None if who == NOBODY else who
        numbers = (item.get("asked", 0), item.get("answered", 0))
        yield Count(date.fromisoformat(day), named, *numbers)
