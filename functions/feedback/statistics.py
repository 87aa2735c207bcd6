"""The figures of a set of ratings: count, mean, share of satisfied with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

RATINGS: Final = (1, 2, 3, 4, 5)
SATISFIED: Final = (4, 5)
Z_95: Final = 1.959963984540054
"""The 97.5 % point of the normal distribution: two sides of 95 %."""


@dataclass(frozen=True)
class Share:
    """A share with the bounds of its 95 % interval, all in 0..1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Summary:
    """Count, mean score and CSAT; without data mean and CSAT are None, never 0."""

    count: int
    average: float | None
    csat: Share | None


def summary(histogram: Mapping[int, int]) -> Summary:
    """Sum up a histogram of ratings.

    CSAT is defined as the share of ratings 4 and 5 among all, by the date of the first answer.
    """
    count = sum(histogram.values())
    if count == 0:
        return Summary(0, None, None)
    total = sum(rating * n for rating, n in histogram.items())
    return Summary(count, total / count, wilson(sum(histogram.get(r, 0) for r in SATISFIED), count))


def wilson(successes: int, count: int) -> Share:
    """Give a share with its Wilson score interval of 95 %; count must be above 0.

    Source: https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval
    """
    share = successes / count
    z2 = Z_95 * Z_95
    scale = 1 + z2 / count
    centre = (share + z2 / (2 * count)) / scale
    half = Z_95 * sqrt(share * (1 - share) / count + z2 / (4 * count * count)) / scale
    # Rounding may pass the share by an ulp where the bound is exactly 0 or 1.
    return Share(share, min(max(centre - half, 0.0), share), max(min(centre + half, 1.0), share))
