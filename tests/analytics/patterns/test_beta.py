"""The beta distribution is scipy's."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from analytics.patterns.beta import below, point, t_beyond, t_point

parameters = st.floats(-1, 5).map(lambda power: 10**power)
EXACT = 2e-14
shares = st.floats(0.0001, 0.9999)


@given(x=st.floats(0, 1), a=parameters, b=parameters)
def test_the_probability_below_a_point_is_that_of_scipy(x, a, b):
    assert below(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-8)


@given(share=shares, a=parameters, b=parameters)
@example(share=0.96875, a=1.0, b=0.1)
def test_a_point_has_its_share_below_it(share, a, b):
    found = point(share, a, b)

    # Next to 1 neighbouring floats hold shares far apart: it is the point that is told exactly.
    least, most = (stats.beta.cdf(min(found * (1 + step), 1), a, b) for step in (-EXACT, EXACT))
    assert least - 1e-8 <= share <= most + 1e-8


def test_nothing_lies_outside_0_and_1():
    assert (below(-0.1, 2, 3), below(0, 2, 3), below(1, 2, 3), below(1.5, 2, 3)) == (0, 0, 1, 1)


@given(t=st.floats(-50, 50), freedom=st.integers(1, 500))
def test_both_tails_of_t_are_those_of_scipy(t, freedom):
    assert t_beyond(t, freedom) == pytest.approx(2 * stats.t.sf(abs(t), freedom), rel=1e-6)


@given(outside=st.floats(0.0005, 0.5), freedom=st.integers(1, 500))
def test_the_bounds_of_t_are_those_of_scipy(outside, freedom):
    assert t_point(outside, freedom) == pytest.approx(stats.t.isf(outside / 2, freedom), rel=1e-6)
