"""What is asked of the rows behind a number, and which months can hold such rows."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from analytics.kpi import Dimension, Kpi
from analytics.model import Part, State
from analytics.period import Period

Order = Literal["date", "weight"]
"""As the orders began, or what adds most to the total first: of a share, the rows that count."""
Only = Literal["counted", "uncounted"]
"""Rows that add to the total, or those that add to n alone."""


@dataclass(frozen=True)
class Wish:
    """Which rows: those of a KPI in a period, of a slice, weekday (0 is Monday), month or hour."""

    kpi: Kpi
    period: Period
    dimension: Dimension | None = None
    value: str = ""
    weekday: int | None = None
    hour: int | None = None
    month: int | None = None
    only: Only | None = None

    def has(self, day: date) -> bool:
        """Say whether a day is among those asked for."""
        return self.weekday in {None, day.weekday()} and self.month in {None, day.month}


def needed(state: State, wish: Wish) -> list[Part]:
    """Give the months whose rows may have been seen on the KPI's axis in the period."""
    found = []
    for _, part in sorted(state.parts.items()):
        days = part.spans.get(wish.kpi.axis)
        if part.kind == wish.kpi.kind and days:
            first, last = max(days[0], wish.period.first), min(days[1], wish.period.last)
            found += [part] if first <= last and _any(wish, Period(first, last)) else []
    return found


def _any(wish: Wish, inside: Period) -> bool:
    return any(wish.has(day) for day in inside.days)
