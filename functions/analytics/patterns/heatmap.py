"""When orders come: weekday by hour, per hour that was open, and the peak and trough among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from analytics.patterns.beta import NORMAL
from analytics.patterns.intervals import CHANCE, OUTSIDE, Spread, wilson
from analytics.patterns.series import Floats, Numbers
from analytics.patterns.too_few import TooFew

NEEDED: Final = 100
LENGTHS: Final = (2, 3, 4)
"""Hours of a peak that one can plan for."""
MATTERS: Final = 1.2
"""A fifth above or below average: less changes nobody's shifts."""


@dataclass(frozen=True, slots=True)
class Window:
    """Hours `first` to `last` (not with it) of a weekday, 0 being Monday.

    `times` is the rate per open hour over the average, with its interval; `whole_day` says that all
    open hours of the day are meant.
    """

    weekday: int
    first: int
    last: int
    whole_day: bool
    times: float
    low: float
    high: float
    count: float


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rates over the average for each weekday and hour; None where nothing was open."""

    per_hour: float
    times: tuple[tuple[float | None, ...], ...]
    peak: Window | None
    trough: Window | None


def heatmap(
    counts: Sequence[Numbers], hours: Sequence[Numbers], spread: Spread = CHANCE
) -> HeatMap | TooFew:
    """Compare 7 x 24 cells of orders per open hour; 100 orders within open hours at least.

    What came while closed takes no part. Pass the spread that the weekday index found: days differ
    more than chance makes them. Bounds are wide enough for all windows looked at together
    (Bonferroni). Source: https://en.wikipedia.org/wiki/Bonferroni_correction
    """
    open_hours = np.asarray(hours, dtype=np.float64)
    found = np.where(open_hours > 0, np.asarray(counts, dtype=np.float64), 0.0)
    if found.sum() < NEEDED:
        return TooFew(NEEDED, int(found.sum()), "counted")
    average = float(found.sum() / open_hours.sum())
    candidates = list(_windows(open_hours))
    z = NORMAL.inv_cdf(1 - OUTSIDE / 2 / len(candidates))
    judged = [_judged(each, found, open_hours, z=z, spread=spread) for each in candidates]
    return HeatMap(average, _cells(found, open_hours, average), _peak(judged), _trough(judged))


def _windows(hours: Floats) -> Iterator[tuple[int, int, int, bool]]:
    for weekday, day in enumerate(hours):
        is_open = np.flatnonzero(day > 0)
        if not is_open.size:
            continue
        first, last = int(is_open[0]), int(is_open[-1]) + 1
        yield weekday, first, last, True
        for length in LENGTHS:
            for start in range(first, last - length + 1):
                if (day[start : start + length] > 0).all() and length < last - first:
                    yield weekday, start, start + length, False


def _judged(
    where: tuple[int, int, int, bool], found: Floats, hours: Floats, *, z: float, spread: Spread
) -> Window:
    weekday, first, last, _ = where
    count = float(found[weekday, first:last].sum())
    total = float(found.sum())
    share = float(hours[weekday, first:last].sum() / hours.sum())
    low, high = wilson(count / spread.factor, total / spread.factor, z)
    return Window(*where, count / total / share, low / share, high / share, count)


def _peak(judged: Sequence[Window]) -> Window | None:
    """Take the hours that are surely the busiest; a whole day is no peak to plan a shift by."""
    sure = [each for each in judged if each.low > 1 and each.times >= MATTERS]
    return max(sure, key=lambda each: (not each.whole_day, each.low), default=None)


def _trough(judged: Sequence[Window]) -> Window | None:
    """Take the day that is surely the quietest, or else the hours."""
    sure = [each for each in judged if each.high < 1 and each.times <= 1 / MATTERS]
    return min(sure, key=lambda each: (not each.whole_day, each.high), default=None)


def _cells(found: Floats, hours: Floats, average: float) -> tuple[tuple[float | None, ...], ...]:
    return tuple(
        tuple(
            float(count / available / average) if available > 0 else None
            for count, available in zip(*row, strict=True)
        )
        for row in zip(found, hours, strict=True)
    )
