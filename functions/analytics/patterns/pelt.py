"""Where a series is best cut into levels: exactly the best cuts, without trying them all.

The cost of a segment is the sum of squares about its mean; each cut costs `penalty` more.

Source: Killick, Fearnhead and Eckley 2012, https://arxiv.org/abs/1101.1438
"""

import numpy as np
from numpy.typing import NDArray

from analytics.patterns.series import Floats


def pelt(values: Floats, *, penalty: float, least: int) -> tuple[int, ...]:
    """Give where the best segments of at least `least` points begin, but for the first."""
    n = values.size
    # About the mean, sums of squares lose no digits.
    y = values - values.mean() if n else values
    sums = np.concatenate(([0.0], np.cumsum(y)))
    squares = np.concatenate(([0.0], np.cumsum(y * y)))
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    before = np.zeros(n + 1, dtype=np.intp)
    expires = np.full(n + 1, n + 1)
    starts = np.zeros(0, dtype=np.intp)
    for end in range(least, n + 1):
        starts = np.append(starts, end - least)
        starts = starts[(expires[starts] > end) & np.isfinite(best[starts])]
        means = (sums[end] - sums[starts]) ** 2 / (end - starts)
        totals = best[starts] + squares[end] - squares[starts] - means
        first = int(totals.argmin())
        best[end] = totals[first] + penalty
        before[end] = starts[first]
        # A start that a cut here would beat is beaten from the next possible cut on.
        beaten = starts[totals >= best[end]]
        expires[beaten] = np.minimum(expires[beaten], end + least)
    return _cuts(before, n)


def _cuts(before: NDArray[np.intp], end: int) -> tuple[int, ...]:
    cuts: list[int] = []
    while before[end] > 0:
        end = int(before[end])
        cuts.append(end)
    return tuple(reversed(cuts))
