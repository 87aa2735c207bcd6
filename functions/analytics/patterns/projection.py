"""What an unfinished period will come to, judged by what share its elapsed part usually is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from analytics.patterns.periods import Stretch, elapsed, months_before
from analytics.patterns.too_few import TooFew
from analytics.period import Period

MIN_PERIODS: Final = 4
"""Fewer past periods do not tell what is usual."""
USED_PERIODS: Final = 8
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Projection:
    """The middle of what past periods would make of the part so far, and their extremes."""

    value: float
    low: float
    high: float
    periods: int


@dataclass(frozen=True, slots=True)
class Past:
    """A past period, and the part of it that is as long as what is over of the current one."""

    whole: Period
    part: Stretch


def project(so_far: float, past: Sequence[tuple[float, float]]) -> Projection | TooFew:
    """Project a sum or a count from past periods, each as (its part, its whole).

    Periods whose part is not above 0 tell no share and are left out; at least 4 are needed. The
    bounds are what the least and the most like the others would give, not an interval of 95 %.
    """
    grown = sorted(whole / part for part, whole in past if part > 0 and whole > 0)
    if len(grown) < MIN_PERIODS:
        return TooFew(MIN_PERIODS, len(grown))
    return Projection(so_far * median(grown), so_far * grown[0], so_far * grown[-1], len(grown))


def earlier(asked: Period, today: date, most: int = USED_PERIODS) -> tuple[Past, ...]:
    """Give past periods like this one, the latest first.

    Those of a calendar month are calendar months; those of other periods are whole weeks back and
    do not overlap, so that a Monday stands for a Monday.
    """
    part = elapsed(asked, today)
    return tuple(_past(_back(asked, number), part.whole) for number in range(1, most + 1))


def _back(asked: Period, number: int) -> Period:
    if asked.first.day == 1 and asked.last == _end_of_month(asked.first):
        first = months_before(asked.first, number)
        return Period(first, _end_of_month(first))
    step = timedelta(weeks=-(-len(asked.days) // WEEK))
    return Period(asked.first - step * number, asked.last - step * number)


def _end_of_month(first: date) -> date:
    return months_before(first.replace(day=1), -1) - timedelta(days=1)


def _past(whole: Period, days: int) -> Past:
    return Past(whole, Stretch(whole.first, min(days, len(whole.days))))
