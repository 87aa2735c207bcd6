"""A figure of two periods: by how much it changed, how sure that is, and the verdict on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from analytics.patterns import bootstrap, dispersion, intervals
from analytics.patterns.discovery import adjusted
from analytics.patterns.intervals import Interval
from analytics.patterns.measure import IN_POINTS, Effect, Measure, Side
from analytics.patterns.notes import Note
from analytics.patterns.too_few import TooFew

Verdict = Literal["no_data", "base_zero", "too_few", "no_change", "maybe_chance", "steady_change"]
Direction = Literal["up", "down", "none"]
Tone = Literal["good", "bad", "neutral"]

SURE: Final = 0.05
COUNTS: Final = ("count", "level")
OF_VALUES: Final = ("mean", "quantile")
FEWEST: Final = 10
"""Fewer observations say too little for a test to be worth its words."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both values, their difference and what to think of it.

    `absolute` is the difference; `relative` its share of the base, None where the base is not above
    0 or the figure is in points; `points` the difference in percentage points, None for others.
    Where the periods are not equally long, `per_day` is the relative change per day of a sum or a
    count. `interval` bounds the effect that is named by `effect`: per day for sums and counts.
    `few` and `lacking` say what is missing for a verdict: observations in both periods together,
    observations or days in one. `adjusted` is p among all figures of a page.
    """

    measure: Measure
    value: float | None
    base: float | None
    n: int
    n_base: int
    absolute: float | None = None
    relative: float | None = None
    points: float | None = None
    per_day: float | None = None
    effect: Effect = "relative"
    interval: Interval | None = None
    adjusted: float | None = None
    few: TooFew | None = None
    lacking: Literal["together", "observations", "days"] = "observations"
    verdict: Verdict = "no_data"
    direction: Direction = "none"
    tone: Tone = "neutral"
    notes: tuple[Note, ...] = ()

    @property
    def size(self) -> float | None:
        """The effect that the interval bounds."""
        if self.effect == "points":
            return None if self.points is None else self.points / 100
        if self.effect == "absolute":
            return self.absolute
        return self.relative if self.per_day is None else self.per_day


def compare(measure: Measure, now: Side, base: Side, notes: Sequence[Note] = ()) -> Comparison:
    """Compare one figure. Its verdict takes it for the only one: `judge` looks at a whole page."""
    return judge([measured(measure, now, base, notes)])[0]


def judge(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Give the verdicts on all figures of a page, none of them false by their number alone."""
    tested = [each for each in comparisons if each.interval is not None]
    ps = iter(adjusted([each.interval.p for each in tested if each.interval]))
    return tuple(
        _judged(replace(each, adjusted=next(ps)) if each.interval else each) for each in comparisons
    )


def measured(measure: Measure, now: Side, base: Side, notes: Sequence[Note] = ()) -> Comparison:
    """Measure the change of one figure with its interval, before any verdict."""
    one, two = now.whole, base.whole
    value = measure.value(one) if now.length else None
    before = measure.value(two) if base.length else None
    counted = Comparison(
        measure, value, before, measure.weight(one), measure.weight(two), notes=tuple(notes)
    )
    if value is None or before is None:
        return counted
    return _tested(_changed(counted, value, before, now.length / base.length), now, base)


def _changed(counted: Comparison, value: float, before: float, lengths: float) -> Comparison:
    absolute = value - before
    if counted.measure.kind in IN_POINTS:
        return replace(counted, absolute=absolute, points=absolute * 100, effect="points")
    if before <= 0:
        return replace(counted, absolute=absolute, effect="absolute")
    is_sum = counted.measure.kind in {"count", "sum"}
    return replace(
        counted,
        absolute=absolute,
        relative=absolute / before,
        per_day=value / before / lengths - 1 if is_sum and lengths != 1 else None,
    )


def _tested(counted: Comparison, now: Side, base: Side) -> Comparison:
    few = _few(counted)
    if few is not None:
        is_count = counted.measure.kind in COUNTS
        return replace(counted, few=few, lacking="together" if is_count else "observations")
    found = _interval(counted, now, base)
    if isinstance(found, TooFew):
        return replace(counted, few=found, lacking="days")
    interval, effect, is_guess = found
    extra = (Note("spread_unknown"),) if is_guess else ()
    notes = (*counted.notes, *extra)
    return replace(counted, interval=interval, effect=effect, notes=notes)


