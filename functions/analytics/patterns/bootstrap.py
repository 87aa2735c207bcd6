"""Intervals of means, medians and sums of money: days are drawn again and again.

A day is drawn whole: what happened on it hangs together. Plain percentiles are too narrow for few
days, so the bounds are taken farther out, as Student's t does for a mean.
Source: Hesterberg 2015, sections 4.1 and 5.1 (expanded percentiles),
https://doi.org/10.1080/00031305.2015.1089789
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
Statistic = Literal["sum", "mean", "quantile"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The change of a figure over all draws: as a difference, and as a ratio if the base allows."""

    absolute: Interval
    relative: Interval | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is read from the days of a draw; `lengths` is how much longer one period is."""

    statistic: Statistic
    share: float = 0.5
    lengths: float = 1.0


def change(now: Sequence[Tally], base: Sequence[Tally], how: Drawing) -> Drawn | TooFew:
    """Give the interval of the change between two lists of days.

    The relative one is 0 for no change, and there is none where a draw of the base is not above 0.
    """
    fewest = min(len(now), len(base))
    if fewest < MIN_DAYS:
        return TooFew(MIN_DAYS, fewest)
    generator = np.random.Generator(np.random.PCG64(SEED))
    first = _draws(now, how, generator)
    second = _draws(base, how, generator)
    kept = np.isfinite(first) & np.isfinite(second)
    first, second = first[kept], second[kept]
    if first.size < DRAWS / 2:
        return TooFew(MIN_DAYS, min(_filled(now), _filled(base)))
    freedom = len(now) + len(base) - 2
    absolute = _interval(first - second, freedom, fewest)
    if not (second > 0).all():
        return Drawn(absolute, None)
    return Drawn(absolute, _interval(first / second / how.lengths - 1, freedom, fewest))


def _draws(days: Sequence[Tally], how: Drawing, generator: np.random.Generator) -> Floats:
    chosen = generator.multinomial(len(days), [1 / len(days)] * len(days), size=DRAWS)
    times = chosen.astype(np.float64)
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


def _interval(changes: Floats, freedom: int, fewest: int) -> Interval:
    """Take percentiles as far out as few days need; p is where they would touch zero."""
    wide = sqrt(fewest / (fewest - 1))
    outside = 2 * NORMAL.cdf(-t_point(OUTSIDE, freedom) * wide)
    low, high = np.quantile(changes, [outside / 2, 1 - outside / 2])
    below = (1 + int((changes <= 0).sum())) / (changes.size + 1)
    above = (1 + int((changes >= 0).sum())) / (changes.size + 1)
    p = min(1.0, 2 * min(below, above))
    z = NORMAL.inv_cdf(max(p, TINY) / 2)
    return Interval(float(low), float(high), t_beyond(z / wide, freedom))


def _filled(days: Sequence[Tally]) -> int:
    return sum(1 for day in days if day)
