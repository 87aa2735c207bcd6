"""Tails of distributions, against scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.patterns.chances import both_tails, chi_square_tail, gamma_tail


@given(statistic=st.floats(0, 500), freedom=st.integers(1, 120))
def test_the_tail_of_chi_square_is_that_of_scipy(statistic, freedom):
    assert chi_square_tail(statistic, freedom) == pytest.approx(
        stats.chi2.sf(statistic, freedom), rel=1e-9, abs=1e-13
    )


@given(z=st.floats(-30, 30))
def test_the_tails_of_the_normal_are_those_of_scipy(z):
    assert both_tails(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-9, abs=1e-300)


def test_all_of_a_gamma_number_lies_above_zero():
    assert gamma_tail(2.5, 0) == 1.0
