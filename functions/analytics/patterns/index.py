"""How busy weekdays and months are, per day that was open: what a manager reads as the season.

The index of a bucket is its share of all orders over its share of all open days: 1 is average. Its
interval is Wilson's for that share, widened by how much more days differ than chance makes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analytics.patterns.beta import NORMAL, t_point
from analytics.patterns.chances import chi_square_tail
from analytics.patterns.intervals import OUTSIDE, Spread, wilson
from analytics.patterns.kruskal import kruskal_wallis
from analytics.patterns.series import Floats, Numbers, floats
from analytics.patterns.theil_sen import Slope, theil_sen
from analytics.patterns.too_few import TooFew

WEEK: Final = 7
DAYS: Final = 14
YEAR: Final = 12
MONTHS: Final = 24
LEAST: Final = 5
"""Orders expected in each bucket, from which on the chi-square test holds (Cochran 1954)."""
FLOOR: Final = 0.05
"""A falling trend is followed down to a twentieth of the usual level, never to nothing."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A weekday (0 is Monday) or a month (1 is January): index, interval, and what it rests on."""

    bucket: int
    index: float
    low: float
    high: float
    per_day: float
    count: float
    days: float


@dataclass(frozen=True, slots=True)
class Index:
    """Buckets that were open at all, and the chance of such differences were they alike."""

    buckets: tuple[Bucket, ...]
    statistic: float
    p: float
    spread: Spread

    @property
    def differs(self) -> bool:
        """Say whether the buckets differ by more than chance."""
        return self.p < OUTSIDE

    @property
    def peak(self) -> Bucket | None:
        """The busiest bucket, if it is surely above average."""
        best = max(self.buckets, key=lambda each: each.index)
        return best if self.differs and best.low > 1 else None

    @property
    def trough(self) -> Bucket | None:
        """The quietest bucket, if it is surely below average."""
        worst = min(self.buckets, key=lambda each: each.index)
        return worst if self.differs and worst.high < 1 else None


def weekday_index(
    counts: Numbers,
    weekdays: Sequence[int],
    open_days: Sequence[bool] | None = None,
    *,
    weights: Numbers | None = None,
) -> Index | TooFew:
    """Compare weekdays over days in order; closed days take no part; 14 open days at least.

    Of sums, such as money, `weights` tell of how many things each day's is.

    Tested by chi-square of the orders against the open days, divided by the spread of days within
    their week. Source: https://www.itl.nist.gov/div898/handbook/eda/section3/eda35f.htm
    """
    y, names = floats(counts), np.asarray(weekdays, dtype=np.intp)
    taken = (
        np.isfinite(y) if open_days is None else np.isfinite(y) & np.asarray(open_days, np.bool_)
    )
    weeks = (np.arange(y.size) // WEEK)[taken]
    seen = _seen(y, weights, taken)
    y, names = y[taken], names[taken]
    if y.size < DAYS:
        return TooFew(DAYS, y.size)
    present = np.unique(names)
    if seen < LEAST * present.size:
        return TooFew(LEAST * present.size, seen, "counted")
    ones = np.ones(y.size)
    spread = _spread(y, _two_ways(y, names, weeks), present.size + np.unique(weeks).size - 1)
    buckets = _buckets(y, ones, ones, names, spread)
    expected = floats([y.sum() * each.days / y.size for each in buckets])
    found = floats([each.count for each in buckets])
    statistic = float(((found - expected) ** 2 / expected).sum()) / spread.factor
    return Index(buckets, statistic, chi_square_tail(statistic, present.size - 1), spread)


def month_index(
    counts: Numbers,
    months: Sequence[int],
    open_days: Numbers,
    *,
    weights: Numbers | None = None,
) -> Index | TooFew:
    """Compare months over consecutive months, per open day, the trend taken out; 24 at least.

    Tested by Kruskal and Wallis on the figures per open day. A month without open days is a gap.
    """
    y, names, days = floats(counts), np.asarray(months, dtype=np.intp), floats(open_days)
    rates = np.where(days > 0, y, np.nan) / np.where(days > 0, days, 1.0)
    taken = np.isfinite(rates)
    if taken.sum() < MONTHS:
        return TooFew(MONTHS, int(taken.sum()))
    seen = _seen(y, weights, taken)
    if seen < LEAST * YEAR:
        return TooFew(LEAST * YEAR, seen, "counted")
    level = _level(rates)[taken]
    y, names, days = y[taken], names[taken], days[taken]
    weights = days * level
    means = weights * np.bincount(names, y)[names] / np.bincount(names, weights)[names]
    spread = _spread(y, means, np.unique(names).size + 1)
    test = kruskal_wallis([(y / weights)[names == each] for each in np.unique(names)])
    return Index(_buckets(y, weights, days, names, spread), test.h, test.p, spread)


def _seen(y: Floats, weights: Numbers | None, taken: NDArray[np.bool_]) -> int:
    """Count what the figures are of: a sum of money says nothing of how many orders it is of.

    Where nothing is left of a sum there is nothing to share out, whatever it is of.
    """
    total = y[taken].sum()
    seen = total if weights is None else min(total, floats(weights)[taken].sum())
    return max(0, int(seen))


def _buckets(
    y: Floats, weights: Floats, days: Floats, names: NDArray[np.intp], spread: Spread
) -> tuple[Bucket, ...]:
    z = t_point(OUTSIDE, spread.freedom) if spread.freedom else NORMAL.inv_cdf(1 - OUTSIDE / 2)
    total, whole = float(y.sum()), float(weights.sum())
    found = []
    for bucket in np.unique(names):
        of_it = names == bucket
        count, open_days = float(y[of_it].sum()), float(days[of_it].sum())
        share = float(weights[of_it].sum()) / whole
        low, high = wilson(count / spread.factor, total / spread.factor, z)
        index = count / total / share
        told = (index, low / share, high / share, count / open_days)
        found.append(Bucket(int(bucket), *told, count, open_days))
    return tuple(found)


def _two_ways(y: Floats, names: NDArray[np.intp], weeks: NDArray[np.intp]) -> Floats:
    """Expect of a day its weekday's share of its week, so that a trend is not taken for chance."""
    shares = (np.bincount(names, y) / np.maximum(np.bincount(names), 1))[names]
    levels = np.bincount(weeks, y) / np.maximum(np.bincount(weeks, shares), np.finfo(float).tiny)
    return shares * levels[weeks]


def _spread(y: Floats, means: Floats, parameters: int) -> Spread:
    """Measure how much more figures differ from their means than chance makes them."""
    freedom = y.size - parameters
    if freedom <= 0:
        return Spread()
    some = means > 0
    squares = float(((y[some] - means[some]) ** 2 / means[some]).sum())
    return Spread(squares / freedom, freedom)


def _level(rates: Floats) -> Floats:
    """Follow the trend that compares each month with itself in other years only."""
    line = theil_sen(rates, period=YEAR)
    usual = float(np.nanmedian(rates))
    if not isinstance(line, Slope) or usual <= 0:
        return np.ones(rates.size)
    from_middle = np.arange(rates.size) - (rates.size - 1) / 2
    told: Floats = np.maximum(usual + line.per_step * from_middle, FLOOR * usual)
    return told / usual
