"""Intervals of means, medians and sums of money: days are drawn again and again.

A day is drawn whole: what happened on it hangs together. Plain percentiles are too narrow for few
days, so the bounds are taken farther out, as Student's t does for a mean.
Source: Hesterberg 2015, sections 4.1 and 5.1 (expanded percentiles),
https://doi.org/10.1080/00031305.2015.1089789
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Final, Literal

import numpy as np

from analytics.patterns.beta import NORMAL, TINY, t_beyond, t_point
from analytics.patterns.intervals import OUTSIDE, Interval
from analytics.patterns.series import Floats
from analytics.patterns.too_few import TooFew
from analytics.tally import Tally, middle

DRAWS: Final = 2_000
SEED: Final = 20_150_814
MIN_DAYS: Final = 7
"""Fewer days do not tell how days differ."""
WEEK: Final = 7
MIN_WEEKS: Final = 4
Groups = tuple[range, ...]
Statistic = Literal["sum", "mean", "quantile"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The change of a figure over all draws: as a difference, and as a ratio if the base allows."""

    absolute: Interval
    relative: Interval | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is read from the days of a draw; `lengths` is how much longer one period is.

    `weekly` says that days follow each other without gap: from four weeks in both periods on, a
    Monday then stands for a Monday only, as that Sundays are quiet is no chance.
    """

    statistic: Statistic
    share: float = 0.5
    lengths: float = 1.0
    weekly: bool = False


def change(now: Sequence[Tally], base: Sequence[Tally], how: Drawing) -> Drawn | TooFew:
    """Give the interval of the change between two lists of days.

    The relative one is 0 for no change, and there is none where a draw of the base is not above 0.
    """
    fewest = min(_known(days, how) for days in (now, base))
    if fewest < MIN_DAYS:
        return TooFew(MIN_DAYS, fewest)
    one, two = _groups(now, base, how)
    of_now, of_base = _times(one, two)
    first, second = _draws(now, of_now, how), _draws(base, of_base, how)
    kept = np.isfinite(first) & np.isfinite(second)
    first, second = first[kept], second[kept]
    reach = _reach(one, two)
    absolute = _interval(first - second, reach)
    if not (second > 0).all():
        return Drawn(absolute, None)
    return Drawn(absolute, _interval(first / second / how.lengths - 1, reach))


def _groups(now: Sequence[Tally], base: Sequence[Tally], how: Drawing) -> tuple[Groups, Groups]:
    """Say which days may stand for each other: those of one weekday, or all."""
    if not how.weekly or min(len(now), len(base)) < MIN_WEEKS * WEEK:
        return (range(len(now)),), (range(len(base)),)
    return _by_weekday(now), _by_weekday(base)


def _by_weekday(days: Sequence[Tally]) -> Groups:
    return tuple(range(start, len(days), WEEK) for start in range(WEEK))


@lru_cache(maxsize=2)
def _times(one: Groups, two: Groups) -> tuple[Floats, Floats]:
    """Say how often each day is drawn in each draw, in both periods.

    The same for all figures of a page: drawing takes longer than all that is read from the draws.
    """
    generator = np.random.Generator(np.random.PCG64(SEED))
    drawn = []
    for groups in (one, two):
        times = np.zeros((DRAWS, sum(len(group) for group in groups)))
        for group in groups:
            shares = [1 / len(group)] * len(group)
            times[:, group] = generator.multinomial(len(group), shares, size=DRAWS)
        drawn.append(times)
    return drawn[0], drawn[1]


def _draws(days: Sequence[Tally], times: Floats, how: Drawing) -> Floats:
    if how.statistic == "quantile":
        return _quantiles(days, times, how.share)
    totals = times @ np.array([float(day.total) for day in days])
    if how.statistic == "sum":
        return np.asarray(totals, dtype=np.float64)
    weights = times @ np.array([float(day.n) for day in days])
    found: Floats = np.divide(totals, weights, out=np.full(DRAWS, np.nan), where=weights > 0)
    return found


def _quantiles(days: Sequence[Tally], times: Floats, share: float) -> Floats:
    numbers = sorted({number for day in days for number in day.bins})
    if not numbers:
        return np.full(DRAWS, np.nan)
    place = {number: column for column, number in enumerate(numbers)}
    counts = np.zeros((len(days), len(numbers)))
    for row, day in enumerate(days):
        for number, count in day.bins.items():
            counts[row, place[number]] = count
    below = np.cumsum(times @ counts, axis=1)
    rank = np.maximum(1, np.ceil(share * below[:, -1]))
    column = (below < rank[:, None]).sum(axis=1)
    values = np.array([middle(number) for number in numbers])
    found = values[np.minimum(column, len(numbers) - 1)]
    return np.where(below[:, -1] > 0, found, np.nan)


def _reach(*periods: Groups) -> tuple[float, int]:
    """Give how much too narrow draws of so few days are, and the degrees of freedom they leave."""
    sizes = [len(group) for groups in periods for group in groups]
    return sqrt(min(sizes) / (min(sizes) - 1)), sum(sizes) - len(sizes)


def _interval(changes: Floats, reach: tuple[float, int]) -> Interval:
    """Take percentiles as far out as few days need; p is where they would touch zero."""
    wide, freedom = reach
    outside = 2 * NORMAL.cdf(-t_point(OUTSIDE, freedom) * wide)
    low, high = np.quantile(changes, [outside / 2, 1 - outside / 2])
    below = (1 + int((changes <= 0).sum())) / (changes.size + 1)
    above = (1 + int((changes >= 0).sum())) / (changes.size + 1)
    p = min(1.0, 2 * min(below, above))
    z = NORMAL.inv_cdf(max(p, TINY) / 2)
    return Interval(float(low), float(high), t_beyond(z / wide, freedom))


def _known(days: Sequence[Tally], how: Drawing) -> int:
    """Count the days that tell something: a day without orders has a sum, and no mean."""
    return len(days) if how.statistic == "sum" else sum(1 for day in days if day)
