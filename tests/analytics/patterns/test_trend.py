"""A verdict on growth needs a test, a size that matters, and time."""

import numpy as np
import pytest

from analytics.patterns.too_few import TooFew
from analytics.patterns.trend import Trend, trend
from tests.analytics.patterns.noise import ar1, counts, weekly


def judged(values, **named):
    verdict = trend(values, **named)
    assert isinstance(verdict, Trend)
    return verdict


def test_growth_by_three_orders_a_week_for_half_a_year_is_steady():
    weeks = counts(np.random.default_rng(1), 60 + 3 * np.arange(26))

    verdict = judged(weeks)

    assert (verdict.direction, verdict.steady) == ("rising", True)
    assert verdict.slope.low <= 3 <= verdict.slope.high
    assert verdict.change == pytest.approx(75, rel=0.2)
    assert verdict.relative == pytest.approx(0.75, rel=0.2)


def test_growth_for_twelve_weeks_is_told_but_not_as_steady():
    verdict = judged(60 - 3.0 * np.arange(12))

    assert (verdict.direction, verdict.steady) == ("falling", False)


def test_a_trend_too_small_to_matter_is_no_trend_however_certain():
    verdict = judged(1000 + 0.5 * np.arange(52))

    assert (verdict.direction, verdict.significant, verdict.matters) == ("none", True, False)
    assert judged(1000 + 0.5 * np.arange(52), least=20).direction == "rising"


def test_a_large_change_that_may_be_chance_is_no_trend():
    verdict = judged([8, 12, 3, 15, 2, 14, 9, 16])

    assert (verdict.direction, verdict.significant, verdict.matters) == ("none", False, True)


def test_days_are_judged_with_their_week():
    days = 40 + weekly(7 * 26, 20) + 0.1 * np.arange(7 * 26)

    verdict = judged(days, step_days=1, period=7)

    assert (verdict.direction, verdict.steady) == ("rising", True)
    assert verdict.slope.per_step == pytest.approx(0.1)


def test_without_a_level_above_zero_there_is_no_percent():
    assert judged(np.arange(20.0) - 19).relative is None


def test_a_flat_line_has_no_trend():
    assert judged([5.0] * 30).direction == "none"


def test_less_than_eight_weeks_say_nothing():
    assert trend([1, 2, 3, 4, 5, 6, 7]) == TooFew(8, 7)


@pytest.mark.parametrize("phi", [0.0, 0.5])
def test_a_year_without_trend_is_seldom_told_as_one(phi):
    rng = np.random.default_rng(7)

    told = [judged(50 + 8 * ar1(rng, 52, phi)).direction != "none" for _ in range(300)]

    assert np.mean(told) <= 0.08
