"""What a derived KPI is: a figure reckoned at reading, from what others add up to."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from analytics.kpi import Better, Counts, Dimension, Unit, Words
from analytics.tally import NOTHING, Tally, together

Course = Literal["ratio", "level"]
"""How days come to a step: as a sum over a sum, or as what stood at the end of the last one."""
Need = Literal["technicians", "standing", "balance", "calendar", "customers"]
"""A part of Reading that costs a read of its own; the balance needs the standing as well."""


@dataclass(frozen=True)
class Figure:
    """A figure and of how much it is: KPIs say what `n` counts. None is no data, never 0."""

    value: float | int | None
    n: int


NO_DATA = Figure(None, 0)


@dataclass(frozen=True)
class Reading:
    """What there is to reckon with, for all orders or for one slice of them.

    Only what a figure `needs` has to be read; the rest stays as it is by default.
    """

    today: date
    """The local day that the standing is of."""
    last: date
    """The last day of the period."""
    technicians: Mapping[date, Mapping[str, Mapping[str, Tally]]] = field(default_factory=dict)
    """The period's tallies by day, technician and KPI."""
    open: int | None = None
    """Balance: orders open at the end of the last day; None where that is not known."""
    overdue: int | None = None
    """Balance: those of them that were due by then."""
    mean_age_days: float | None = None
    """Balance: how old they were on the mean."""
    open_by_created: Mapping[date, int] = field(default_factory=dict)
    """Standing: orders open now by the day of their creation."""
    available: Mapping[str, int] = field(default_factory=dict)
    """Calendar: seconds of the period in which technicians were to work, absences taken off.

    Only technicians whose calendar is known: what the others did is compared with nothing.
    """
    customers: int | None = None
    """Customers: those with an order in the 12 months up to the period's last day."""
    returning: int | None = None
    """Customers: those of them with two or more."""

    @property
    def is_current(self) -> bool:
        """Whether the period ends now: only then does what is open now tell of it."""
        return self.last >= self.today - timedelta(days=1)

    def of_available(self, kpi: str) -> Tally:
        """Add up a KPI over the technicians whose calendar is known."""
        return together(
            tallies.get(kpi, NOTHING)
            for day in self.technicians.values()
            for technician, tallies in day.items()
            if technician in self.available
        )


@dataclass(frozen=True)
class DerivedKpi:
    """One figure that is reckoned at reading: it has no tallies of its own.

    `needs` names what has to be read for it. `axis` and `smallest` are as for a Kpi.
    """

    name: str
    title: Words
    meaning: Words
    """The definition in one sentence, formula included."""
    unit: Unit
    axis: str
    needs: frozenset[Need]
    reckon: Callable[[Reading], Figure]
    counts: Counts = "orders"
    """What the `n` of its figures is a number of."""
    better: Better = "higher"
    smallest: float = 0.05
    course: Course | None = None
    """None where no day tells of it, but only the present or a month."""
    matures: timedelta = timedelta()
    dimensions: tuple[Dimension, ...] = ()
    """By what it can be sliced: what it needs is kept for these slices, if only as of now."""

    @property
    def definition(self) -> str:
        """The docstring of the function, with unit, axis and the rule for no data."""
        return " ".join((inspect.getdoc(self.reckon) or "").split())
