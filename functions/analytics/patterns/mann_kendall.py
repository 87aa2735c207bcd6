"""Is there a trend at all: the test of Mann and Kendall for series whose points resemble the last.

Figures of neighbouring weeks are alike, so n weeks tell less than n independent ones. Taken for
independent, they give a false alarm in a fifth of all series with an autocorrelation of 0.5. Here
the variance grows by (1 + r) / (1 - r), r being the autocorrelation about the trend, corrected for
the bias of short series. Alarms stay near the nominal 5 % for autocorrelations up to 0.7, which is
tested; the price is that a weak trend among strongly correlated points is found later.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from analytics.patterns.chances import both_tails
from analytics.patterns.concordance import concordance
from analytics.patterns.series import Floats, Numbers, floats
from analytics.patterns.theil_sen import MOST, pair_slopes
from analytics.patterns.too_few import TooFew

NEEDED: Final = 8
CEILING: Final = 0.99
"""No series is taken for one that repeats itself for ever."""


@dataclass(frozen=True, slots=True)
class MannKendall:
    """The outcome: S, its standardised value, the chance of such without a trend.

    `tau` in -1..1 is the surplus of rising pairs, `autocorrelation` what the points have in common
    with the one before, `effective_n` how many independent points would tell as much.
    """

    s: int
    z: float
    p: float
    tau: float
    n: int
    autocorrelation: float
    effective_n: float

    @property
    def inflation(self) -> float:
        """How many times wider the variance is than that of independent points."""
        return self.n / self.effective_n


def mann_kendall(
    values: Numbers, *, period: int = 1, independent: bool = False
) -> MannKendall | TooFew:
    """Test for a trend; NaN is a gap. At least 8 points and two of each season.

    With a period, only points of one season are compared (12 for months). `independent` leaves the
    variance as the textbooks have it, for points known to have nothing in common.

    Source: Hirsch and Slack 1984, https://doi.org/10.1029/WR020i006p00727; effective sample size:
    Yue and Wang 2004, https://doi.org/10.1023/B:WARM.0000043140.61082.60
    """
    y = floats(values)[-MOST:]
    n = int(np.isfinite(y).sum())
    if n < max(NEEDED, 2 * period if period > 1 else 0):
        return TooFew(max(NEEDED, 2 * period), n)
    counted = concordance(y, period)
    r = 0.0 if independent else autocorrelation(_flat(y, period))
    effective = n * (1 - r) / (1 + r)
    variance = counted.variance * n / effective
    # One pair either way is the least S can change by: the usual correction for continuity.
    z = (counted.s - np.sign(counted.s)) / sqrt(variance) if variance > 0 else 0.0
    tau = counted.s / counted.pairs
    return MannKendall(counted.s, float(z), both_tails(float(z)), tau, n, r, effective)


def autocorrelation(values: Floats) -> float:
    """Give the correlation of neighbours, corrected for the bias of short series; 0 if below.

    The estimate is about (1 + 4r) / n too low, hence r* = (n r + 1) / (n - 4).

    Source: Kendall 1954, https://doi.org/10.1093/biomet/41.3-4.403
    """
    known = np.isfinite(values)
    n = int(known.sum())
    about = np.where(known, values - values[known].mean(), 0.0)
    total = float((about * about).sum())
    if total <= 0 or n <= NEEDED // 2:
        return 0.0
    r = float((about[1:] * about[:-1]).sum()) / total
    return min(max((n * r + 1) / (n - 4), 0.0), CEILING)


def _flat(y: Floats, period: int) -> Floats:
    """Take the line and the seasons out: what they leave tells how neighbours resemble."""
    slopes = pair_slopes(y, period)
    flat = y - float(np.median(slopes)) * np.arange(y.size)
    if period == 1:
        return flat
    for start in range(period):
        season = flat[start::period]
        if np.isfinite(season).any():
            season -= np.nanmedian(season)
    return flat
