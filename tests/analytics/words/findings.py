"""Trends, seasons and causes, each with what is said of it."""

from datetime import date
from functools import partial

import numpy as np

from analytics.patterns.cohorts import Returned
from analytics.patterns.heatmap import HeatMap, Window
from analytics.patterns.index import Bucket, Index
from analytics.patterns.intervals import CHANCE
from analytics.patterns.mann_kendall import MannKendall
from analytics.patterns.projection import Projection
from analytics.patterns.season import Season, Strength
from analytics.patterns.stl import Decomposition
from analytics.patterns.theil_sen import Slope
from analytics.patterns.too_few import TooFew
from analytics.patterns.trend import Trend
from analytics.patterns.waterfall import of_ratios, of_sums
from analytics.words import causes, customers, promises, running, season, trend
from analytics.words.trend import Steps
from tests.analytics.words.figures import COMPLETED, LEAD, ON_TIME, REVENUE

CHANGED = date(2026, 5, 14)
MARCH = date(2026, 3, 1)
WEEKS = Steps("weeks")
MONTHS = Steps("months", is_seasonal=True)
PARTS = Decomposition(np.zeros(0), np.zeros(0), (), np.zeros(0))


def a_trend(direction, slope=3.0, n=26, *, steady=True, significant=True, matters=True):
    """Make the outcome of a trend."""
    change = slope * (n - 1)
    return Trend(
        direction, steady, significant, matters, change, change / 100,
        Slope(slope, slope - 1, slope + 1, 10.0, n),
        MannKendall(1, 2.0, 0.04 if significant else 0.4, 0.3, n, 0.0, float(n)),
    )  # fmt: skip


def a_season(*strengths):
    """Make seasons of (period, strength, kind)."""
    told = tuple(Strength(period, size, 0.01, kind) for period, size, kind in strengths)
    return Season("plain", PARTS, told, 0.1, "none")


def an_index(*buckets, p=0.001):
    """Make buckets of (bucket, index), each sure to a tenth."""
    told = tuple(Bucket(n, i, i * 0.9, i * 1.1, 10.0 * i, 100 * i, 10) for n, i in buckets)
    return Index(told, 40.0, p, CHANCE)


def heat(peak=None, trough=None):
    """Make the outcome of a heatmap."""
    return HeatMap(2.0, (), peak, trough)


BUSY = Window(1, 10, 12, whole_day=False, times=1.8, low=1.5, high=2.2, count=80)
QUIET = Window(6, 0, 24, whole_day=True, times=0.31, low=0.2, high=0.4, count=5)
MIXED = {"repair": (90, 100), "montage": (50, 100)}
NAMES = {"repair": "Ремонт", "montage": "Монтаж"}

