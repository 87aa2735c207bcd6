"""When the level changed for good: since 14 May it is 15 a day, no longer 22."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from analytics.patterns.noise_level import NoiseLevel, noise_level
from analytics.patterns.pelt import pelt
from analytics.patterns.series import Floats, Numbers, filled, floats
from analytics.patterns.too_few import TooFew

DAYS: Final = 14
WEEKS: Final = 4
"""The least length of a level, in days and in weeks: shorter ones are episodes."""
PENALTY: Final = 3.0
"""Times the variance and ln n, for each change: false alarms stay below 8 % of quiet series."""
REACH: Final = 11.03
"""The 97.5 % point of where two-sided Brownian motion with drift |s|/2 peaks (Bai 1997)."""
MATTERS: Final = 0.1
OUTLYING: Final = 3.0


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """The first point of a new level, the bounds of 95 % for it, and the levels about it."""

    at: int
    low: int
    high: int
    before: float
    after: float

    @property
    def relative(self) -> float | None:
        """The change as a share of the level before, if that is above 0."""
        return self.after / self.before - 1 if self.before > 0 else None


@dataclass(frozen=True, slots=True)
class ChangePoints:
    """The changes in order; `gradual` says that a straight line tells it better than levels."""

    points: tuple[ChangePoint, ...]
    gradual: bool
    noise: NoiseLevel


def change_points(
    values: Numbers, *, least: int = DAYS, least_change: float | None = None
) -> ChangePoints | TooFew:
    """Find changes of level in a series without its season (`Decomposition.adjusted`).

    `least` is how many points a level lasts at least: 14 days or 4 weeks. Three times as many are
    needed. Smaller changes than `least_change` are left out: a tenth of the median by default.

    PELT with squared errors. Its penalty is 3 ln n times the long-run variance, as neighbours are
    alike: the plain variance would see changes in half of all quiet series.
    Bounds: Bai 1997, https://doi.org/10.1162/003465397557132
    """
    y = floats(values)
    known = int(np.isfinite(y).sum())
    if known < 3 * least:
        return TooFew(3 * least, known)
    y = filled(y)
    noise = noise_level(y)
    if noise.lasting <= 0:
        return ChangePoints((), gradual=False, noise=noise)
    calm = _calm(y, noise, least)
    cuts = pelt(calm, penalty=PENALTY * noise.lasting * log(y.size), least=least)
    if not cuts or _is_line(calm, cuts):
        return ChangePoints((), gradual=bool(cuts), noise=noise)
    smallest = MATTERS * abs(float(np.median(y))) if least_change is None else least_change
    found = _points(calm, cuts, noise)
    enough = tuple(each for each in found if abs(each.after - each.before) >= smallest)
    return ChangePoints(enough, gradual=False, noise=noise)


def _calm(y: Floats, noise: NoiseLevel, least: int) -> Floats:
    """Bring outliers back to within three deviations of the median about them."""
    padded = np.pad(y, least, mode="reflect")
    middles = np.median(sliding_window_view(padded, 2 * least + 1), axis=-1)
    reach = OUTLYING * noise.deviation
    return np.clip(y, middles - reach, middles + reach)


def _points(y: Floats, cuts: tuple[int, ...], noise: NoiseLevel) -> list[ChangePoint]:
    edges = (0, *cuts, y.size)
    levels = [float(y[start:end].mean()) for start, end in pairwise(edges)]
    found = []
    for number, at in enumerate(cuts):
        before, after = levels[number], levels[number + 1]
        off = ceil(REACH * noise.lasting / (after - before) ** 2)
        low, high = max(at - off, edges[number] + 1), min(at + off, edges[number + 2] - 1)
        found.append(ChangePoint(at, low, high, before, after))
    return found


def _is_line(y: Floats, cuts: tuple[int, ...]) -> bool:
    """Say whether a line tells as much with fewer numbers, by the criterion of Schwarz (BIC)."""
    steps = np.arange(y.size, dtype=np.float64)
    line = y - np.polyval(np.polyfit(steps, y, 1), steps)
    level = np.concatenate([part - part.mean() for part in np.split(y, cuts)])
    tiny = np.finfo(np.float64).tiny
    price = (2 * len(cuts) + 1 - 2) * log(y.size) / y.size
    return log(float(line @ line) + tiny) <= log(float(level @ level) + tiny) + price
