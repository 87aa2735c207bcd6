"""What a day adds to a KPI: numbers that add up over days, months of creation and slices.

Percentiles come from logarithmic bins: a value lies in bin i when gamma^(i-1) < value <= gamma^i,
and is told as the bin's middle, at most 1 % off. Bins of many days add up to the bins of all of
them, which percentiles themselves do not.

Source: DDSketch, https://arxiv.org/abs/1908.10693
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil, log
from typing import Final

ERROR: Final = 0.01
"""The relative error of a percentile."""
GAMMA: Final = (1 + ERROR) / (1 - ERROR)
LOG_GAMMA: Final = log(GAMMA)
ZERO: Final = -1
"""The bin of values that are not above zero."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over some observations.

    `n` is the weight of the denominator, `total` the numerator or the sum of what was measured,
    `squares` the sum of its squares, `bins` how many observations lie in which bin. `pending` are
    those that count into `n` once their day is over, such as open orders that are due that day.
    """

    n: int = 0
    total: int = 0
    squares: int = 0
    pending: int = 0
    bins: Mapping[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Say whether there is anything in it."""
        return bool(self.n or self.total or self.pending or self.bins)

    def __add__(self, other: "Tally") -> "Tally":
        """Put two together."""
        return Tally(
            self.n + other.n,
            self.total + other.total,
            self.squares + other.squares,
            self.pending + other.pending,
            _added(self.bins, other.bins) if other.bins else self.bins,
        )

    @property
    def settled(self) -> "Tally":
        """The same when its days are over: nothing is pending any more."""
        return Tally(self.n + self.pending, self.total, self.squares, 0, self.bins)

    def quantile(self, share: float) -> float | None:
        """Give the value below which this share of the observations lies; None without any.

        At most 1 % off the exact value of rank ceil(share * count).
        """
        count = sum(self.bins.values())
        if not count:
            return None
        rank = max(1, ceil(share * count))
        for number in sorted(self.bins):
            rank -= self.bins[number]
            if rank <= 0:
                return middle(number)
        raise AssertionError(share)


NOTHING: Final = Tally()


def together(tallies: Iterable[Tally]) -> Tally:
    """Put many together."""
    merged = NOTHING
    for each in tallies:
        merged += each
    return merged


def bin_of(value: float) -> int:
    """Give the bin of a value."""
    return max(0, ceil(log(value) / LOG_GAMMA)) if value > 0 else ZERO


def middle(number: int) -> float:
    """Give the value that stands for a bin."""
    return 2 * GAMMA**number / (GAMMA + 1) if number > 0 else float(number + 1)


def _added(some: Mapping[int, int], others: Mapping[int, int]) -> dict[int, int]:
    merged = dict(some)
    for number, count in others.items():
        merged[number] = merged.get(number, 0) + count
    return merged
