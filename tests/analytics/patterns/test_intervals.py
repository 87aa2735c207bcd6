"""Intervals of shares, differences of shares and ratios of rates."""

from math import inf, isinf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analytics.patterns import intervals
from analytics.patterns.intervals import Spread, rate_ratio, share_change, wilson

shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
counts = st.integers(0, 400)
exposures = st.floats(0.5, 400)
spreads = st.builds(Spread, st.floats(0.5, 6), st.integers(4, 200))


@given(share=shares)
def test_wilson_is_that_of_statsmodels(share):
    known = proportion_confint(*share, method="wilson")

    assert wilson(*share) == pytest.approx(known, abs=1e-9)


@given(now=shares, base=shares)
def test_the_difference_of_shares_is_that_of_statsmodels(now, base):
    found = share_change(now, base)

    known = confint_proportions_2indep(*now, *base, compare="diff", method="newcomb")
    assert (found.low, found.high) == pytest.approx(known, abs=1e-9)


@pytest.mark.parametrize(
    ("now", "base", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090)],
)
def test_the_difference_of_shares_has_the_published_bounds(now, base, low, high):
    """Newcombe 1998, table II, method 10."""
    found = share_change(now, base)

    assert (found.low, found.high) == pytest.approx((low, high), abs=0.0001)


@pytest.mark.parametrize(
    ("now", "base", "low", "high"),
    [(12, 8, -44, 323), (120, 80, 12, 102), (1050, 1000, -4, 15)],
)
def test_the_same_rise_says_more_the_more_there_is(now, base, low, high):
    found = rate_ratio((now, 30), (base, 30))

    assert ((found.low - 1) * 100, (found.high - 1) * 100) == pytest.approx((low, high), abs=0.6)


@given(now=counts, base=counts, exposure=exposures, base_exposure=exposures)
def test_the_ratio_of_rates_is_exact_as_in_scipy(now, base, exposure, base_exposure):
    assume(now + base)
    found = rate_ratio((now, exposure), (base, base_exposure))

    expected = exposure / (exposure + base_exposure)
    test = stats.binomtest(now, now + base, expected)
    low, high = test.proportion_ci(method="exact")
    times = base_exposure / exposure
    assert found.low == pytest.approx(low / (1 - low) * times, rel=1e-6)
    assert found.high == pytest.approx(high / (1 - high) * times if base else inf, rel=1e-6)
    tails = (
        stats.binom.cdf(now, now + base, expected),
        stats.binom.sf(now - 1, now + base, expected),
    )
    assert found.p == pytest.approx(min(1, 2 * min(tails)), abs=1e-9)


@given(now=counts, base=counts, exposure=exposures, spread=spreads)
def test_a_rate_has_changed_by_its_p_just_when_its_interval_leaves_out_one(
    now, base, exposure, spread
):
    assume(now + base)
    found = rate_ratio((now, exposure), (base, 30), spread)

    assume(abs(found.p - 0.05) > 1e-6)
    assert (found.p < 0.05) == (not found.low <= 1 <= found.high)
    assert found.low <= (now / exposure) / (base / 30 or 1e-300) <= found.high


@given(now=shares, base=shares, spread=spreads)
def test_a_share_has_changed_by_its_p_just_when_its_interval_leaves_out_zero(now, base, spread):
    found = share_change(now, base, spread)

    assume(abs(found.p - 0.05) > 1e-6)
    assert (found.p < 0.05) == (not found.low <= 0 <= found.high)


@given(now=st.integers(1, 400), base=st.integers(1, 400), factor=st.floats(1.01, 9))
def test_days_that_differ_more_make_the_interval_wider(now, base, factor):
    usual, wide = (
        rate_ratio((now, 30), (base, 30)),
        rate_ratio((now, 30), (base, 30), Spread(factor)),
    )

    assert wide.low < usual.low
    assert wide.high > usual.high
    assert wide.p >= usual.p - 1e-12


def test_a_spread_below_chance_is_luck():
    assert Spread(0.4, 12) == Spread(1.0, None)


def test_a_base_of_zero_has_no_upper_bound():
    found = rate_ratio((12, 30), (0, 30))

    assert isinf(found.high)
    assert found.low > 1


def test_the_exact_ratio_calls_unchanged_rates_changed_in_at_most_one_case_of_twenty():
    generator = np.random.default_rng(4)
    pairs = generator.poisson(20, size=(800, 2))

    false = sum(rate_ratio((int(a), 1), (int(b), 1)).p <= intervals.OUTSIDE for a, b in pairs)

    assert 0.01 < false / len(pairs) <= 0.05
