"""How restless a series is about its level, wherever that level may jump."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from analytics.patterns.series import NORMAL_MAD, Floats

OUTLYING: Final = 3
CEILING: Final = 0.9


@dataclass(frozen=True, slots=True)
class NoiseLevel:
    """The standard deviation, what neighbours have in common, and the variance that means obey.

    `lasting` is the long-run variance: that of the mean of n points is `lasting / n`.
    """

    deviation: float
    autocorrelation: float
    lasting: float


def noise_level(values: Floats) -> NoiseLevel:
    """Measure it by differences of points one to three steps apart, outlying ones left out.

    A jump of the level spoils three differences only; what is outlying is judged by their median
    absolute deviation. For numbers that resemble the last by r, differences at lags 2 and 3 are
    1 + r and 1 + r + r² times as wide as at lag 1.
    """
    one, two, three = (_square(values[lag:] - values[:-lag]) for lag in (1, 2, 3))
    if one <= 0:
        return NoiseLevel(0.0, 0.0, 0.0)
    by_two = two / one - 1
    by_three = (sqrt(1 + 4 * max(0.0, three / one - 1)) - 1) / 2
    r = (by_two + by_three) / 2
    if r > 0:
        # As low as any autocorrelation of a short series is estimated.
        r += (1 + 3 * r) / values.size
    r = min(max(r, 0.0), CEILING)
    variance = one / 2 / (1 - r)
    return NoiseLevel(sqrt(variance), r, variance * (1 + r) / (1 - r))


def _square(differences: Floats) -> float:
    """Give the mean square of those that are not outlying; zero MAD means mostly equal numbers."""
    limit = OUTLYING * NORMAL_MAD * float(np.median(np.abs(differences)))
    near = differences[np.abs(differences) <= limit] if limit > 0 else differences
    return float(np.mean(near**2))
