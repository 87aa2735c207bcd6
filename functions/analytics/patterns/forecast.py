"""What comes next, where that can be told better than by last week's figures.

The plain forecast repeats the last cycle. Another takes season and trend apart and lets the trend
fade; it is shown only if it would have been better, again and again, in the past. The band is what
past forecasts were off by.

Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, chapters 5 and 8,
https://otexts.com/fpp3/
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor
from typing import Final, Literal

import numpy as np

from analytics.patterns.holt import fading
from analytics.patterns.scale import Scale, back, onto, scale_of
from analytics.patterns.series import Floats, Numbers, filled, floats
from analytics.patterns.stl import Decomposition, stl
from analytics.patterns.too_few import TooFew

Method = Literal["seasonal_naive", "fading_trend"]
Ahead = Callable[[Floats, int, int], Floats]

LEARNED: Final = 2
"""Cycles before the first past forecast: no season is known with fewer."""
ORIGINS: Final = 12
MOST: Final = 20
"""Past forecasts that are made again: at least and at most."""
BETTER: Final = 0.95
"""Another forecast must miss by a twentieth less, or the plain one stays."""
BAND: Final = 0.8
SEASON: Final = 26
"""Cycles of which a season is the mean: half a year of weeks."""
TREND: Final = 4


@dataclass(frozen=True, eq=False)
class Forecast:
    """The next points with their band of 80 %, and how it was judged.

    `mase` is the mean miss over that of repeating the last cycle within the past; `over_naive` the
    miss of the fading trend over that of the plain forecast, from `origins` past forecasts.
    """

    method: Method
    expected: Floats
    low: Floats
    high: Floats
    mase: float
    over_naive: float
    origins: int


def forecast(
    values: Numbers, horizon: int, *, period: int = 7, counts: bool = True
) -> Forecast | TooFew:
    """Foretell `horizon` points; two cycles, the horizon and twelve past forecasts must fit in.

    Gaps are bridged. Counts and amounts are foretold on their own scale and never below zero; pass
    `counts=False` for shares and durations.
    """
    given = floats(values)
    needed = LEARNED * period + horizon + ORIGINS - 1
    known = int(np.isfinite(given).sum())
    if known < needed:
        return TooFew(needed, known)
    y = filled(given)
    scale: Scale = scale_of(y) if counts else "plain"
    scaled = onto(y, scale)
    past = _past(scaled, horizon, period)
    missed = {name: _missed(told, past.came, scale) for name, told in past.told.items()}
    over_naive = _over(missed["fading_trend"], missed["seasonal_naive"])
    chosen: Method = "fading_trend" if over_naive <= BETTER else "seasonal_naive"
    ahead = METHODS[chosen](scaled, horizon, period)
    below, above = _band(past.came - past.told[chosen], period)
    usual = float(np.mean(np.abs(y[period:] - y[:-period])))
    return Forecast(
        method=chosen,
        expected=back(ahead, scale),
        low=back(ahead + below, scale),
        high=back(ahead + above, scale),
        mase=_over(missed[chosen], usual),
        over_naive=over_naive,
        origins=past.came.shape[0],
    )


@dataclass(frozen=True, eq=False)
class _Past:
    """What came, and what each method would have told: a row for each past forecast."""

    came: Floats
    told: dict[Method, Floats]


def _past(scaled: Floats, horizon: int, period: int) -> _Past:
    """Forecast again in the later half of the past, from what was known at each time.

    The later half: what little history could tell says nothing of what much of it can.
    """
    last = scaled.size - horizon
    first = max(LEARNED * period, min(scaled.size // 2, last - ORIGINS + 1))
    origins = np.unique(np.linspace(first, last, MOST).astype(int))
    told: dict[Method, Floats] = {
        name: np.array([ahead(scaled[:at], horizon, period) for at in origins])
        for name, ahead in METHODS.items()
    }
    return _Past(np.array([scaled[at : at + horizon] for at in origins]), told)


def seasonal_naive(y: Floats, horizon: int, period: int) -> Floats:
    """Repeat the last cycle."""
    return np.resize(y[-period:], horizon)


def fading_trend(y: Floats, horizon: int, period: int) -> Floats:
    """Repeat the mean season of late about a level whose trend fades."""
    parts = stl(y, period, trend_window=TREND * period + 1, rounds=0)
    if not isinstance(parts, Decomposition):
        return seasonal_naive(y, horizon, period)
    cycles = min(y.size // period, SEASON)
    means = (y - parts.trend)[-cycles * period :].reshape(cycles, period).mean(axis=0)
    season = means - means.mean()
    adjusted = y[-cycles * period :] - np.tile(season, cycles)
    return np.resize(season, horizon) + fading(adjusted, horizon)


METHODS: Final[dict[Method, Ahead]] = {
    "seasonal_naive": seasonal_naive,
    "fading_trend": fading_trend,
}


def _missed(told: Floats, past: Floats, scale: Scale) -> float:
    return float(np.mean(np.abs(back(told, scale) - back(past, scale))))


def _over(missed: float, usual: float) -> float:
    """Give one miss over the other; a forecast that never misses cannot be beaten."""
    return missed / usual if usual > 0 else 1.0


def _band(errors: Floats, period: int) -> tuple[Floats, Floats]:
    """Give the bounds of the errors for each step ahead, the steps of one cycle taken together.

    The ranks are those of split conformal prediction: https://arxiv.org/abs/1604.04173
    """
    low, high = np.empty(errors.shape[1]), np.empty(errors.shape[1])
    for start in range(0, errors.shape[1], period):
        pooled = np.sort(errors[:, start : start + period], axis=None)
        reach = (pooled.size + 1) * (1 - BAND) / 2
        low[start : start + period] = pooled[max(floor(reach) - 1, 0)]
        high[start : start + period] = pooled[min(ceil(pooled.size + 1 - reach), pooled.size) - 1]
    return low, high
