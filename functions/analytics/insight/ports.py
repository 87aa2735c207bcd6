"""What the answers are made of: pages of figures, open orders, calendars, customers."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from analytics.availability import Technician
from analytics.figures import Figures, Open, Snapshot
from analytics.model import State
from analytics.period import Period
from shared.worktime.week import WorkCalendar


class Pages(Protocol):
    """The roll-ups as readers see them."""

    def figures(self, period: Period, dimension: str | None = None) -> tuple[State, Figures]:
        """Read the tallies of a period by day, value and KPI, with the state they belong to."""
        ...

    def standing(self) -> Mapping[str, Mapping[str, Open]]:
        """Read what is open now: by "all", "status" or a dimension, then by value."""
        ...

    def snapshots(self, period: Period) -> Sequence[Snapshot]:
        """Read what was open at the end of each day of a period."""
        ...


class People(Protocol):
    """Who works, and when."""

    def calendar(self) -> WorkCalendar:
        """Read when the company works."""
        ...

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians, those who have left among them."""
        ...
