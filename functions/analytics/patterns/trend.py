"""Does it grow: a verdict that needs a test and a size that matters, never a p-value alone."""

from dataclasses import dataclass
from math import ceil
from typing import Final, Literal

import numpy as np

from analytics.patterns.mann_kendall import MannKendall, mann_kendall
from analytics.patterns.series import Numbers, floats
from analytics.patterns.theil_sen import Slope, theil_sen
from analytics.patterns.too_few import TooFew

Direction = Literal["rising", "falling", "none"]

ALPHA: Final = 0.05
MATTERS: Final = 0.1
"""A tenth of the usual level over the whole range: less is not worth a manager's minute."""
STEADY_DAYS: Final = 26 * 7
"""Half a year: a shorter trend may be a season that has not yet turned."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The verdict with its reasons.

    `change` is what the line adds from the first point to the last, `relative` the same as a share
    of the median level (None when that is not above 0). `significant` says that the test finds a
    trend, `matters` that it is large enough; only both make a direction. `steady` adds that it has
    lasted for 26 weeks.
    """

    direction: Direction
    steady: bool
    significant: bool
    matters: bool
    change: float
    relative: float | None
    slope: Slope
    test: MannKendall


def trend(
    values: Numbers, *, step_days: int = 7, period: int = 1, least: float | None = None
) -> Trend | TooFew:
    """Judge a series of complete weeks (or of steps of `step_days`); at least 8 points.

    Give whole weeks, in which days of the week cancel out, or a period: 7 with days, 12 with
    months. `least` is the smallest change over the range that matters, in the unit of the values;
    without it a tenth of their median.
    """
    test = mann_kendall(values, period=period)
    if isinstance(test, TooFew):
        return test
    slope = theil_sen(values, period=period, inflation=test.inflation)
    if isinstance(slope, TooFew):
        return slope
    y = floats(values)
    level = float(np.nanmedian(y))
    change = slope.per_step * (y.size - 1)
    significant = test.p < ALPHA
    matters = abs(change) >= (abs(level) * MATTERS if least is None else least) and change != 0
    return Trend(
        direction=_direction(change) if significant and matters else "none",
        steady=significant and matters and test.n >= ceil(STEADY_DAYS / step_days),
        significant=significant,
        matters=matters,
        change=change,
        relative=change / level if level > 0 else None,
        slope=slope,
        test=test,
    )


def _direction(change: float) -> Direction:
    return "rising" if change > 0 else "falling"
