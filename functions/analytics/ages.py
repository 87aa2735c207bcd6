"""How old what is open now is, from counts by local day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

EDGES: Final = ((0, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, None))
"""The steps that ages are told in: whole days, both ends included; the last has no end."""


@dataclass(frozen=True)
class Step:
    """How many are so many days old."""

    first: int
    last: int | None
    n: int


def steps(days: Mapping[date, int], today: date) -> tuple[Step, ...]:
    """Count by age in whole local days; what is dated later than today is as old as today."""
    return tuple(Step(first, last, _count(days, today, first, last)) for first, last in EDGES)


def before(days: Mapping[date, int], today: date) -> Mapping[date, int]:
    """Keep the days that are over."""
    return {day: n for day, n in days.items() if day < today}


def quantile(days: Mapping[date, int], today: date, share: float) -> int | None:
    """Give the age in days of rank ceil(share * count), the youngest first; None without any."""
    rank = max(1, ceil(share * sum(days.values())))
    for day in sorted(days, reverse=True):
        rank -= days[day]
        if rank <= 0:
            return max(0, (today - day).days)
    return None


def _count(days: Mapping[date, int], today: date, first: int, last: int | None) -> int:
    ages = ((max(0, (today - day).days), n) for day, n in days.items())
    return sum(n for age, n in ages if first <= age and (last is None or age <= last))
