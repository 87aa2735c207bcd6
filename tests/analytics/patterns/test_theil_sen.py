"""The line that outliers do not bend."""

import numpy as np
import pymannkendall
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.patterns.theil_sen import Slope, theil_sen
from analytics.patterns.too_few import TooFew
from tests.analytics.patterns.noise import ar1

series = st.lists(st.integers(0, 30), min_size=8, max_size=60)


@given(values=series)
def test_slope_and_interval_are_those_of_scipy(values):
    found = theil_sen(values)

    known = stats.theilslopes(values)
    assert isinstance(found, Slope)
    assert (found.per_step, found.low, found.high) == pytest.approx(
        (known.slope, known.low_slope, known.high_slope)
    )


@given(values=st.lists(st.integers(0, 30), min_size=24, max_size=60))
def test_with_seasons_the_slope_is_that_of_pymannkendall(values):
    found = theil_sen(values, period=12)

    known = pymannkendall.seasonal_sens_slope(np.array(values), period=12)
    assert isinstance(found, Slope)
    assert found.per_step * 12 == pytest.approx(known.slope)


def test_a_season_does_not_tilt_the_line():
    months = np.tile(np.arange(12.0), 3)[:30] * 5

    found = theil_sen(months, period=12)

    assert isinstance(found, Slope)
    assert found.per_step == 0


def test_an_outlier_and_a_gap_do_not_bend_the_line():
    values = 3.0 * np.arange(20) + 7
    values[4], values[9] = 1000.0, np.nan

    found = theil_sen(values)

    assert isinstance(found, Slope)
    assert (found.per_step, found.at(10), found.n) == (3.0, 37.0, 19)


@pytest.mark.parametrize("values", [[], [1.0] * 7, [1.0] * 7 + [np.nan]])
def test_less_than_eight_points_make_no_line(values):
    assert theil_sen(values) == TooFew(8, sum(np.isfinite(values)))


def test_inflation_widens_the_interval():
    values = ar1(np.random.default_rng(5), 52)

    narrow, wide = theil_sen(values), theil_sen(values, inflation=4.0)

    assert isinstance(narrow, Slope)
    assert isinstance(wide, Slope)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_the_interval_holds_the_true_slope_as_often_as_it_promises():
    rng = np.random.default_rng(11)
    runs = 300
    line = 0.05 * np.arange(40)

    found = [theil_sen(line + rng.normal(size=40)) for _ in range(runs)]

    held = sum(each.low <= 0.05 <= each.high for each in found if isinstance(each, Slope))
    assert 0.92 <= held / runs <= 0.98
