"""The slope that outliers do not bend: the median of the slopes between all pairs of points."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final

import numpy as np

from analytics.patterns.concordance import concordance
from analytics.patterns.series import Floats, Numbers, floats
from analytics.patterns.too_few import TooFew

NEEDED: Final = 8
"""Below eight points the interval is wider than anything it could tell."""
MOST: Final = 2000
"""Points of one series: all pairs of them fit into 32 MB. Five years of days are 1827."""


@dataclass(frozen=True, slots=True)
class Slope:
    """The change per step with its interval, and the level of the line at the first step."""

    per_step: float
    low: float
    high: float
    start: float
    n: int

    def at(self, step: float) -> float:
        """Give the level of the line at a step, counted from 0."""
        return self.start + self.per_step * step


def theil_sen(
    values: Numbers, *, period: int = 1, confidence: float = 0.95, inflation: float = 1.0
) -> Slope | TooFew:
    """Fit a line by Theil and Sen; NaN is a gap. At least 8 points, at most 2000.

    With a period only points of the same season are paired, so that a season cannot tilt the line
    (Hirsch, Slack and Smith 1982). `inflation` is how many times wider the variance is than that of
    independent points: what `mann_kendall` found.

    Source: Sen 1968, https://doi.org/10.1080/01621459.1968.10480934
    """
    y = floats(values)[-MOST:]
    n = int(np.isfinite(y).sum())
    slopes = np.sort(pair_slopes(y, period))
    if n < NEEDED or not slopes.size:
        return TooFew(max(NEEDED, period + 1), n)
    middle = float(np.median(slopes))
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    reach = z * sqrt(concordance(y, period).variance * inflation)
    low, high = _ranked(slopes, reach)
    known = np.flatnonzero(np.isfinite(y))
    return Slope(middle, low, high, float(np.median(y[known] - middle * known)), n)


def pair_slopes(y: Floats, period: int = 1) -> Floats:
    """Give the slope per step of every pair of known points that lie whole periods apart."""
    lags = range(period, y.size, period)
    slopes = [(y[lag:] - y[:-lag]) / lag for lag in lags]
    joined = np.concatenate(slopes) if slopes else np.empty(0)
    return joined[np.isfinite(joined)]


def _ranked(slopes: Floats, reach: float) -> tuple[float, float]:
    """Give the slopes whose ranks lie `reach` apart from the middle to either side, halved."""
    count = slopes.size
    above = min(round((count + reach) / 2), count - 1)
    below = max(round((count - reach) / 2) - 1, 0)
    return float(slopes[below]), float(slopes[above])
