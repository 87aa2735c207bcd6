"""Tails of the distributions that the tests of patterns need, without scipy."""

from math import erfc, exp, lgamma, log, sqrt
from typing import Final

STEPS: Final = 1000
"""More than the series and the fraction below ever need where their arguments are sensible."""
PRECISION: Final = 1e-15
SMALLEST: Final = 1e-300


def both_tails(z: float) -> float:
    """Give the chance that a standard normal number lies at least this far from zero."""
    return erfc(abs(z) / sqrt(2))


def chi_square_tail(statistic: float, freedom: int) -> float:
    """Give the chance that a chi-square number of so many degrees of freedom is at least this.

    Source: https://en.wikipedia.org/wiki/Chi-squared_distribution
    """
    return gamma_tail(freedom / 2, statistic / 2)


def gamma_tail(shape: float, x: float) -> float:
    """Give the regularised upper incomplete gamma function Q(shape, x).

    Source: Numerical Recipes 6.2, https://numerical.recipes
    """
    if x <= 0:
        return 1.0
    scale = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        return max(0.0, 1 - scale * _series(shape, x))
    return min(1.0, scale * _fraction(shape, x))


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for step in range(1, STEPS):
        term *= x / (shape + step)
        total += term
        if term < total * PRECISION:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    """Evaluate the continued fraction by Lentz's method."""
    b = x + 1 - shape
    c, d = 1 / SMALLEST, 1 / b
    value = d
    for step in range(1, STEPS):
        a = -step * (step - shape)
        b += 2
        d = 1 / (a * d + b or SMALLEST)
        c = a / c + b or SMALLEST
        value *= c * d
        if abs(c * d - 1) < PRECISION:
            break
    return value
