"""The figures that the pages show."""

from dataclasses import dataclass
from datetime import date, datetime

from analytics.period import period
from analytics.ports import Rollups
from analytics.rollup import day_values


@dataclass(frozen=True)
class Day:
    """The KPIs of one local day."""

    day: date
    values: dict[str, int]


@dataclass(frozen=True)
class Days:
    """The KPIs of a period, day by day, and the newest change they hold."""

    watermark: datetime | None
    days: tuple[Day, ...]


class AnalyticsService:
    """Reads the roll-ups."""

    def __init__(self, rollups: Rollups) -> None:
        """Join the parts."""
        self._rollups = rollups

    def days(self, first: date, last: date) -> Days:
        """Give every day of a period; one without orders is all zeros."""
        chosen = period(first, last)
        state, rows = self._rollups.period(chosen)
        known = {row.day: row for row in rows}
        return Days(
            watermark=state.watermark,
            days=tuple(Day(day, day_values(known.get(day))) for day in chosen.days),
        )
