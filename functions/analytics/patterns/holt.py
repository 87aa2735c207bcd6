"""A level that follows the figures, and a trend that fades: Holt's method with damping.

Source: Gardner and McKenzie 1985, https://doi.org/10.1287/mnsc.31.10.1237
"""

from typing import Final

import numpy as np

from analytics.patterns.series import Floats

LEVELS: Final = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
TRENDS: Final = (0.0, 0.05, 0.2)
FADES: Final = 0.9
"""What is left of the trend at each step ahead."""


def fading(y: Floats, horizon: int) -> Floats:
    """Foretell a series without season by the weights that told its past best, step by step."""
    alpha, beta = (each.ravel() for each in np.meshgrid(LEVELS, TRENDS))
    beta = alpha * beta
    begin = max(2, y.size // 10)
    level, trend = np.full(alpha.size, y[:begin].mean()), np.zeros(alpha.size)
    squares = np.zeros(alpha.size)
    for value in y:
        error = value - level - FADES * trend
        squares += error * error
        level = level + FADES * trend + alpha * error
        trend = FADES * trend + beta * error
    best = int(squares.argmin())
    faded = np.cumsum(FADES ** np.arange(1, horizon + 1))
    ahead: Floats = level[best] + trend[best] * faded
    return ahead
