"""One KPI as a series of days, weeks or months: which steps are known, and which can still move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import nan
from typing import Final

import numpy as np

from analytics.derived import DerivedKpi
from analytics.insight.measures import AnyKpi, measure_for
from analytics.insight.schemas import Step
from analytics.insight.spans import Spans, tally_of
from analytics.patterns.series import Floats
from analytics.tally import Tally, together

WEEK: Final = 7


@dataclass(frozen=True)
class Dot:
    """One step: its first day, whether it is over and whole, and whether it can still change.

    `value` is None where there is no data, or nothing was recorded yet.
    """

    day: date
    tally: Tally
    value: float | None
    n: int
    complete: bool
    mature: bool

    @property
    def counts(self) -> bool:
        """Whether a statement may rest on it."""
        return self.complete and self.mature


@dataclass(frozen=True)
class Line:
    """The steps of a period in order; the patterns look at those from `start` up to `end`."""

    dots: tuple[Dot, ...]
    start: int
    end: int

    @property
    def core(self) -> tuple[Dot, ...]:
        """The steps from the first known one to the last."""
        return self.dots[self.start : self.end]

    @property
    def values(self) -> Floats:
        """Their figures, NaN for gaps."""
        known = (dot.value if dot.counts else None for dot in self.core)
        return np.array([nan if value is None else value for value in known], np.float64)


def line_of(spans: Spans, kpi: AnyKpi, step: Step) -> Line:
    """Put the days of a question into steps.

    Weeks begin on Monday, months on the 1st. Those at the ends of the period that are not whole,
    and those of before the first record, take no part in statements.
    """
    measure, begun = measure_for(kpi), _begun(spans)
    dots = []
    for days in _steps(spans.question.period.days, step):
        tally = _of_step(spans, kpi, days)
        is_known = begun is not None and days[-1] >= begun and days[0] <= spans.today
        is_whole = _is_whole(days, step) and days[-1] < spans.today
        dots.append(
            Dot(
                day=days[0],
                tally=tally,
                value=measure.value(tally) if is_known else None,
                n=measure.weight(tally),
                complete=is_whole and begun is not None and days[0] >= begun,
                mature=days[-1] + kpi.matures < spans.today,
            )
        )
    sure = [place for place, dot in enumerate(dots) if dot.counts and dot.value is not None]
    return Line(tuple(dots), sure[0] if sure else 0, sure[-1] + 1 if sure else 0)


def _of_step(spans: Spans, kpi: AnyKpi, days: Sequence[date]) -> Tally:
    """Put days together; of what stood at their ends the last one counts."""
    if isinstance(kpi, DerivedKpi) and kpi.course == "level":
        days = [day for day in days if day in spans.now][-1:]
    key = spans.question.key
    return together(tally_of(spans.now, day, kpi.name, key, spans.today) for day in days)


def after(day: date, step: Step, count: int) -> date:
    """Give the first day of a later step."""
    if step == "day":
        return day + timedelta(days=count)
    if step == "week":
        return day + timedelta(days=WEEK * count)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)


def _begun(spans: Spans) -> date | None:
    """Give the first day with any record: before it nothing is known, not nothing done."""
    return min(spans.now, default=None)


def _steps(days: Sequence[date], step: Step) -> list[list[date]]:
    if step == "day":
        return [[day] for day in days]
    if step == "week":
        return [list(group) for _, group in groupby(days, lambda day: day.isocalendar()[:2])]
    return [list(group) for _, group in groupby(days, lambda day: (day.year, day.month))]


def _is_whole(days: Sequence[date], step: Step) -> bool:
    if step == "day":
        return True
    if step == "week":
        return len(days) == WEEK
    return days[0].day == 1 and (days[-1] + timedelta(days=1)).day == 1
