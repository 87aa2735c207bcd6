"""What comes next: better than last week's figures, or not told."""

import numpy as np
import pytest
from statsmodels.tsa.holtwinters import Holt

from analytics.patterns.forecast import Forecast, forecast
from analytics.patterns.holt import FADES, LEVELS, TRENDS, fading
from analytics.patterns.too_few import TooFew
from tests.analytics.patterns.noise import ar1, counts

WEEK = np.array([1.0, 1.5, 1, 1, 1, 0.5, 0.2])


def told(values, horizon=14, **named):
    found = forecast(values, horizon, **named)
    assert isinstance(found, Forecast)
    return found


def days(rng, weeks, level=40.0, dispersion=0.02):
    return counts(rng, np.tile(WEEK, weeks) * level, dispersion)


def test_a_restless_week_is_told_better_than_by_the_last_one():
    found = told(days(np.random.default_rng(1), 20))

    assert found.method == "fading_trend"
    assert found.over_naive < 0.9
    assert found.mase < 0.9
    assert found.expected[:7] == pytest.approx(WEEK * 40, rel=0.3)
    assert (found.low < found.expected).all()
    assert (found.expected < found.high).all()


def test_where_each_week_is_the_last_one_and_a_shock_nothing_beats_it():
    rng = np.random.default_rng(6)
    walks = [100 + np.cumsum(rng.normal(size=(20, 7)) * 8, axis=0).ravel() for _ in range(10)]

    methods = [told(walk, counts=False).method for walk in walks]

    assert methods.count("seasonal_naive") >= 8


def test_a_week_that_never_differs_is_repeated():
    found = told(np.tile(WEEK * 40, 12))

    assert found.method == "seasonal_naive"
    assert found.expected == pytest.approx(np.tile(WEEK * 40, 2))


def test_a_trend_is_carried_on_and_fades():
    values = 50 + 1.0 * np.arange(84)

    found = told(values, 28, counts=False)

    steps = np.diff(found.expected[::7])
    assert found.method == "fading_trend"
    assert found.expected[0] == pytest.approx(134, abs=3)
    assert steps[0] > steps[-1] > -0.01


@pytest.mark.parametrize("phi", [0.0, 0.5])
def test_four_of_five_days_come_within_the_band(phi):
    rng, held = np.random.default_rng(2), []

    for _ in range(10):
        values = 60 + 20 * np.tile(WEEK, 22) + 6 * ar1(rng, 154, phi)
        found = told(values[:140], counts=False)
        held.append((found.low <= values[140:]) & (values[140:] <= found.high))

    assert 0.7 <= np.mean(held) <= 0.9


def test_four_of_five_counts_come_within_the_band():
    rng, held = np.random.default_rng(3), []

    for _ in range(10):
        values = days(rng, 22, level=8.0)
        found = told(values[:140])
        held.append((found.low <= values[140:]) & (values[140:] <= found.high))

    assert 0.7 <= np.mean(held) <= 0.92


def test_counts_are_never_foretold_below_zero():
    found = told(days(np.random.default_rng(4), 12, level=0.5))

    assert found.low.min() >= 0


def test_the_weights_are_those_that_told_the_past_best():
    values = 20 + np.cumsum(np.random.default_rng(5).normal(size=60)) / 3

    def known(alpha, beta):
        model = Holt(
            values,
            damped_trend=True,
            initialization_method="known",
            initial_level=values[:6].mean(),
            initial_trend=0.0,
        )
        return model.fit(
            smoothing_level=alpha,
            smoothing_trend=beta,
            damping_trend=FADES,
            optimized=False,
        )

    best = min((known(a, b) for a in LEVELS for b in TRENDS), key=lambda fit: fit.sse)
    assert fading(values, 10) == pytest.approx(best.forecast(10))


def test_an_empty_year_foretells_nothing():
    assert told(np.zeros(90)).expected.tolist() == [0.0] * 14


def test_past_forecasts_must_fit_in():
    assert forecast(np.ones(38), 14) == TooFew(39, 38)
    assert told(np.ones(39) * 5).origins == 12
