"""What the patterns found of seasons, in the shapes of the wire."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Final

from analytics.insight.cycles import Cycles, Mean
from analytics.insight.lines import Line
from analytics.insight.pattern_schemas import (
    CellOut,
    FewOut,
    HeatmapOut,
    IndexOut,
    PartsOut,
    SeasonOut,
    WindowOut,
)
from analytics.patterns.heatmap import HeatMap, Window
from analytics.patterns.index import Index
from analytics.patterns.season import Season
from analytics.patterns.series import Floats
from analytics.patterns.too_few import TooFew

DIGITS: Final = 6
"""Of parts, which are drawn and no more."""


@dataclass(frozen=True)
class Week:
    """Figures and open hours of every hour of the week, and what the pattern makes of them."""

    counts: Sequence[Sequence[float]]
    hours: Sequence[Sequence[float]]
    found: HeatMap | TooFew


def weekly_out(cycles: Cycles) -> SeasonOut:
    """Show the season of the week."""
    return _season(cycles.daily, cycles.weekdays, cycles.weekday_means)


def yearly_out(cycles: Cycles) -> SeasonOut:
    """Show the season of the year, as months tell it."""
    return _season(cycles.monthly, cycles.months, cycles.month_means)


def parts_out(line: Line, cycles: Cycles) -> PartsOut | None:
    """Show trend, season and rest of the days; they add up to the figures."""
    if isinstance(cycles.daily, TooFew):
        return None
    parts = cycles.daily.parts
    return PartsOut(
        days=[dot.day for dot in line.core],
        observed=_gappy(parts.values),
        trend=[_short(each) for each in parts.trend],
        season=[_short(each) for each in parts.season],
        rest=_gappy(parts.rest),
    )


def heatmap_out(week: Week) -> HeatmapOut:
    """Show every hour of the week; without enough figures there are counts, but no index."""
    found, cells = week.found, list(_cells(week))
    if isinstance(found, TooFew):
        return HeatmapOut(few=_few(found), cells=cells, peak=None, trough=None)
    peak, trough = _window(found.peak), _window(found.trough)
    return HeatmapOut(few=None, cells=cells, peak=peak, trough=trough)


def _season(
    found: Season | TooFew, index: Index | TooFew | None, means: Sequence[Mean]
) -> SeasonOut:
    told = list(_index(index, means))
    if isinstance(found, TooFew):
        return SeasonOut(
            state="too_few", few=_few(found), strength=None, level=None, p=None, index=told
        )
    first = found.seasons[0]
    p = index.p if isinstance(index, Index) else first.p
    return SeasonOut(
        state="ok", few=None, strength=first.strength, level=first.kind, p=p, index=told
    )


def _index(index: Index | TooFew | None, means: Sequence[Mean]) -> Iterator[IndexOut]:
    if isinstance(index, Index):
        for each in index.buckets:
            yield IndexOut(
                bucket=each.bucket,
                index=each.index,
                low=each.low,
                high=each.high,
                n=round(each.count),
                available=each.days,
            )
    for mean in means:
        yield IndexOut(
            bucket=mean.bucket, index=mean.index, low=None, high=None, n=mean.n, available=mean.days
        )


def _cells(week: Week) -> Iterator[CellOut]:
    times = None if isinstance(week.found, TooFew) else week.found.times
    for weekday, (counts, hours) in enumerate(zip(week.counts, week.hours, strict=True)):
        for hour, (count, available) in enumerate(zip(counts, hours, strict=True)):
            yield CellOut(
                weekday=weekday,
                hour=hour,
                count=round(count),
                hours=available,
                per_hour=count / available if available else None,
                index=times[weekday][hour] if times else None,
            )


def _window(found: Window | None) -> WindowOut | None:
    if found is None:
        return None
    return WindowOut(
        weekday=found.weekday,
        first=found.first,
        last=found.last,
        whole_day=found.whole_day,
        times=found.times,
        low=found.low,
        high=found.high,
        count=round(found.count),
    )


def _few(found: TooFew) -> FewOut:
    return FewOut(needed=found.needed, have=found.have)


def _gappy(values: Floats) -> list[float | None]:
    return [None if isnan(value) else _short(value) for value in values.tolist()]


def _short(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
