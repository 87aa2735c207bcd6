"""Do groups differ: the test of Kruskal and Wallis on ranks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.patterns.chances import chi_square_tail
from analytics.patterns.series import Floats


@dataclass(frozen=True, slots=True)
class Groups:
    """The statistic, corrected for ties, and the chance of such when the groups are alike."""

    h: float
    p: float


def kruskal_wallis(groups: Sequence[Floats]) -> Groups:
    """Compare at least two groups of numbers; empty ones take no part.

    Source: Kruskal and Wallis 1952, https://doi.org/10.1080/01621459.1952.10483441
    """
    present = [group for group in groups if group.size]
    joined = np.concatenate(present) if present else np.empty(0)
    n = joined.size
    numbers, places, ties = np.unique(joined, return_inverse=True, return_counts=True)
    if len(present) <= 1 or numbers.size <= 1:
        return Groups(0.0, 1.0)
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[places]
    ends = np.cumsum([group.size for group in present])[:-1]
    sums = sum(float(part.sum()) ** 2 / part.size for part in np.split(ranks, ends))
    h = 12 / (n * (n + 1)) * sums - 3 * (n + 1)
    h /= 1 - float((ties.astype(np.float64) ** 3 - ties).sum()) / (n**3 - n)
    return Groups(h, chi_square_tail(h, len(present) - 1))