FINDINGS = {
    "trend: rising, steady": partial(trend.tell, a_trend("rising"), COMPLETED, WEEKS),
    "trend: falling, young": partial(
        trend.tell, a_trend("falling", -1.0, 21, steady=False), COMPLETED, WEEKS
    ),
    "trend: of time, with seasons": partial(
        trend.tell, a_trend("rising", 3700.0, 36), LEAD, MONTHS
    ),
    "trend: of a share": partial(trend.tell, a_trend("falling", -0.0031), ON_TIME, WEEKS),
    "trend: too small": partial(
        trend.tell, a_trend("none", 0.02, steady=False, matters=False), COMPLETED, WEEKS
    ),
    "trend: by chance": partial(
        trend.tell, a_trend("none", 3, steady=False, significant=False), COMPLETED, WEEKS
    ),
    "trend: none": partial(
        trend.tell,
        a_trend("none", 0.0, steady=False, significant=False, matters=False),
        COMPLETED,
        WEEKS,
    ),
    "trend: too few": partial(trend.tell, TooFew(8, 5), COMPLETED, WEEKS),
    "season: strong week": partial(season.tell, a_season((7, 0.716, "strong")), COMPLETED, "days"),
    "season: clear week, weak year": partial(
        season.tell, a_season((7, 0.41, "clear"), (365, 0.12, "weak")), COMPLETED, "days"
    ),
    "season: none": partial(season.tell, a_season((12, 0.0, "none")), COMPLETED, "months"),
    "season: too few": partial(season.tell, TooFew(14, 9), COMPLETED, "days"),
    "index: week": partial(
        season.tell_index, an_index((1, 1.8), (3, 1.0), (6, 0.31)), COMPLETED, "week"
    ),
    "index: year": partial(season.tell_index, an_index((3, 1.21), (7, 0.79)), COMPLETED, "year"),
    "index: closed on Sundays": partial(
        season.tell_index, an_index((0, 2.0), (6, 0.01)), COMPLETED, "week"
    ),
    "index: alike weekdays": partial(
        season.tell_index, an_index((0, 1.01), (1, 0.99), p=0.7), COMPLETED, "week"
    ),
    "index: alike months": partial(
        season.tell_index, an_index((1, 1.01), (2, 0.99), p=0.7), COMPLETED, "year"
    ),
    "index: no weekday stands out": partial(
        season.tell_index, an_index((0, 1.04), (1, 0.96)), COMPLETED, "week"
    ),
    "index: no month stands out": partial(
        season.tell_index, an_index((1, 1.04), (2, 0.96)), COMPLETED, "year"
    ),
    "index: too few days": partial(season.tell_index, TooFew(14, 3), COMPLETED, "week"),
    "index: too few orders": partial(
        season.tell_index, TooFew(35, 21, "counted"), COMPLETED, "week"
    ),
    "index: too few months": partial(season.tell_index, TooFew(24, 12), COMPLETED, "year"),
    "hours: peak and trough": partial(season.tell_hours, heat(BUSY, QUIET), COMPLETED),
    "hours: peak only": partial(season.tell_hours, heat(BUSY), COMPLETED),
    "hours: neither": partial(season.tell_hours, heat(), COMPLETED),
    "hours: too few": partial(season.tell_hours, TooFew(100, 42, "counted"), COMPLETED),
    "cause: of a sum": partial(
        causes.tell, of_sums({"repair": 90, "montage": 31}, {"repair": 60}), COMPLETED, NAMES
    ),
    "cause: of money": partial(
        causes.tell, of_sums({"repair": 1_000_000}, {"repair": 1_234_50}), REVENUE, NAMES
    ),
    "cause: mix": partial(
        causes.tell, of_ratios({"repair": (45, 50), "montage": (75, 150)}, MIXED), ON_TIME, NAMES
    ),
    "cause: rate": partial(
        causes.tell, of_ratios({"repair": (97, 100), "montage": (50, 100)}, MIXED), ON_TIME, NAMES
    ),
    "cause: many small slices": partial(
        causes.tell, of_sums({f"{n}": 10 for n in range(90)}, {}), COMPLETED, {}
    ),
    "cause: nothing changed": partial(
        causes.tell,
        of_sums({"repair": 5, "montage": 4}, {"repair": 4, "montage": 5}),
        COMPLETED,
        NAMES,
    ),
    "projection: of a count": partial(
        causes.project, Projection(181.2, 160.9, 221.0, 8), COMPLETED
    ),
    "projection: of money": partial(
        causes.project, Projection(18_120_050, 16_000_000, 22_100_000, 4), REVENUE
    ),
    "projection: too few": partial(causes.project, TooFew(4, 2), COMPLETED),
    "today: a count": partial(running.tell, 21, COMPLETED),
    "today: a share": partial(running.tell, 0.845, ON_TIME),
    "today: nothing": partial(running.tell, None, LEAD),
    "promises: changed": partial(promises.tell, "sla_changed", CHANGED),
    "promises: changed later": partial(promises.tell, "sla_changed_since", CHANGED),
    "customers: came again": partial(customers.tell, (321, 1234), 5),
    "customers: too few": partial(customers.tell, (1, 3), 5),
    "customers: came again by cohort": partial(
        customers.tell_cohorts, [Returned(1, 17, 210), Returned(3, 9, 180), Returned(6, 4, 1120)]
    ),
    "customers: came again a month later": partial(customers.tell_cohorts, [Returned(1, 1, 21)]),
    "customers: cohorts return more often": partial(
        customers.tell_shift, Returned(1, 9, 210), Returned(1, 41, 190), MARCH, is_real=True
    ),
    "customers: cohorts return less often": partial(
        customers.tell_shift, Returned(1, 41, 190), Returned(1, 9, 210), MARCH, is_real=True
    ),
    "customers: cohorts alike": partial(
        customers.tell_shift, Returned(1, 9, 190), Returned(1, 10, 210), MARCH, is_real=False
    ),
}
