"""Trend, season and rest of a series, whatever outliers are in it: STL.

Every step is that of Cleveland et al., with local lines for season, trend and low pass, without
jumps between points; whole arrays at a time.

Source: Cleveland, Cleveland, McRae and Terpenning 1990, STL: A Seasonal-Trend Decomposition
Procedure Based on Loess, Journal of Official Statistics 6 (1)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analytics.patterns.loess import FAR, NEAR, Loess, loess
from analytics.patterns.series import Floats, Numbers, filled, floats
from analytics.patterns.too_few import TooFew

SEASON_WINDOW: Final = 11
"""Cycles that tell one point of the season: the default of MSTL and of the tsfeatures package."""
CYCLES: Final = 2
ROUNDS: Final = 15
"""How often outliers are looked for, with two passes each: enough by the authors' experience."""
ROUNDING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Decomposition:
    """Parts that add up to the series; `trust` in 0..1 is low where a point is an outlier."""

    values: Floats
    trend: Floats
    seasons: tuple[Floats, ...]
    trust: Floats

    @property
    def season(self) -> Floats:
        """All seasons together."""
        return sum(self.seasons, start=np.zeros(self.values.size))

    @property
    def expected(self) -> Floats:
        """What trend and seasons make of each point."""
        return self.trend + self.season

    @property
    def rest(self) -> Floats:
        """What neither trend nor season tells; NaN where the series has a gap."""
        return self.values - self.expected

    @property
    def adjusted(self) -> Floats:
        """The series without its seasons; NaN where it has a gap."""
        return self.values - self.season


@dataclass(frozen=True, eq=False)
class _Plan:
    """The windows of one decomposition, prepared once for all its passes."""

    n: int
    period: int
    window: int
    trend_window: int

    @cached_property
    def trend(self) -> Loess:
        return loess(self.n, self.trend_window)

    @cached_property
    def low_pass(self) -> Loess:
        return loess(self.n, _odd(self.period + 1))

    @cached_property
    def cycles(self) -> tuple[tuple[NDArray[np.intp], Loess], ...]:
        """The places of each point of the season, those of one number of cycles together."""
        return tuple(self._cycles())

    def _cycles(self) -> Iterator[tuple[NDArray[np.intp], Loess]]:
        full, over = divmod(self.n, self.period)
        for first, last, count in ((0, over, full + 1), (over, self.period, full)):
            if first < last:
                places = np.arange(first, last)[:, None] + self.period * np.arange(count)
                yield places, loess(count, self.window, beyond=1)


def stl(
    values: Numbers,
    period: int,
    *,
    window: int = SEASON_WINDOW,
    trend_window: int | None = None,
    rounds: int = ROUNDS,
) -> Decomposition | TooFew:
    """Decompose a series with one season; at least two whole cycles; gaps are NaN.

    `window` and `trend_window` are odd numbers of cycles and of points; `rounds=0` trusts every
    point, outliers too.
    """
    y = floats(values)
    known = int(np.isfinite(y).sum())
    if known < CYCLES * period:
        return TooFew(CYCLES * period, known)
    span = trend_window or _odd(ceil(1.5 * period / (1 - 1.5 / window)))
    plan = _Plan(y.size, period, window, span)
    believed = np.isfinite(y).astype(np.float64)
    given, trust = filled(y), believed if not believed.all() else None
    trend = season = np.zeros(y.size)
    for round_ in range(rounds + 1):
        for _ in range(2 if rounds else 5):
            season = _season(given - trend, trust, plan)
            trend = plan.trend.smooth(given - season, trust)
        if round_ < rounds:
            trust = believed * _trust(given - trend - season, given)
    return Decomposition(y, trend, (season,), np.ones(y.size) if trust is None else trust)


def _season(detrended: Floats, trust: Floats | None, plan: _Plan) -> Floats:
    """Smooth each point of the season over the cycles, and take out what is left of the trend."""
    smooth = np.empty(plan.n + 2 * plan.period)
    for places, lines in plan.cycles:
        told = lines.smooth(detrended[places], None if trust is None else trust[places])
        padded = places[:, :1] + plan.period * np.arange(told.shape[1])
        smooth[padded] = told
    low = smooth
    for length in (plan.period, plan.period, 3):
        low = np.convolve(low, np.full(length, 1 / length), "valid")
    return smooth[plan.period : -plan.period] - plan.low_pass.smooth(low)


def _trust(rest: Floats, given: Floats) -> Floats:
    """Believe points by the bisquare of how far they lie from what is expected."""
    distances = np.abs(rest)
    limit = 6 * float(np.median(distances))
    if limit <= ROUNDING * float(np.abs(given).max()):
        # A fit without rest, as two cycles make it: what is left are errors of rounding.
        return np.ones(rest.size)
    trust = np.where(distances <= NEAR * limit, 1.0, (1 - (distances / limit) ** 2) ** 2)
    trust[distances > FAR * limit] = 0.0
    return trust


def _odd(number: int) -> int:
    return number if number % 2 else number + 1
