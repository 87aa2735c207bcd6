"""Several seasons at once: the week and the year of daily figures.

Source: Bandara, Hyndman and Bergmeir 2021, MSTL, https://arxiv.org/abs/2107.13462
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from analytics.patterns.series import Numbers, floats
from analytics.patterns.stl import CYCLES, ROUNDS, Decomposition, stl
from analytics.patterns.too_few import TooFew

PASSES: Final = 2
WINDOWS: Final = (11, 15, 19, 23, 27, 31)
"""Cycles that tell a point of each season, the shortest season first, as in the paper."""


def mstl(
    values: Numbers, periods: Sequence[int], *, rounds: int = ROUNDS
) -> Decomposition | TooFew:
    """Decompose a series with seasons of rising periods; at least two cycles of the longest."""
    if not periods:
        raise ValueError("periods are empty; at least one season is asked for")
    y = floats(values)
    known = np.isfinite(y)
    if known.sum() < CYCLES * periods[-1]:
        return TooFew(CYCLES * periods[-1], int(known.sum()))
    seasons = [np.zeros(y.size) for _ in periods]
    left, trend, trust = np.where(known, y, np.nan), y, y
    for _ in range(PASSES if len(periods) > 1 else 1):
        for at, period in enumerate(periods):
            last = stl(left + seasons[at], period, window=WINDOWS[at], rounds=rounds)
            if isinstance(last, TooFew):
                return last
            left = left + seasons[at] - last.season
            seasons[at], trend, trust = last.season, last.trend, last.trust
    return Decomposition(y, trend, tuple(seasons), trust)
