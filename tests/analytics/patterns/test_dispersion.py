"""How much more days differ than by chance."""

import numpy as np
import pytest
import statsmodels.api as sm

from analytics.patterns.dispersion import of_counts, of_shares
from analytics.patterns.intervals import CHANCE

WEEK = np.array([1.4, 1.2, 1.0, 1.0, 1.1, 0.5, 0.2])
GENERATOR = np.random.default_rng(7)


def test_the_factor_of_one_level_is_that_of_a_quasi_poisson_model():
    counts = GENERATOR.negative_binomial(4, 0.2, size=13)  # a day short of two weeks

    model = sm.GLM(counts, np.ones(13), family=sm.families.Poisson()).fit(scale="X2")
    assert of_counts((0, counts)).factor == pytest.approx(model.scale)
    assert of_counts((0, counts)).freedom == model.df_resid


def test_the_factor_of_two_weeks_and_levels_is_that_of_a_model_with_both():
    days = np.arange(28)
    one, two = (GENERATOR.negative_binomial(5, 5 / (5 + 20 * WEEK[days % 7])) for _ in "ab")
    weekdays = np.eye(7)[np.concatenate([days, days]) % 7]
    level = np.repeat([0.0, 1.0], 28)

    table = np.column_stack([weekdays, level])
    model = sm.GLM(np.concatenate([one, two]), table, family=sm.families.Poisson()).fit(scale="X2")
    found = of_counts((0, one), (0, two))
    assert found.freedom == model.df_resid
    assert found.factor == pytest.approx(model.scale, rel=0.05)


def test_closed_sundays_are_no_spread():
    counts = [9, 11, 10, 10, 12, 8, 0] * 4

    assert of_counts((0, counts), (0, counts)) == CHANCE


def test_the_weekday_of_the_first_day_counts():
    month, other = [10, 10, 10, 10, 10, 10, 0] * 4, [10, 10, 10, 10, 10, 0, 10] * 4

    assert of_counts((0, month), (1, other)) == CHANCE
    assert of_counts((0, month), (0, other)).factor > 1


def test_the_factor_of_shares_is_that_of_a_quasi_binomial_model():
    counts = GENERATOR.integers(5, 40, size=20)
    successes = GENERATOR.binomial(counts, GENERATOR.beta(6, 2, size=20))

    both = np.column_stack([successes, counts - successes])
    model = sm.GLM(both, np.ones(20), family=sm.families.Binomial()).fit()
    known = model.pearson_chi2 / model.df_resid
    assert of_shares((successes, counts)).factor == pytest.approx(known)


@pytest.mark.parametrize("counts", [[], [7], [0, 0, 0, 0, 0, 0], [1, 9, 2]])
def test_too_few_days_leave_chance_alone(counts):
    assert of_counts((0, counts)) == CHANCE
    assert of_shares((counts, counts)) == CHANCE
