"""When the level changed, against ruptures, and how often it cries wolf."""

from functools import cache

import numpy as np
import pytest
import ruptures
from hypothesis import given
from hypothesis import strategies as st

from analytics.patterns.change_points import ChangePoints, change_points
from analytics.patterns.noise_level import noise_level
from analytics.patterns.pelt import pelt
from analytics.patterns.too_few import TooFew
from tests.analytics.patterns.noise import ar1, counts


def found_in(values, **named):
    found = change_points(values, **named)
    assert isinstance(found, ChangePoints)
    return found


def best_cost(values, penalty, least):
    """Try everything: what the best cuts cost."""

    @cache
    def best(end):
        if end == 0:
            return -penalty
        starts = [start for start in range(end - least + 1) if start == 0 or start >= least]
        return min((best(start) + penalty + cost(start, end) for start in starts), default=np.inf)

    def cost(start, end):
        return float(np.var(values[start:end]) * (end - start))

    return best(len(values))


@given(
    values=st.lists(st.integers(0, 9), min_size=8, max_size=24),
    penalty=st.sampled_from([0.5, 5.0, 40.0]),
    least=st.integers(1, 4),
)
def test_no_other_cuts_would_be_better(values, penalty, least):
    cuts = pelt(np.array(values, dtype=float), penalty=penalty, least=least)

    parts = np.split(np.array(values, dtype=float), cuts)
    told = sum(np.var(part) * part.size for part in parts) + penalty * len(cuts)
    assert min(part.size for part in parts) >= least
    assert told == pytest.approx(best_cost(tuple(values), penalty, least))


@pytest.mark.parametrize(
    ("seed", "levels"), [(1, [5, 9]), (2, [5, 9, 6, 8]), (3, [5]), (4, [0, 3, 9])]
)
@pytest.mark.parametrize("penalty", [3.0, 15.0])
def test_cuts_are_those_of_ruptures(seed, levels, penalty):
    values = np.repeat(levels, 40) + np.random.default_rng(seed).normal(size=40 * len(levels))

    cuts = pelt(values, penalty=penalty, least=7)

    model = ruptures.Pelt(model="l2", min_size=7, jump=1).fit(values)
    assert [*cuts, values.size] == model.predict(pen=penalty)


def test_a_fall_from_22_to_15_a_day_is_dated_with_its_levels():
    days = counts(np.random.default_rng(1), [22.0] * 90 + [15.0] * 60)

    found = found_in(days)

    (point,) = found.points
    assert point.low <= 90 <= point.high
    assert (point.before, point.after) == pytest.approx((22, 15), abs=1)
    assert point.relative == pytest.approx(-0.32, abs=0.06)


def test_the_true_day_lies_within_the_bounds_as_often_as_they_promise():
    rng, level = np.random.default_rng(2), np.repeat([0.0, 1.5], 75)

    found = [found_in(level + ar1(rng, 150, 0.2), least_change=0.5).points for _ in range(150)]

    single = [points[0] for points in found if len(points) == 1]
    assert len(single) > 120
    assert np.mean([point.low <= 75 <= point.high for point in single]) >= 0.9


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.5, 0.7])
@pytest.mark.parametrize(("n", "least"), [(52, 4), (182, 14)])
def test_quiet_series_seldom_have_a_change(phi, n, least):
    rng = np.random.default_rng(3)

    found = [found_in(ar1(rng, n, phi), least=least, least_change=0).points for _ in range(120)]

    assert np.mean([len(points) > 0 for points in found]) <= 0.08


@pytest.mark.parametrize(("phi", "power"), [(0.0, 0.9), (0.3, 0.8)])
def test_a_jump_by_two_deviations_is_mostly_found(phi, power):
    rng, level = np.random.default_rng(4), np.repeat([0.0, 2.0], 91)

    found = [found_in(level + ar1(rng, 182, phi), least_change=0.5).points for _ in range(80)]

    assert np.mean([len(points) > 0 for points in found]) >= power


def test_steady_growth_is_no_row_of_jumps():
    values = 20 + 0.1 * np.arange(182) + np.random.default_rng(5).normal(size=182)

    found = found_in(values)

    assert (found.points, found.gradual) == ((), True)


def test_one_wild_day_and_a_gap_change_no_level():
    values = 20 + np.random.default_rng(6).normal(size=120)
    values[60], values[30] = 300.0, np.nan

    assert found_in(values).points == ()


def test_a_change_too_small_to_matter_is_left_out():
    values = np.repeat([100.0, 103.0], 60) + np.random.default_rng(7).normal(size=120) / 2

    assert found_in(values).points == ()
    assert len(found_in(values, least_change=2).points) == 1


def test_an_episode_shorter_than_two_weeks_is_no_level():
    values = 20 + np.random.default_rng(8).normal(size=120)
    values[50:57] += 8

    assert all(point.at - 50 in range(-14, 22) for point in found_in(values).points)


def test_jumps_far_above_the_noise_are_dated_to_the_day():
    levels = np.repeat([10.0, 20.0, 5.0], 20)

    found = found_in(levels + np.random.default_rng(10).normal(size=60) / 5)

    assert [(point.low, point.at, point.high) for point in found.points] == [
        (19, 20, 21),
        (39, 40, 41),
    ]


def test_a_series_that_never_moves_has_no_change():
    assert found_in(np.full(60, 4.0)).points == ()


@pytest.mark.parametrize("phi", [0.0, 0.5])
def test_noise_is_measured_though_the_level_jumps(phi):
    rng, level = np.random.default_rng(9), np.repeat([0.0, 6.0, 2.0], 60)

    told = [noise_level(level + ar1(rng, 180, phi)) for _ in range(100)]

    assert np.median([each.deviation for each in told]) == pytest.approx(1, abs=0.12)
    assert np.median([each.autocorrelation for each in told]) == pytest.approx(phi, abs=0.12)


def test_three_levels_must_fit():
    assert change_points(np.ones(41)) == TooFew(42, 41)
    assert change_points(np.ones(11), least=4) == TooFew(12, 11)
