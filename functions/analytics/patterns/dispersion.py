"""How much more days differ than chance makes them: the quasi-Poisson factor.

Weekdays differ for a known reason, which is not chance: where there are enough days, each is
compared with what its weekday brings.
Source: McCullagh and Nelder, Generalized Linear Models, section 6.2 (over-dispersion by X²/df),
https://doi.org/10.1201/9780203753736
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from analytics.frame import Ints
from analytics.patterns.intervals import CHANCE, Spread
from analytics.patterns.series import Floats, floats

MIN_FREEDOM: Final = 4
"""With fewer degrees of freedom the factor is a guess; chance alone is assumed then."""
WEEK: Final = 7
MIN_WEEKS: Final = 2
"""From so many weeks in each period on, weekdays are told apart."""


def of_counts(*periods: tuple[int, Sequence[float]]) -> Spread:
    """Measure the days of periods, each as (weekday of the first, counts of its days in order).

    Defined as Σ (x - μ)² / μ over degrees of freedom, where μ is the level of the period times the
    weight of the weekday, which all periods share.
    """
    values = [floats(counts) for _, counts in periods]
    weekdays = [(first + np.arange(len(counts))) % WEEK for first, counts in periods]
    shape = _week(values, weekdays)
    deviation, freedom = 0.0, 1 - int((shape > 0).sum()) if shape.std() else 0
    for value, weekday in zip(values, weekdays, strict=True):
        one = _deviation(value, shape[weekday], 1.0)
        deviation, freedom = deviation + one[0], freedom + one[1]
    return _spread(deviation, freedom)


def of_shares(*periods: tuple[Sequence[float], Sequence[float]]) -> Spread:
    """Measure days of (successes, counts): Σ (k - np)² / np(1 - p) over degrees of freedom."""
    deviation, freedom = 0.0, 0
    for successes, counts in periods:
        value, weight = floats(successes), floats(counts)
        share = value.sum() / weight.sum() if weight.sum() else 0.0
        one = _deviation(value, weight, 1 - share)
        deviation, freedom = deviation + one[0], freedom + one[1]
    return _spread(deviation, freedom)


def _deviation(value: Floats, weight: Floats, left: float) -> tuple[float, int]:
    """Give Σ (x - μ)² / (μ · left) of a period with its degrees of freedom."""
    if not value.sum() or not weight.sum() or left <= 0:
        return 0.0, 0
    expected = weight * (value.sum() / weight.sum())
    told = expected > 0
    squares = (value - expected)[told] ** 2 / (expected[told] * left)
    return float(squares.sum()), int(told.sum()) - 1


def _spread(deviation: float, freedom: int) -> Spread:
    return Spread(deviation / freedom, freedom) if freedom >= MIN_FREEDOM else CHANCE


def _week(values: Sequence[Floats], weekdays: Sequence[Ints]) -> Floats:
    """Give the weight of each weekday; equal ones where there are too few weeks to tell."""
    if any(value.size < MIN_WEEKS * WEEK for value in values):
        return np.ones(WEEK)
    sums, days = np.zeros(WEEK), np.zeros(WEEK)
    for value, weekday in zip(values, weekdays, strict=True):
        np.add.at(sums, weekday, value / (value.mean() or 1.0))
        np.add.at(days, weekday, 1)
    return np.asarray(sums / days, dtype=np.float64)
