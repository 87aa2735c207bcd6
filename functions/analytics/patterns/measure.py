"""What is compared and how: the kind of a figure, which way is better, what size matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal

from analytics.tally import Tally, together

Kind = Literal["count", "level", "share", "sum", "mean", "quantile", "score"]
"""A count of events; a level at an instant, such as the backlog; a share of n; a sum, such as
money; a mean; a quantile; a score such as NPS, whose difference is in points."""
Better = Literal["up", "down", "neither"]
Effect = Literal["relative", "points", "absolute"]

IN_POINTS: Final = ("share", "score")
PERCENT: Final = 100
MINIMAL: Final = {
    "count": 0.03, "level": 0.03, "sum": 0.03, "mean": 0.02, "quantile": 0.03,
    "share": 0.01, "score": 0.02,
}  # fmt: skip
"""Changes below this are no news: a share of the base; of 1 for those in points."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How to read tallies, and what a change of them means.

    Shares and scores are in 0..1 and -1..1; `minimal` is the smallest change worth a word, as in
    MINIMAL, whose own is taken if it is None. `grain` is how much of a weight one observation is:
    1 where things are counted, more where the weight is time.
    """

    kind: Kind
    better: Better = "neither"
    minimal: float | None = None
    share: float = 0.5
    grain: int = 1

    @property
    def least(self) -> float:
        """The smallest change worth a word."""
        return MINIMAL[self.kind] if self.minimal is None else self.minimal

    def value(self, tally: Tally) -> float | None:
        """Read the figure; None where there is nothing to read it from."""
        if self.kind in {"count", "level", "sum"}:
            return tally.total
        if self.kind == "quantile":
            return tally.quantile(self.share)
        return tally.total / tally.n if tally.n else None

    def weight(self, tally: Tally) -> int:
        """Say from how many observations the figure comes."""
        if self.kind in {"count", "level"}:
            return tally.total
        return sum(tally.bins.values()) if self.kind == "quantile" else tally.n


@dataclass(frozen=True)
class Side:
    """One period: its whole days in order, empty ones too, and a started day's part.

    `begins` is the first day, for its weekday; a level has one day, that of its instant.
    """

    days: Sequence[Tally]
    begins: date
    part: Tally | None = None
    part_length: float = 0.0

    @cached_property
    def whole(self) -> Tally:
        """All of it together."""
        return together(self.blocks)

    @property
    def length(self) -> float:
        """How many days it is."""
        return len(self.days) + self.part_length

    @property
    def blocks(self) -> tuple[Tally, ...]:
        """What is drawn from: days, and the part of one as a block of its own."""
        return (*self.days, *((self.part,) if self.part else ()))
