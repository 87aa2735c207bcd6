"""What the answers are made of: pages of figures, open orders, calendars, customers."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from analytics.availability import Rules, Technician
from analytics.clients import Clients
from analytics.figures import Figures, Open, Snapshot
from analytics.model import State
from analytics.period import Period


class Pages(Protocol):
    """The roll-ups as readers see them."""

    def figures(
        self, period: Period, dimension: str | None = None, only: Collection[str] = ()
    ) -> tuple[State, Figures]:
        """Read the tallies of a period by day, value and KPI, with the state they belong to.

        `only` names the KPIs that are wanted; without it all are read.
        """
        ...

    def standing(self) -> Mapping[str, Mapping[str, Open]]:
        """Read what is open now: by "all", "status" or a dimension, then by value."""
        ...

    def snapshots(self, period: Period) -> Sequence[Snapshot]:
        """Read what was open at the end of each day of a period."""
        ...

    def sliced_snapshots(
        self, period: Period, dimension: str, only: Collection[str] = ()
    ) -> Mapping[str, Sequence[Snapshot]]:
        """Read the same of each value of a dimension, or of some of them."""
        ...


class People(Protocol):
    """Who works, and when."""

    def rules(self) -> Rules:
        """Read when the company works, and when that or its promises were changed last."""
        ...

    def technicians(self) -> tuple[Technician, ...]:
        """List all technicians, those who have left among them."""
        ...


class Targets(Protocol):
    """What the company wants its KPIs to come to."""

    def targets(self) -> Mapping[str, int | float]:
        """Give it by KPI, in the unit of the figure."""
        ...


class Customers(Protocol):
    """What the nightly job has counted of customers."""

    def clients(self) -> Clients | None:
        """Read it; None before the job has run for the first time."""
        ...
