"""Every pattern looks at one line: what they say of its trend, its levels, its days, its future."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from analytics.availability import Rules, special_days
from analytics.insight.lines import Line, after
from analytics.insight.measures import AnyKpi, measure_for
from analytics.insight.schemas import Step
from analytics.kpi import Kpi
from analytics.patterns import anomaly, change_points, forecast, trend
from analytics.patterns.anomaly import Band
from analytics.patterns.change_points import ChangePoints
from analytics.patterns.forecast import Forecast
from analytics.patterns.measure import IN_POINTS
from analytics.patterns.season import season
from analytics.patterns.series import Floats
from analytics.patterns.too_few import TooFew
from analytics.patterns.trend import Trend

LENGTHS: Final[Mapping[Step, int]] = {"day": 1, "week": 7, "month": 30}
SEASONS: Final[Mapping[Step, tuple[int, ...]]] = {"day": (7, 365), "week": (52,), "month": (12,)}
LEAST: Final[Mapping[Step, int]] = {"day": change_points.DAYS, "week": change_points.WEEKS}
"""How long a level lasts at least; months are too few for levels."""
AHEAD: Final[Mapping[Step, int]] = {"day": 14, "week": 4, "month": 3}
CYCLES: Final = 2


@dataclass(frozen=True)
class Found:
    """What the patterns say of a line; None where they have no say at all."""

    line: Line
    step: Step
    season: Floats
    level: Floats | None
    trend: Trend | TooFew
    changes: ChangePoints | TooFew | None
    band: Band | TooFew | None
    forecast: Forecast | TooFew

    def day(self, place: int) -> date:
        """Give the first day of a step of the core; beyond it, of one to come."""
        core = self.line.core
        return core[place].day if place < len(core) else after(core[0].day, self.step, place)


def look(kpi: AnyKpi, line: Line, step: Step, rules: Rules) -> Found:
    """Let every pattern look at a line."""
    values, measure = line.values, measure_for(kpi)
    is_counted = measure.kind == "count"
    in_points = measure.least if measure.kind in IN_POINTS else None
    seasons = _seasons(values, SEASONS[step])
    parts = season(values, seasons, scale=None if _is_added(kpi) else "plain") if seasons else None
    taken = np.zeros(values.size)
    level = None
    if parts is not None and not isinstance(parts, TooFew):
        taken, level = parts.parts.season, parts.parts.trend
    period = seasons[0] if seasons else 1
    found = trend.trend(values, step_days=LENGTHS[step], period=period, least=in_points)
    changes = band = None
    if step in LEAST:
        adjusted = values - taken
        changes = change_points.change_points(adjusted, least=LEAST[step], least_change=in_points)
    if step == "day":
        special = special_days(rules.calendar, [dot.day for dot in line.core])
        band = anomaly.anomalies(values, skipped=special, counts=is_counted)
    cycle = SEASONS[step][0]
    coming = forecast.forecast(values, AHEAD[step], period=cycle, counts=_is_added(kpi))
    return Found(line, step, taken, level, found, changes, band, coming)


def _seasons(values: Floats, periods: tuple[int, ...]) -> tuple[int, ...]:
    known = int(np.isfinite(values).sum())
    return tuple(period for period in periods if known >= CYCLES * period)


def _is_added(kpi: AnyKpi) -> bool:
    return isinstance(kpi, Kpi) and kpi.shape in {"count", "sum"}
