"""What the patterns found of a line, in the shapes of the wire."""

from collections.abc import Mapping

from analytics.insight.looking import Found
from analytics.insight.pattern_schemas import (
    AheadOut,
    BandOut,
    BreakOut,
    FewOut,
    ForecastOut,
    OddOut,
    SmoothOut,
    TrendOut,
)  # fmt: skip
from analytics.insight.schemas import WordsOut
from analytics.patterns.too_few import TooFew
from analytics.words.plural import Tongue


def points_out(found: Found) -> list[SmoothOut]:
    """Show every step, with and without its season."""
    start, shown = found.line.start, []
    for place, dot in enumerate(found.line.dots):
        at = place - start
        is_inside = 0 <= at < len(found.line.core)
        has_season = is_inside and dot.value is not None and found.level is not None
        shown.append(
            SmoothOut(
                day=dot.day,
                value=dot.value,
                n=dot.n,
                adjusted=float(dot.value - found.season[at])
                if has_season and dot.value is not None
                else None,
                trend=_level(found, at) if is_inside else None,
                complete=dot.complete,
                mature=dot.mature,
            )
        )
    return shown


def _level(found: Found, at: int) -> float | None:
    if found.level is not None:
        return float(found.level[at])
    return None if isinstance(found.trend, TooFew) else found.trend.slope.at(at)


def trend_out(found: Found) -> TrendOut:
    """Show the trend with its bounds."""
    told = found.trend
    if isinstance(told, TooFew):
        return TrendOut(
            state="too_few", few=_few(told), direction="none", steady=False, slope=None, low=None,
            high=None, per=found.step, p=None, effective_n=None,
        )  # fmt: skip
    slope = told.slope
    return TrendOut(
        state="ok", few=None, direction=told.direction, steady=told.steady, slope=slope.per_step,
        low=slope.low, high=slope.high, per=found.step, p=told.test.p,
        effective_n=told.test.effective_n,
    )  # fmt: skip


def _few(found: TooFew) -> FewOut:
    return FewOut(needed=found.needed, have=found.have)


def breaks_out(found: Found) -> list[BreakOut]:
    """Show where levels changed."""
    if found.changes is None or isinstance(found.changes, TooFew):
        return []
    return [
        BreakOut(
            at=found.day(each.at), earliest=found.day(each.low), latest=found.day(each.high),
            before=each.before, after=each.after,
        )
        for each in found.changes.points
    ]  # fmt: skip


def odd_out(found: Found) -> list[OddOut]:
    """Show the days that stand out."""
    if found.band is None or isinstance(found.band, TooFew):
        return []
    return [
        OddOut(
            day=found.day(each.at), value=each.value, expected=each.expected, low=each.low,
            high=each.high,
        )
        for each in found.band.outliers
    ]  # fmt: skip


def band_out(found: Found) -> list[BandOut]:
    """Show what was to be expected of every day."""
    if found.band is None or isinstance(found.band, TooFew):
        return []
    bounds = zip(found.line.core, found.band.low, found.band.high, strict=True)
    return [BandOut(day=dot.day, low=float(low), high=float(high)) for dot, low, high in bounds]


def forecast_out(found: Found, reason: Mapping[Tongue, str]) -> ForecastOut:
    """Show the steps to come, if they can be told better than by repeating the last season."""
    told = found.forecast
    said = WordsOut(ru=reason["ru"], en=reason["en"])
    if isinstance(told, TooFew):
        return ForecastOut(shown=False, code="too_few", reason=said, error_ratio=None, points=[])
    if told.method == "seasonal_naive":
        return ForecastOut(
            shown=False, code="not_better", reason=said, error_ratio=told.over_naive, points=[]
        )
    count = len(found.line.core)
    steps = enumerate(zip(told.expected, told.low, told.high, strict=True))
    points = [
        AheadOut(day=found.day(count + n), value=float(v), low=float(low), high=float(high))
        for n, (v, low, high) in steps
    ]
    return ForecastOut(
        shown=True, code="better", reason=said, error_ratio=told.over_naive, points=points
    )
