"""How strong season and trend are, and whether there is a season at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from analytics.patterns.chances import chi_square_tail
from analytics.patterns.kruskal import kruskal_wallis
from analytics.patterns.mstl import mstl
from analytics.patterns.scale import Scale, back, onto, scale_of
from analytics.patterns.series import Floats, Numbers, floats
from analytics.patterns.stl import ROUNDING, ROUNDS, Decomposition
from analytics.patterns.too_few import TooFew

Kind = Literal["none", "weak", "clear", "strong"]

CLEAR: Final = 0.3
STRONG: Final = 0.6
ALPHA: Final = 0.05
ROBUST_CYCLES: Final = 4
"""With fewer, each point of the season has hardly another to be judged by: all are believed."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How much of what the trend leaves is season (0..1), its class, and the test behind it.

    The class is `none` when the groups of the season (the Mondays, the Tuesdays) may as well be
    alike: over a few cycles noise too looks like a season.
    """

    period: int
    strength: float
    p: float
    kind: Kind


@dataclass(frozen=True, eq=False)
class Season:
    """A series taken apart on its scale, and how strong its seasons and its trend are."""

    scale: Scale
    scaled: Decomposition
    seasons: tuple[Strength, ...]
    trend_strength: float
    trend_kind: Kind

    @property
    def parts(self) -> Decomposition:
        """The parts in the unit of the figures; they add up to the series."""
        trend = back(self.scaled.trend, self.scale)
        level, seasons = self.scaled.trend, []
        for season in self.scaled.seasons:
            seasons.append(back(level + season, self.scale) - back(level, self.scale))
            level = level + season
        values = back(self.scaled.values, self.scale)
        return Decomposition(values, trend, tuple(seasons), self.scaled.trust)


def season(
    values: Numbers, periods: Sequence[int] = (7,), *, scale: Scale | None = None
) -> Season | TooFew:
    """Take a series apart and measure: two whole cycles at least, four or more tell better.

    Periods rise: 7 for days, 12 for months, (7, 365) for years of days. Gaps are NaN. Counts and
    amounts find their scale by themselves; pass `plain` for shares and ratings.

    F_s = max(0, 1 - Var(rest) / Var(season + rest)), F_t alike.
    Source: https://pkg.robjhyndman.com/tsfeatures/articles/tsfeatures.html
    """
    y = floats(values)
    chosen = scale_of(y) if scale is None else scale
    cycles = np.isfinite(y).sum() / periods[-1]
    scaled = mstl(onto(y, chosen), periods, rounds=ROUNDS if cycles >= ROBUST_CYCLES else 0)
    if isinstance(scaled, TooFew):
        return scaled
    found = tuple(_of(scaled, at, period) for at, period in enumerate(periods))
    trend_strength = _strength(scaled, scaled.trend)
    return Season(chosen, scaled, found, trend_strength, _kind(trend_strength))


def _of(scaled: Decomposition, at: int, period: int) -> Strength:
    one = scaled.seasons[at]
    groups = [(one + scaled.rest)[start::period] for start in range(period)]
    test = kruskal_wallis([group[np.isfinite(group)] for group in groups])
    # The trend has taken the level out of every cycle, which leaves one freedom less in each: the
    # ratio of the tests of Friedman and of Kruskal and Wallis.
    p = chi_square_tail(test.h * (period - 1) / period, period - 1)
    strength = _strength(scaled, one)
    return Strength(period, strength, p, _kind(strength) if p < ALPHA else "none")


def _strength(scaled: Decomposition, part: Floats) -> float:
    rest = scaled.rest
    whole = part + rest
    if float(np.nanstd(whole)) <= ROUNDING * float(np.nanmax(np.abs(scaled.values))):
        return 0.0
    return max(0.0, 1 - float(np.nanvar(rest) / np.nanvar(whole)))


def _kind(strength: float) -> Kind:
    if strength < CLEAR:
        return "weak"
    return "clear" if strength <= STRONG else "strong"
