"""Trend, season and rest, against statsmodels."""

import numpy as np
import pytest
from statsmodels.tsa.seasonal import MSTL, STL

from analytics.patterns.mstl import mstl
from analytics.patterns.stl import Decomposition, stl
from analytics.patterns.too_few import TooFew
from tests.analytics.patterns.noise import weekly

SHAPES = [(28, 7), (70, 7), (366, 7), (48, 12), (61, 12), (25, 3)]


def noisy(n, period):
    rng = np.random.default_rng(n)
    values = rng.normal(size=n) + np.resize(rng.normal(size=period) * 2, n) + np.linspace(0, 5, n)
    values[n // 3] += 30
    return values


def taken_apart(*args, **named):
    parts = stl(*args, **named)
    assert isinstance(parts, Decomposition)
    return parts


def far(found, known):
    return np.abs(found - known).max()


@pytest.mark.parametrize(("n", "period"), SHAPES)
def test_robust_parts_are_those_of_statsmodels(n, period):
    values = noisy(n, period)

    found = taken_apart(values, period)

    known = STL(values, period=period, seasonal=11, robust=True).fit()
    assert far(found.trend, known.trend) < 1e-6
    assert far(found.season, known.seasonal) < 1e-6
    assert far(found.trust, known.weights) < 1e-6


@pytest.mark.parametrize(("n", "period"), [*SHAPES, (14, 7), (24, 12), (800, 365)])
@pytest.mark.parametrize(("window", "trend_window"), [(7, 15), (35, 101)])
def test_parts_with_every_point_trusted_are_those_of_statsmodels(n, period, window, trend_window):
    values, span = noisy(n, period), max(trend_window, 2 * period + 1)

    found = taken_apart(values, period, window=window, trend_window=span, rounds=0)

    known = STL(values, period=period, seasonal=window, trend=span).fit()
    assert far(found.trend, known.trend) < 1e-6
    assert far(found.season, known.seasonal) < 1e-6


def test_two_seasons_are_those_of_statsmodels():
    values = noisy(760, 7) + 3 * np.sin(np.arange(760) * 2 * np.pi / 365)

    found = mstl(values, (7, 365), rounds=0)

    known = MSTL(values, periods=(7, 365)).fit()
    assert isinstance(found, Decomposition)
    assert far(found.trend, known.trend) < 1e-6
    assert far(np.column_stack(found.seasons), known.seasonal) < 1e-6


def test_an_outlier_stays_in_the_rest_and_is_not_believed():
    values = 20 + weekly(70, 5)
    values[33] += 100

    parts = taken_apart(values + np.random.default_rng(1).normal(size=70), 7)

    assert parts.trust[33] == 0
    assert parts.rest[33] == pytest.approx(100, abs=5)
    assert far(parts.season, weekly(70, 5)) < 2.5


def test_gaps_are_bridged_and_told_as_gaps():
    values = 20 + weekly(70, 5)
    values[[10, 40, 41]] = np.nan

    parts = taken_apart(values, 7)

    assert np.isnan(parts.rest).sum() == 3
    assert far(parts.expected, 20 + weekly(70, 5)) < 0.5


@pytest.mark.parametrize("values", [np.full(30, 7.0), 7 + weekly(14)])
def test_a_fit_without_rest_believes_every_point(values):
    parts = taken_apart(values, 7)

    assert parts.trust.tolist() == [1.0] * values.size
    assert far(parts.expected, values) < 1e-9


@pytest.mark.parametrize(("n", "period"), [(13, 7), (23, 12), (0, 7)])
def test_less_than_two_cycles_are_not_taken_apart(n, period):
    assert stl(np.ones(n), period) == TooFew(2 * period, n)


def test_less_than_two_years_of_days_have_no_year():
    assert mstl(np.ones(729), (7, 365)) == TooFew(730, 729)


def test_no_season_at_all_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="periods are empty"):
        mstl(np.ones(10), ())
