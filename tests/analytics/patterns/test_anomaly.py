"""Days that stand out, and how often a quiet day is told to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.patterns.anomaly import Band, anomalies
from analytics.patterns.negative_binomial import quantiles
from analytics.patterns.too_few import TooFew
from tests.analytics.patterns.noise import ar1, counts

WEEK = np.array([1.0, 1.5, 1, 1, 1, 0.5, 0.2])


def days(seed, level, dispersion=0.0, weeks=13):
    return counts(np.random.default_rng(seed), np.tile(WEEK, weeks) * level, dispersion)


def found_in(values, **named):
    band = anomalies(values, **named)
    assert isinstance(band, Band)
    return band


@given(mean=st.floats(0.01, 300), dispersion=st.one_of(st.just(0.0), st.floats(0.001, 2)))
def test_quantiles_are_those_of_scipy(mean, dispersion):
    low, high = quantiles(np.array([mean]), dispersion, 0.005)

    known = (
        stats.nbinom(1 / dispersion, 1 / (1 + dispersion * mean))
        if dispersion
        else stats.poisson(mean)
    )
    assert (low[0], high[0]) == (known.ppf(0.005), known.ppf(0.995))


@pytest.mark.parametrize(("level", "surge"), [(4, 25), (20, 60), (200, 500)])
def test_a_surge_and_a_lost_day_stand_out(level, surge):
    values = days(1, level)
    values[45] = surge

    band = found_in(values)

    assert [(each.at, each.side) for each in band.outliers if each.at == 45] == [(45, "above")]
    assert band.low[45] <= band.expected[45] <= band.high[45] < surge


def test_a_lost_day_stands_out_below():
    values = days(2, 40)
    values[50] = 2

    lost = next(each for each in found_in(values).outliers if each.at == 50)

    assert (lost.side, lost.value) == ("below", 2.0)
    assert lost.expected == pytest.approx(60 if 50 % 7 == 1 else WEEK[50 % 7] * 40, rel=0.25)


def test_a_quiet_sunday_is_as_expected():
    band = found_in(days(3, 40))

    assert band.expected[6::7] == pytest.approx(8, abs=3)
    assert (band.low[6::7] < 8).all()


def test_holidays_are_neither_judged_nor_learned_from():
    values, holidays = days(4, 40), np.zeros(91, dtype=bool)
    values[28:36], holidays[28:36] = 0, True

    without, within = found_in(values, skipped=holidays), found_in(values)

    assert all(each.at not in range(28, 36) for each in without.outliers)
    assert without.expected[30] == pytest.approx(WEEK[2] * 40, rel=0.3)
    assert len(within.outliers) > 0


@pytest.mark.parametrize(
    ("level", "dispersion"), [(3, 0.0), (12, 0.0), (25, 0.05), (100, 0.02), (400, 0.05)]
)
def test_quiet_days_seldom_stand_out(level, dispersion):
    values = [days(seed, level, dispersion, weeks=26) for seed in range(20)]

    share = np.mean([len(found_in(each).outliers) / each.size for each in values])

    assert share <= 0.02


@pytest.mark.parametrize("phi", [0.0, 0.5])
def test_quiet_measures_seldom_stand_out(phi):
    rng = np.random.default_rng(5)

    bands = [found_in(50 + 8 * ar1(rng, 182, phi), counts=False) for _ in range(20)]

    assert np.mean([len(each.outliers) for each in bands]) <= 0.02 * 182


def test_eight_weeks_are_needed():
    assert anomalies(np.ones(55)) == TooFew(56, 55)
    assert anomalies(np.ones(60), skipped=[True] * 5 + [False] * 55) == TooFew(56, 55)


def test_nothing_ever_happening_is_no_anomaly():
    assert found_in(np.zeros(60)).outliers == ()
