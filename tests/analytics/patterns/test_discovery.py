"""Many tests at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.patterns.discovery import adjusted


@given(ps=st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_p_values_are_those_of_scipy(ps):
    assert adjusted(ps) == pytest.approx(list(stats.false_discovery_control(ps)))


def test_nothing_to_adjust_gives_nothing():
    assert adjusted([]) == ()
