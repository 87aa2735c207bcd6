"""Is there a season, and how strong is it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analytics.patterns.kruskal import Groups, kruskal_wallis
from analytics.patterns.scale import scale_of
from analytics.patterns.season import Season, season
from analytics.patterns.too_few import TooFew
from tests.analytics.patterns.noise import ar1, counts, weekly


def found_in(values, periods=(7,), **named):
    found = season(values, periods, **named)
    assert isinstance(found, Season)
    return found


@given(
    groups=st.lists(
        st.lists(st.integers(0, 9), min_size=1, max_size=12), min_size=2, max_size=12
    ).filter(lambda groups: len({n for group in groups for n in group}) > 1)
)
def test_the_test_of_groups_is_that_of_scipy(groups):
    found = kruskal_wallis([np.array(group, dtype=float) for group in groups])

    known = stats.kruskal(*groups)
    assert (found.h, found.p) == pytest.approx((known.statistic, known.pvalue), abs=1e-12)


@pytest.mark.parametrize("groups", [[], [[1.0, 2.0]], [[3.0], [3.0, 3.0]], [[1.0], []]])
def test_groups_that_cannot_differ_do_not(groups):
    assert kruskal_wallis([np.array(group) for group in groups]) == Groups(0.0, 1.0)


@pytest.mark.parametrize(("amplitude", "kind"), [(0.0, "none"), (0.65, "clear"), (3.0, "strong")])
def test_a_week_is_as_strong_as_it_stands_out_of_chance(amplitude, kind):
    values = weekly(182, amplitude) + ar1(np.random.default_rng(8), 182)

    assert found_in(values, scale="plain").seasons[0].kind == kind


def test_a_week_of_counts_is_found_on_their_own_scale():
    days = counts(np.random.default_rng(2), 4 + weekly(84, 2.0))

    found = found_in(days)

    assert found.scale == "root"
    assert found.seasons[0].kind in {"clear", "strong"}


def test_parts_add_up_in_the_unit_of_the_figures():
    days = counts(np.random.default_rng(2), 40 + weekly(84, 12.0))

    parts = found_in(days).parts

    assert found_in(days).scale == "log"
    assert parts.trend + parts.season + parts.rest == pytest.approx(days)
    assert 30 < parts.trend.mean() < 45
    assert parts.season[1] > 5 > -5 > parts.season[6]


def test_a_trend_is_measured_like_a_season():
    rising = found_in(0.2 * np.arange(182) + ar1(np.random.default_rng(1), 182), scale="plain")
    flat = found_in(ar1(np.random.default_rng(1), 182), scale="plain")

    assert rising.trend_kind == "strong"
    assert flat.trend_strength < rising.trend_strength


@pytest.mark.parametrize(("weeks", "phi"), [(4, 0.0), (4, 0.5), (13, 0.0), (13, 0.5)])
def test_a_clear_week_is_seldom_seen_where_there_is_none(weeks, phi):
    rng = np.random.default_rng(9)

    kinds = [found_in(ar1(rng, 7 * weeks, phi), scale="plain").seasons[0].kind for _ in range(80)]

    assert np.mean([kind in {"clear", "strong"} for kind in kinds]) <= 0.08


def test_two_weeks_of_noise_look_like_a_season_but_are_not_told_as_one():
    found = found_in(ar1(np.random.default_rng(3), 14), scale="plain").seasons[0]

    assert found.strength > 0.9
    assert found.kind == "none"


@pytest.mark.parametrize(
    ("values", "scale"),
    [([0, 3, 1], "root"), ([10, 30, 12], "log"), ([-1, 5, 9], "plain"), ([np.nan], "plain")],
)
def test_the_scale_fits_the_figures(values, scale):
    assert scale_of(np.array(values, dtype=float)) == scale


def test_a_constant_has_neither_season_nor_trend():
    found = found_in(np.full(30, 12.0))

    assert (found.seasons[0].strength, found.trend_strength) == (0, 0)
    assert (found.seasons[0].kind, found.trend_kind) == ("none", "weak")


def test_two_years_of_months_are_needed():
    assert season(np.ones(23), (12,)) == TooFew(24, 23)
