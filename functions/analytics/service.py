"""The figures that the pages show."""

from dataclasses import dataclass
from datetime import date, datetime

from analytics.figures import Tallies
from analytics.kpis import KPIS
from analytics.period import period
from analytics.ports import Rollups
from analytics.tally import NOTHING


@dataclass(frozen=True)
class Day:
    """The KPIs of one local day."""

    day: date
    values: dict[str, float | int | None]


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
        state, known = self._rollups.figures(chosen)
        return Days(
            watermark=state.watermark,
            days=tuple(Day(day, _values(known.get(day, {}).get("", {}))) for day in chosen.days),
        )


def _values(tallies: Tallies) -> dict[str, float | int | None]:
    return {name: kpi.value(tallies.get(name, NOTHING)) for name, kpi in KPIS.items()}
