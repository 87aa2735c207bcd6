"""How far a figure, or the change of one, may be off by chance: intervals and p-values.

Days differ more than chance alone makes them (weather, a partner's campaign). `Spread` says how
much more; every test here is widened by it, and by how little is known of it when days are few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, sqrt
from typing import Final

from analytics.patterns.beta import NORMAL, TINY, below, point, t_beyond, t_point

OUTSIDE: Final = 0.05
"""What all intervals leave out, both sides together: they are of 95 %."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds of 95 %; `high` may be infinite. `p` is how likely so large a change is by chance.

    A p of at most 0.05 and an interval that leaves out "no change" are the same thing.
    """

    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Spread:
    """The variance of days over what chance alone gives, at least 1; None: known, not measured."""

    factor: float = 1.0
    freedom: int | None = None

    def __post_init__(self) -> None:
        """Take days that differ less than by chance for luck: it is never less than chance."""
        if self.factor <= 1.0:
            object.__setattr__(self, "factor", 1.0)
            object.__setattr__(self, "freedom", None)


CHANCE: Final = Spread()


def wilson(successes: float, count: float, z: float | None = None) -> tuple[float, float]:
    """Give the Wilson score interval of a share; count must be above 0.

    Source: https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval
    """
    z = normal_z() if z is None else z
    share = successes / count
    scale = 1 + z * z / count
    centre = (share + z * z / (2 * count)) / scale
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / scale
    return min(max(centre - half, 0.0), share), max(min(centre + half, 1.0), share)


def share_change(
    now: tuple[float, float], base: tuple[float, float], spread: Spread = CHANCE
) -> Interval:
    """Give the Newcombe-Wilson interval of a difference of shares, each as (successes, count).

    Its p-value is that level at which the interval would touch zero.
    Source: Newcombe 1998, method 10, https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I
    """
    first, second = _thinned(now, spread), _thinned(base, spread)
    low, high = _newcombe(first, second, _z(spread))
    return Interval(low, high, tailed(_touching(first, second), spread))


def rate_ratio(
    now: tuple[float, float], base: tuple[float, float], spread: Spread = CHANCE
) -> Interval:
    """Give the exact interval of a ratio of rates, each as (count, exposure); not both counts 0.

    Given their sum, the first count is binomial; its Clopper-Pearson bounds become those of the
    ratio. With over-dispersed days the counts are divided by the factor, which multiplies the
    variance of the ratio by it (quasi-Poisson).
    Source: https://en.wikipedia.org/wiki/Poisson_distribution (ratio of two rates), Clopper and
    Pearson 1934, https://doi.org/10.1093/biomet/26.4.404
    """
    x, y = now[0] / spread.factor, base[0] / spread.factor
    half = NORMAL.cdf(-_z(spread))
    times = base[1] / now[1]
    low = _odds(point(half, x, y + 1)) * times if x else 0.0
    high = _odds(1 - point(half, y, x + 1)) * times if y else inf
    share = now[1] / (now[1] + base[1])
    at_least = below(share, x, y + 1) if x else 1.0
    at_most = below(1 - share, y, x + 1) if y else 1.0
    return Interval(low, high, tailed(min(1.0, 2 * min(at_least, at_most)), spread))


def normal_z() -> float:
    """Give the normal deviate of the bounds: 1.96."""
    return -NORMAL.inv_cdf(OUTSIDE / 2)


def tailed(p: float, spread: Spread) -> float:
    """Give the p-value once the spread is taken as measured from few days: t instead of normal."""
    if spread.freedom is None:
        return p
    return t_beyond(NORMAL.inv_cdf(min(max(p, TINY), 1 - 1e-16) / 2), spread.freedom)


def _z(spread: Spread) -> float:
    return normal_z() if spread.freedom is None else t_point(OUTSIDE, spread.freedom)


def _thinned(share: tuple[float, float], spread: Spread) -> tuple[float, float]:
    return share[0] / spread.factor, share[1] / spread.factor


def _newcombe(
    first: tuple[float, float], second: tuple[float, float], z: float
) -> tuple[float, float]:
    p, q = first[0] / first[1], second[0] / second[1]
    (low, high), (base_low, base_high) = wilson(*first, z), wilson(*second, z)
    difference = p - q
    return (
        difference - sqrt((p - low) ** 2 + (base_high - q) ** 2),
        difference + sqrt((high - p) ** 2 + (q - base_low) ** 2),
    )


def _touching(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Find the p at which the interval touches zero."""
    if first[0] * second[1] == second[0] * first[1]:
        return 1.0
    is_up = first[0] / first[1] > second[0] / second[1]

    def is_clear(z: float) -> bool:
        low, high = _newcombe(first, second, z)
        return low > 0 if is_up else high < 0

    return 2 * NORMAL.cdf(-_last(is_clear, 38.0))


def _last(holds: Callable[[float], bool], highest: float) -> float:
    """Give the greatest number up to which something holds."""
    low, high = 0.0, highest
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf
