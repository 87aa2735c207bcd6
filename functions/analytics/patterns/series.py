"""A series: numbers at equal steps of time, NaN where nothing is known."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = Sequence[float] | Floats

NORMAL_MAD: Final = 1.4826
"""Times the median absolute deviation: the standard deviation, were the numbers normal."""


def floats(values: Numbers) -> Floats:
    """Give the numbers as an array of floats."""
    return np.asarray(values, dtype=np.float64)


def filled(values: Floats) -> Floats:
    """Fill what is not known on the line between its neighbours; ends get their neighbour's."""
    known = np.isfinite(values)
    if known.all() or not known.any():
        return values
    places = np.arange(values.size)
    return np.interp(places, places[known], values[known])


def spread(values: Floats) -> float:
    """Give the standard deviation as the median absolute deviation tells it, outliers or not.

    Source: https://en.wikipedia.org/wiki/Median_absolute_deviation
    """
    known = values[np.isfinite(values)]
    return NORMAL_MAD * float(np.median(np.abs(known - np.median(known)))) if known.size else 0.0
