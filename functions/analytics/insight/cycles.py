"""The week and the year of a line: how strong they are, and which of their parts stand out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.insight.lines import Dot, Line
from analytics.insight.measures import measure_of
from analytics.insight.tiles import IsWorking
from analytics.kpi import Kpi
from analytics.patterns.index import Index, month_index, weekday_index
from analytics.patterns.scale import Scale
from analytics.patterns.season import Season, season
from analytics.patterns.too_few import TooFew
from analytics.tally import together

WEEK = 7
YEAR = 12
YEAR_DAYS = 365


@dataclass(frozen=True)
class Mean:
    """A weekday or month of a figure that does not add up: its own figure over that of all."""

    bucket: int
    index: float | None
    n: int
    days: float


@dataclass(frozen=True)
class Cycles:
    """What the patterns say of week and year.

    `weekdays` and `months` are of counts and sums, per open day; of other figures `weekday_means`
    and `month_means` tell how each differs from all.
    """

    daily: Season | TooFew
    monthly: Season | TooFew
    weekdays: Index | TooFew | None
    months: Index | TooFew | None
    weekday_means: tuple[Mean, ...] = ()
    month_means: tuple[Mean, ...] = ()


def look(kpi: Kpi, days: Line, months: Line, is_working: IsWorking) -> Cycles:
    """Let the patterns look at a KPI by day and by month."""
    is_added = kpi.shape in {"count", "sum"}
    scale: Scale | None = None if is_added else "plain"
    values, monthly = days.values, months.values
    has_years = int(np.isfinite(values).sum()) >= 2 * YEAR_DAYS
    daily = season(values, (WEEK, YEAR_DAYS) if has_years else (WEEK,), scale=scale)
    by_month = season(monthly, (YEAR,), scale=scale)
    if not is_added:
        return Cycles(
            daily, by_month, None, None,
            _means(kpi, days.core, lambda day: day.weekday(), 1),
            _means(kpi, months.core, lambda day: day.month, None),
        )  # fmt: skip
    # A day of figures on a closed day is one of the weekday's own; holidays take no part.
    is_open = [is_working(dot.day) for dot in days.core]
    weekdays = [dot.day.weekday() for dot in days.core]
    open_days = [float(_open_days(dot.day, is_working)) for dot in months.core]
    return Cycles(
        daily, by_month,
        weekday_index(values, weekdays, is_open, weights=_weights(days)),
        month_index(
            monthly, [dot.day.month for dot in months.core], open_days, weights=_weights(months)
        ),
    )  # fmt: skip


def _weights(line: Line) -> list[float]:
    return [float(dot.n) for dot in line.core]


def _open_days(first: date, is_working: IsWorking) -> int:
    return sum(1 for day in month_days(first) if is_working(day))


def month_days(first: date) -> list[date]:
    """Give the days of the month that begins on a day."""
    after = (first + timedelta(days=32)).replace(day=1)
    return [first + timedelta(days=n) for n in range((after - first).days)]


def _means(
    kpi: Kpi, dots: Sequence[Dot], name: Callable[[date], int], days: int | None
) -> tuple[Mean, ...]:
    measure = measure_of(kpi)
    known = [dot for dot in dots if dot.counts]
    whole = measure.value(together(dot.tally for dot in known))
    found = []
    for bucket in sorted({name(dot.day) for dot in known}):
        of_it = [dot for dot in known if name(dot.day) == bucket]
        tally = together(dot.tally for dot in of_it)
        value = measure.value(tally)
        index = value / whole if value is not None and whole and whole > 0 else None
        length = sum(days or len(month_days(dot.day)) for dot in of_it)
        found.append(Mean(bucket, index, measure.weight(tally), float(length)))
    return tuple(found)