def _few(counted: Comparison) -> TooFew | None:
    """Counts add up to enough in both periods together; of others each period has enough."""
    is_count = counted.measure.kind in COUNTS
    have = counted.n + counted.n_base if is_count else min(counted.n, counted.n_base)
    needed = FEWEST * counted.measure.grain
    return TooFew(needed, have) if have < needed else None


def _interval(counted: Comparison, now: Side, base: Side) -> tuple[Interval, Effect, bool] | TooFew:
    """Choose the test by the kind; the third says that days were too few to see how they differ."""
    kind, one, two = counted.measure.kind, now.whole, base.whole
    if kind == "level":
        return _ratio(intervals.rate_ratio((one.total, 1), (two.total, 1))), "relative", False
    if kind == "count":
        spread = dispersion.of_counts(_counts(now), _counts(base))
        found = intervals.rate_ratio((one.total, now.length), (two.total, base.length), spread)
        return _ratio(found), "relative", _is_guess(len(now.days), len(base.days))
    if kind == "share":
        spread = dispersion.of_shares(_shares(now), _shares(base))
        found = intervals.share_change((one.total, one.n), (two.total, two.n), spread)
        return found, "points", _is_guess(_known(now), _known(base))
    return _drawn(counted, now, base)


def _drawn(counted: Comparison, now: Side, base: Side) -> tuple[Interval, Effect, bool] | TooFew:
    kind = counted.measure.kind
    statistic: bootstrap.Statistic = (
        "sum" if kind == "sum" else "quantile" if kind == "quantile" else "mean"
    )
    lengths = now.length / base.length if kind == "sum" else 1.0
    is_whole = now.part is None and base.part is None
    how = bootstrap.Drawing(statistic, counted.measure.share, lengths, weekly=is_whole)
    drawn = bootstrap.change(now.blocks, base.blocks, how)
    if isinstance(drawn, TooFew):
        return drawn
    if counted.effect == "relative" and drawn.relative is not None:
        return drawn.relative, "relative", False
    effect: Effect = "points" if counted.effect == "points" else "absolute"
    return drawn.absolute, effect, False


def _ratio(found: Interval) -> Interval:
    return Interval(found.low - 1, found.high - 1, found.p)


def _counts(side: Side) -> tuple[int, list[float]]:
    return side.begins.weekday(), [float(day.total) for day in side.days]


def _shares(side: Side) -> tuple[list[float], list[float]]:
    return [float(day.total) for day in side.days], [float(day.n) for day in side.days]


def _known(side: Side) -> int:
    return sum(1 for day in side.days if day.n)


def _is_guess(now: int, base: int) -> bool:
    """Say whether so many days are too few to see how days differ."""
    return now + base - 2 < dispersion.MIN_FREEDOM


def _judged(counted: Comparison) -> Comparison:
    verdict = _verdict(counted)
    if verdict in {"no_data", "too_few", "no_change"}:
        return replace(counted, verdict=verdict)
    size = counted.absolute if counted.size is None else counted.size
    direction: Direction = "up" if (size or 0) > 0 else "down"
    tone: Tone = "neutral"
    if verdict == "steady_change" and counted.measure.better != "neither":
        tone = "good" if direction == counted.measure.better else "bad"
    return replace(counted, verdict=verdict, direction=direction, tone=tone)


def _verdict(counted: Comparison) -> Verdict:
    if counted.value is None or counted.base is None:
        return "no_data"
    if counted.base == 0 and counted.measure.kind not in IN_POINTS:
        # Of a mean or a median 0 is a value among others: whether it was one is to be seen first.
        if counted.few is not None and counted.measure.kind in OF_VALUES:
            return "too_few"
        return "base_zero" if counted.value else "no_change"
    if counted.interval is None or counted.adjusted is None:
        return "too_few"
    size = abs(counted.size or 0.0)
    if counted.effect == "absolute":
        size /= abs(counted.base)
    if size < counted.measure.least:
        return "no_change"
    return "steady_change" if counted.adjusted <= SURE else "maybe_chance"
