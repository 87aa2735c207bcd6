"""The beta distribution and what rests on it: the tails of the binomial and of Student's t.

Source: https://dlmf.nist.gov/8.17 (the continued fraction is 8.17.22, by Lentz's method).
"""

from math import exp, inf, isfinite, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import Final

NORMAL: Final = NormalDist()
TINY: Final = 1e-300
CLOSE: Final = 3e-15
STEPS: Final = 100_000
"""More than sqrt(max(a, b)) steps are never needed: enough for counts of ten thousand million."""


def below(x: float, a: float, b: float) -> float:
    """Give the probability that a beta(a, b) variable is at most x; a and b are above 0."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1.0 - below(1.0 - x, b, a)
    return exp(_log_density(x, a, b) + log(x) + log1p(-x)) / a / _fraction(x, a, b)


def point(share: float, a: float, b: float) -> float:
    """Give the x at which `below(x, a, b)` is a share: by Newton's steps in halved bounds."""
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(200):
        excess = below(x, a, b) - share
        low, high = (low, x) if excess > 0 else (x, high)
        slope = exp(min(_log_density(x, a, b), 700.0))
        step = x - excess / slope if slope > TINY else inf
        following = step if isfinite(step) and low < step < high else (low + high) / 2
        if abs(following - x) <= 1e-14 * x or following in {low, high}:
            return following
        x = following
    return x


def t_beyond(t: float, freedom: float) -> float:
    """Give the probability that Student's t lies farther from 0 than t, both sides together."""
    return below(freedom / (freedom + t * t), freedom / 2, 0.5)


def t_point(outside: float, freedom: float) -> float:
    """Give the t beyond which, both sides together, this probability lies."""
    x = point(outside, freedom / 2, 0.5)
    return sqrt(freedom * (1 - x) / x) if x > 0 else inf


def _log_density(x: float, a: float, b: float) -> float:
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    return scale + (a - 1) * log(x) + (b - 1) * log1p(-x)


def _fraction(x: float, a: float, b: float) -> float:
    # 1 + d1/(1 + d2/(1 + …)) of the source; the function is its prefactor divided by this.
    value, c, d = 1.0, 1.0, 0.0
    for n in range(1, STEPS):
        m = n // 2
        if n % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1.0 / (1.0 + term * d or TINY)
        c = 1.0 + term / c or TINY
        value *= c * d
        if abs(c * d - 1.0) < CLOSE:
            break
    return value
