"""Changes of level, unusual days and forecasts, with what is said of them."""

from datetime import date
from functools import partial

import numpy as np

from analytics.patterns.anomaly import Band, Outlier
from analytics.patterns.change_points import ChangePoint, ChangePoints
from analytics.patterns.forecast import Forecast
from analytics.patterns.noise_level import NoiseLevel
from analytics.patterns.too_few import TooFew
from analytics.words import anomaly, changes, forecast
from analytics.words.changes import Line
from tests.analytics.words.figures import COMPLETED, LEAD, NPS, ON_TIME, REVENUE

DAYS = Line(date(2026, 5, 1), 2026)
WEEKS = Line(date(2026, 4, 27), 2027, "weeks")


def of(*points, gradual=False):
    """Make changes of (at, low, high, before, after)."""
    told = tuple(ChangePoint(*each) for each in points)
    return ChangePoints(told, gradual, NoiseLevel(1.0, 0.0, 1.0))


def band(*outliers):
    """Make days of (at, side, value, expected, low, high) that stand out."""
    nothing = np.zeros(0)
    return Band(nothing, nothing, nothing, tuple(Outlier(*each) for each in outliers))


CHANGES = {
    "change: fall of a count": partial(changes.tell, of((13, 10, 16, 22.2, 15.0)), COMPLETED, DAYS),
    "change: rise of money a week": partial(
        changes.tell, of((3, 3, 3, 20_000_000, 24_100_000)), REVENUE, WEEKS
    ),
    "change: two, of a share": partial(
        changes.tell, of((13, 12, 14, 0.85, 0.78), (40, 33, 50, 0.78, 0.91)), ON_TIME, DAYS
    ),
    "change: of time": partial(changes.tell, of((8, 6, 10, 7_000, 9_000)), LEAD, WEEKS),
    "change: of a base below zero": partial(changes.tell, of((8, 6, 10, -0.1, 0.2)), NPS, WEEKS),
    "change: of money from below zero": partial(
        changes.tell, of((8, 6, 10, -10_000, 30_000)), REVENUE, DAYS
    ),
    "change: gradual": partial(changes.tell, of(gradual=True), COMPLETED, DAYS),
    "change: none": partial(changes.tell, of(), COMPLETED, DAYS),
    "change: too few": partial(changes.tell, TooFew(42, 21), COMPLETED, DAYS),
    "anomaly: two days": partial(
        anomaly.tell,
        band((3, "below", 1.0, 20.0, 8.0, 31.0), (21, "above", 41.0, 20.0, 12.0, 28.0)),
        COMPLETED,
        DAYS,
    ),
    "anomaly: of money": partial(
        anomaly.tell, band((3, "above", 9_000_050, 0, 2_000_000, 7_000_000)), REVENUE, DAYS
    ),
    "anomaly: of a share": partial(
        anomaly.tell, band((3, "below", 0.41, 0.8, 0.62, 0.97)), ON_TIME, DAYS
    ),
    "anomaly: of time": partial(
        anomaly.tell, band((3, "above", 30_000, 5_000, 1_200, 9_000)), LEAD, DAYS
    ),
    "anomaly: none": partial(anomaly.tell, band(), COMPLETED, DAYS),
    "anomaly: too few": partial(anomaly.tell, TooFew(28, 21), COMPLETED, DAYS),
}


def foretold(mean, low, high, *, method="fading_trend", horizon=14):
    """Make a forecast of equal points."""
    expected, lowest, highest = (np.full(horizon, float(each)) for each in (mean, low, high))
    return Forecast(method, expected, lowest, highest, 0.8, 0.88, 20)


FORECASTS = {
    "forecast: of a count": partial(forecast.tell, foretold(20, 11.5, 29), COMPLETED, "days"),
    "forecast: no better than the last cycle": partial(
        forecast.tell, foretold(21, 8, 31, method="seasonal_naive", horizon=21), COMPLETED, "weeks"
    ),
    "forecast: of money": partial(
        forecast.tell, foretold(20_000_000, 15_000_000, 22_000_000, horizon=3), REVENUE, "months"
    ),
    "forecast: of a share": partial(forecast.tell, foretold(0.85, 0.8, 0.9), ON_TIME, "days"),
    "forecast: of time": partial(forecast.tell, foretold(7_000, 5_000, 9_000), LEAD, "days"),
    "forecast: too few": partial(forecast.tell, TooFew(39, 30), COMPLETED, "days"),
}
