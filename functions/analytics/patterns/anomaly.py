"""Days that stand out from what trend and season make of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from analytics.patterns.negative_binomial import quantiles
from analytics.patterns.scale import Scale, back, onto, scale_of
from analytics.patterns.series import Floats, Numbers, floats, spread
from analytics.patterns.stl import Decomposition, stl
from analytics.patterns.too_few import TooFew

CYCLES: Final = 8
"""With fewer the season passes so close to every day that the band is a guess."""
SEASON: Final = 35
TREND: Final = 4
"""Cycles that tell a day of the season, and the trend: calm, so that no day explains itself."""
PROBES: Final = 10
WIDTH: Final = 3.0
TAIL: Final = 0.005
SMALL: Final = 30.0
"""Below so many a day counts are skewed: their bounds are quantiles, not deviations."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A day that stands out: its place, what it was, what was expected, the bounds it passed."""

    at: int
    side: Literal["above", "below"]
    value: float
    expected: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Band:
    """What is expected of each day with its bounds, and the days that passed them."""

    expected: Floats
    low: Floats
    high: Floats
    outliers: tuple[Outlier, ...]


def anomalies(
    values: Numbers,
    *,
    period: int = 7,
    skipped: Sequence[bool] | None = None,
    counts: bool = True,
) -> Band | TooFew:
    """Find the days outside the band; eight whole cycles at least; NaN is a gap.

    `skipped` days (holidays, closed days, a day that is not over) are neither judged nor learned
    from. The band is what is expected ± 3 deviations of the rest, told by its median absolute
    deviation; with small counts it is the quantiles 0.5 % and 99.5 % of the negative binomial.
    Pass `counts=False` for amounts, shares and durations.

    Source: https://en.wikipedia.org/wiki/Median_absolute_deviation
    """
    y = floats(values).copy()
    if skipped is not None:
        y[np.asarray(skipped, dtype=np.bool_)] = np.nan
    known = int(np.isfinite(y).sum())
    if known < CYCLES * period:
        return TooFew(CYCLES * period, known)
    scale: Scale = scale_of(y) if counts else "plain"
    parts = _smooth(onto(y, scale), period)
    if isinstance(parts, TooFew):
        return parts
    wide = spread(parts.rest) * _widening(y.size, period)
    # On their scale counts are equally restless; brought back, the bounds lie as counts do.
    expected, low, high = (
        back(parts.expected + off, scale) for off in (0.0, -WIDTH * wide, WIDTH * wide)
    )
    if counts and float(np.nanmedian(y)) < SMALL:
        means = np.maximum(expected, 0.0)
        low, high = quantiles(means, _dispersion(wide, scale, float(means.mean())), TAIL)
    outside = np.isfinite(y) & ((y < low) | (y > high))
    return Band(expected, low, high, tuple(_outliers(outside, y, expected, low, high)))


def _smooth(y: Floats, period: int, rounds: int = 3) -> Decomposition | TooFew:
    """Take the series apart more calmly than for a picture."""
    return stl(y, period, window=SEASON, trend_window=TREND * period + 1, rounds=rounds)


def _widening(n: int, period: int) -> float:
    """Give how far a new day lies from what such a fit expects, over how far the old ones do.

    A fit follows the noise of its own days and misses others by as much. Measured on noise, always
    the same: the fit is linear, so what it does to noise it does to the noise of any series.
    """
    draws = np.random.default_rng(0).normal(size=(PROBES, n))
    fits = [_smooth(draw, period, rounds=0) for draw in draws]
    rests = [float(np.var(fit.rest)) for fit in fits if isinstance(fit, Decomposition)]
    follows = [float(np.var(fit.expected)) for fit in fits if isinstance(fit, Decomposition)]
    return sqrt((PROBES * float(np.var(draws)) + sum(follows)) / sum(rests))


def _dispersion(wide: float, scale: Scale, mean: float) -> float:
    """Give by how much more than chance counts differ: variance = mean + dispersion · mean²."""
    variance = (2 * wide) ** 2 * mean if scale == "root" else (wide * mean) ** 2
    return max(0.0, (variance - mean) / mean**2) if mean > 0 else 0.0


def _outliers(
    outside: NDArray[np.bool_], y: Floats, expected: Floats, low: Floats, high: Floats
) -> list[Outlier]:
    return [
        Outlier(
            int(at),
            "above" if y[at] > high[at] else "below",
            float(y[at]),
            float(expected[at]),
            float(low[at]),
            float(high[at]),
        )
        for at in np.flatnonzero(outside)
    ]
