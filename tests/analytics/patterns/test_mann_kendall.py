"""Is there a trend: against pymannkendall, and how often it cries wolf."""

import numpy as np
import pymannkendall
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.patterns.mann_kendall import MannKendall, autocorrelation, mann_kendall
from analytics.patterns.too_few import TooFew
from tests.analytics.patterns.noise import ar1

RUNS = 400
WEEKS = 52


def found_in(values, **named):
    test = mann_kendall(values, **named)
    assert isinstance(test, MannKendall)
    return test


def share_of_trends(phi, rise=0.0, **named):
    """Count how often 5 % is passed among a year of weeks that rise by so many deviations."""
    rng = np.random.default_rng(20)
    line = rise * np.arange(WEEKS) / (WEEKS - 1)
    return np.mean([found_in(line + ar1(rng, WEEKS, phi), **named).p < 0.05 for _ in range(RUNS)])


@given(values=st.lists(st.integers(0, 15), min_size=8, max_size=60))
def test_the_plain_test_is_that_of_pymannkendall(values):
    found, known = found_in(values, independent=True), pymannkendall.original_test(values)

    assert found.s == known.s
    assert (found.z, found.p, found.tau) == pytest.approx((known.z, known.p, known.Tau))


@given(values=st.lists(st.integers(0, 15), min_size=24, max_size=72))
def test_the_seasonal_test_is_that_of_pymannkendall(values):
    found = found_in(values, period=12, independent=True)

    known = pymannkendall.seasonal_test(values, period=12)
    assert found.s == known.s
    assert (found.z, found.p) == pytest.approx((known.z, known.p))


@given(values=st.lists(st.integers(0, 15), min_size=8, max_size=60), shift=st.integers(1, 9))
def test_a_shift_changes_nothing_and_a_mirror_only_the_sign(values, shift):
    found = found_in(values)

    assert found_in([value + shift for value in values]).z == pytest.approx(found.z)
    assert found_in([-value for value in values]).z == pytest.approx(-found.z)


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.5, 0.7])
def test_alarms_are_rare_though_neighbours_are_alike(phi):
    assert share_of_trends(phi) <= 0.08


@pytest.mark.parametrize(("phi", "alarms"), [(0.3, 0.09), (0.5, 0.18), (0.7, 0.28)])
def test_the_textbook_test_would_cry_wolf(phi, alarms):
    assert share_of_trends(phi, independent=True) > alarms


@pytest.mark.parametrize(("phi", "found"), [(0.0, 0.75), (0.3, 0.5), (0.5, 0.33)])
def test_a_rise_of_one_and_a_half_deviations_in_a_year_is_mostly_found(phi, found):
    assert share_of_trends(phi, rise=1.5) >= found


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.5])
def test_months_with_a_season_seldom_raise_alarm(phi):
    rng = np.random.default_rng(3)
    season = np.tile(10 * np.sin(np.arange(12)), 4)

    alarms = [found_in(season + ar1(rng, 48, phi), period=12).p < 0.05 for _ in range(300)]

    assert np.mean(alarms) <= 0.08


def test_a_rise_among_strong_seasons_is_found_by_comparing_like_with_like():
    rng = np.random.default_rng(4)
    season = np.tile(10 * np.sin(np.arange(12)), 4)
    values = season + 3 * np.arange(48) / 47 + rng.normal(size=48)

    assert found_in(values, period=12).p < 0.001 < found_in(values, independent=True).p


def test_autocorrelation_is_told_without_bias():
    rng = np.random.default_rng(6)

    told = [autocorrelation(ar1(rng, WEEKS, 0.5)) for _ in range(RUNS)]

    assert np.mean(told) == pytest.approx(0.5, abs=0.03)


def test_points_that_resemble_each_other_count_for_fewer():
    found = found_in(np.repeat([3.0, 9.0, 4.0, 8.0, 2.0], 6))

    assert found.effective_n < found.n / 4
    assert found.inflation == pytest.approx(found.n / found.effective_n)


def test_points_that_never_differ_show_no_trend():
    assert (found_in([5.0] * 20).z, found_in([5.0] * 20).p) == (0.0, 1.0)


def test_gaps_are_left_out():
    values = np.arange(20.0)
    values[[3, 11]] = np.nan

    assert (found_in(values).n, found_in(values).tau) == (18, 1.0)


@pytest.mark.parametrize(("n", "period", "needed"), [(7, 1, 8), (23, 12, 24), (13, 7, 14)])
def test_too_few_points_make_no_test(n, period, needed):
    assert mann_kendall(np.arange(n), period=period) == TooFew(needed, n)
