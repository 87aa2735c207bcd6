"""What a KPI is: one pure function over columns, and the words that the pages draw it with."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal

from analytics.frame import Frame, Ints, Mask, Texts
from analytics.rows import Kind
from analytics.tally import Tally

Words = Mapping[Literal["ru", "en"], str]
Dimension = Literal["technician", "type", "zone", "priority", "source", "customer_kind"]
DIMENSIONS: Final[tuple[Dimension, ...]] = (
    "technician", "type", "zone", "priority", "source", "customer_kind",
)  # fmt: skip
Unit = Literal["orders", "money", "share", "seconds", "rating", "points", "per_day"]
Shape = Literal["count", "sum", "ratio", "mean", "quantile"]
"""How a value comes of a tally: its total; total / n as a share or as a mean; the median."""
Better = Literal["higher", "lower", "neither"]
Counts = Literal[
    "orders", "completions", "visits", "payments", "lines", "ratings", "answers", "requests",
    "customers", "technician_days", "available_seconds",
]  # fmt: skip
"""What the `n` of a figure is a number of; available seconds are those that could be worked."""
OPEN: Final = ("new", "scheduled", "en_route", "in_progress", "on_hold")
"""The states in which work on an order is still to be done."""
DONE: Final = ("completed", "closed")


@dataclass(frozen=True)
class Observations:
    """What a KPI sees: one entry per thing that counts, all arrays of one length.

    `rows` are places in the frame, `at` the moments that decide the day, `total` and `n` as in
    Tally. `pending` entries count into `n` once their day is over. `technician` names whom it is
    credited to where that is not the technician of the row.
    """

    rows: Ints
    at: Ints
    total: Ints
    n: Ints
    pending: "Ints | None" = None
    technician: Texts | None = None

    def only(self, mask: Mask) -> "Observations":
        """Keep some of them; the mask is of their length."""
        pending, technician = self.pending, self.technician
        return Observations(
            rows=self.rows[mask],
            at=self.at[mask],
            total=self.total[mask],
            n=self.n[mask],
            pending=None if pending is None else pending[mask],
            technician=technician and technician.at(mask),
        )


def observed(
    frame: Frame, axis: str, *, where: "Mask | None" = None, total: "Ints | None" = None,
    n: "Ints | None" = None,
) -> Observations:  # fmt: skip
    """See the rows that have a stamp on the axis, one each; without `total` and `n` they are 1.

    `total` and `n` are whole columns of the frame's length.
    """
    import numpy as np

    mask = frame.has(axis) if where is None else frame.has(axis) & where
    rows = np.flatnonzero(mask)
    ones = np.ones(len(rows), np.int64)
    return Observations(
        rows=rows,
        at=frame.number(axis)[rows],
        total=ones if total is None else total[rows],
        n=ones if n is None else n[rows],
    )


def share(frame: Frame, axis: str, hits: Mask, *, among: "Mask | None" = None) -> Observations:
    """See how many of the rows `among` those with a stamp on the axis are `hits`."""
    return observed(frame, axis, where=among, total=hits.astype("int64"))


def pended(
    frame: Frame, axis: str, *, hits: Mask, decided: Mask, pending: Mask
) -> Observations:  # fmt: skip
    """See how many of the `decided` rows are `hits`, and which rows are not decided yet."""
    seen = observed(frame, axis, where=decided | pending, total=hits.astype("int64"))
    n, waits = decided[seen.rows].astype("int64"), pending[seen.rows].astype("int64")
    return replace(seen, n=n, pending=waits)


def joined(*seen: Observations) -> Observations:
    """Put what was seen on several axes together; nothing of it pending or credited elsewhere."""
    import numpy as np

    return Observations(
        rows=np.concatenate([each.rows for each in seen]),
        at=np.concatenate([each.at for each in seen]),
        total=np.concatenate([each.total for each in seen]),
        n=np.concatenate([each.n for each in seen]),
    )


def nested(frame: Frame, part: str, at: Ints, *, total: Ints) -> Observations:
    """See all nested rows of a part, each on its own moment."""
    import numpy as np

    owner = frame.parts[part].owner
    return Observations(rows=owner, at=at, total=total, n=np.ones(len(owner), np.int64))


@dataclass(frozen=True)
class Kpi:
    """One figure. Tallies of disjoint sets of rows add up; money is in minor units.

    `axis` names the moment by which a row belongs to a day. `matures` is how long after a day its
    figure may still change by itself. `smallest` is the least change worth a word: see
    `is_relative`.
    """

    name: str
    title: Words
    meaning: Words
    """The definition in one sentence, formula included."""
    unit: Unit
    shape: Shape
    axis: str
    observe: Callable[[Frame], Observations]
    kind: Kind = "orders"
    counts: Counts = "orders"
    """What the `n` of its figures is a number of."""
    better: Better = "higher"
    matures: timedelta = timedelta()
    smallest: float = 0.05
    hours: bool = False
    """Whether it is counted by hour of day too."""
    dimensions: tuple[Dimension, ...] = DIMENSIONS
    sees: tuple[str, ...] = ()
    """The columns of the moments that decide the day, where that is not the axis alone."""

    @property
    def stamps(self) -> tuple[str, ...]:
        """The columns of the moments that decide the day; `payments.at` is of nested rows."""
        return self.sees or (self.axis,)

    @property
    def definition(self) -> str:
        """The docstring of the function, with unit, axis and the rule for no data."""
        return " ".join((inspect.getdoc(self.observe) or "").split())

    @property
    def is_relative(self) -> bool:
        """Whether `smallest` is a share of the value; else it is in the unit of the value."""
        return self.unit not in {"share", "rating", "points"}

    def seen(
        self, frame: Frame, currency: str, *, hidden_counts: bool = True
    ) -> Observations:  # fmt: skip
        """See the rows that count for the company.

        Sums of other currencies than its own are never added; answers that staff have hidden count
        if they do in all figures of feedback.
        """
        found = self.observe(frame)
        if self.unit == "money":
            return found.only(frame.is_in("currency", currency)[found.rows])
        if self.kind == "answers" and not hidden_counts:
            return found.only(frame.number("hidden")[found.rows] == 0)
        return found

    def value(self, tally: Tally) -> float | int | None:
        """Give the figure of a tally; None where there is no data, never 0 for it."""
        if self.shape in {"count", "sum"}:
            return tally.total
        if self.shape == "quantile":
            return tally.quantile(0.5)
        return tally.total / tally.n if tally.n else None
