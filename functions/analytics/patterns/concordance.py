"""Kendall's S: how many more pairs of points rise than fall, and its variance without a trend."""

from dataclasses import dataclass

import numpy as np

from analytics.patterns.series import Floats


@dataclass(frozen=True, slots=True)
class Concordance:
    """S with its variance when nothing changes, corrected for ties, and the number of pairs."""

    s: int
    variance: float
    pairs: int


def concordance(values: Floats, period: int = 1) -> Concordance:
    """Count rising against falling pairs within each season, and sum over the seasons.

    Source: Hirsch, Slack and Smith 1982, https://doi.org/10.1029/WR018i001p00107
    """
    seasons = (values[start::period] for start in range(min(period, values.size)))
    parts = [_of_one(season[np.isfinite(season)]) for season in seasons]
    return Concordance(
        sum(part.s for part in parts),
        sum(part.variance for part in parts),
        sum(part.pairs for part in parts),
    )


def _of_one(values: Floats) -> Concordance:
    n = values.size
    s = sum(int(np.sign(values[lag:] - values[:-lag]).sum()) for lag in range(1, n))
    ties = np.unique(values, return_counts=True)[1].astype(np.float64)
    free = _weight(float(n)) - float(sum(_weight(float(tie)) for tie in ties))
    return Concordance(s, free / 18, n * (n - 1) // 2)


def _weight(n: float) -> float:
    return n * (n - 1) * (2 * n + 5)
