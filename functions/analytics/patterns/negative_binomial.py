"""Counts that differ more than chance makes them: quantiles of the negative binomial.

Source: https://en.wikipedia.org/wiki/Negative_binomial_distribution
"""

from typing import Final

import numpy as np

from analytics.patterns.series import Floats

POISSON: Final = 1e-9
"""A dispersion this small is none: counts of pure chance."""
FARTHEST: Final = 100_000


def quantiles(means: Floats, dispersion: float, tail: float) -> tuple[Floats, Floats]:
    """Give for each mean the least counts whose distribution reaches `tail`, and 1 - `tail`.

    The variance is mean + dispersion · mean²; a dispersion of 0 gives the Poisson distribution.
    """
    low, high = np.full(means.size, -1.0), np.full(means.size, -1.0)
    chance = _at_zero(means, dispersion)
    reached = chance.copy()
    for count in range(FARTHEST):
        low[(low < 0) & (reached >= tail)] = count
        high[(high < 0) & (reached >= 1 - tail)] = count
        if (high >= 0).all():
            break
        chance = chance * _ratio(means, dispersion, count)
        reached = reached + chance
    return low, high


def _at_zero(means: Floats, dispersion: float) -> Floats:
    if dispersion <= POISSON:
        return np.exp(-means)
    zero: Floats = (1 + dispersion * means) ** (-1 / dispersion)
    return zero


def _ratio(means: Floats, dispersion: float, count: int) -> Floats:
    """Give how many times likelier the next count is."""
    if dispersion <= POISSON:
        return means / (count + 1)
    ratio: Floats = (means * (1 + dispersion * count)) / (1 + dispersion * means) / (count + 1)
    return ratio
