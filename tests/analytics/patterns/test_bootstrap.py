"""Intervals by drawing days."""

import numpy as np
import pytest
from scipy import stats

from analytics.patterns.bootstrap import Drawing, Drawn, change
from analytics.patterns.too_few import TooFew
from analytics.tally import NOTHING, Tally, bin_of


def days(generator, count, *, per_day=12, level=8.0):
    return [day(np.exp(generator.normal(level, 0.5, per_day)).astype(int)) for _ in range(count)]


def day(values):
    bins: dict[int, int] = {}
    for value in values:
        bins[bin_of(value)] = bins.get(bin_of(value), 0) + 1
    return Tally(len(values), int(sum(values)), 0, 0, bins)


def test_the_interval_of_a_mean_is_near_that_of_welch():
    generator = np.random.default_rng(1)
    now, base = days(generator, 60, level=8.1), days(generator, 60)

    found = change(now, base, Drawing("mean"))

    means = [[each.total / each.n for each in side] for side in (now, base)]
    known = stats.ttest_ind(*means, equal_var=False).confidence_interval()
    assert isinstance(found, Drawn)
    width = known.high - known.low
    assert found.absolute.low == pytest.approx(known.low, abs=width / 15)
    assert found.absolute.high == pytest.approx(known.high, abs=width / 15)


@pytest.mark.parametrize("statistic", ["sum", "mean", "quantile"])
def test_the_same_days_always_give_the_same_interval(statistic):
    now, base = (days(np.random.default_rng(seed), 20) for seed in (2, 3))

    assert change(now, base, Drawing(statistic)) == change(now, base, Drawing(statistic))


@pytest.mark.parametrize("statistic", ["sum", "mean", "quantile"])
def test_a_rise_by_half_is_found(statistic):
    generator = np.random.default_rng(5)
    now, base = days(generator, 30, level=8.0 + np.log(1.5)), days(generator, 30)

    found = change(now, base, Drawing(statistic))

    assert isinstance(found, Drawn)
    assert found.relative is not None
    assert found.relative.low < 0.4 < found.relative.high
    assert found.relative.low > 0.2
    assert found.relative.p < 0.01


@pytest.mark.parametrize("statistic", ["sum", "mean", "quantile"])
def test_unchanged_figures_are_called_changed_in_about_one_case_of_twenty(statistic):
    generator = np.random.default_rng(6)
    cases, length = 60, 8

    found = [
        change(days(generator, length), days(generator, length), Drawing(statistic))
        for _ in range(cases)
    ]

    # Above 8 of 60 once in 250, were it one in twenty.
    assert sum(each.absolute.p <= 0.05 for each in found) <= 8


def test_a_sum_of_longer_periods_is_compared_per_day():
    now, base = [Tally(1, 100)] * 31, [Tally(1, 100)] * 28

    found = change(now, base, Drawing("sum", lengths=31 / 28))

    assert isinstance(found, Drawn)
    assert found.relative is not None
    assert (found.relative.low, found.relative.high) == pytest.approx((0, 0), abs=1e-12)
    assert found.absolute.low == 300


def test_fewer_than_seven_days_are_too_few():
    assert change([Tally(1, 100)] * 6, [Tally(1, 100)] * 9, Drawing("sum")) == TooFew(7, 6)


def test_days_without_observations_are_too_few_for_a_mean():
    empty, full = [NOTHING] * 30, [Tally(1, 100)] * 30

    assert change(empty, full, Drawing("mean")) == TooFew(7, 0)
    assert change(empty, full, Drawing("quantile")) == TooFew(7, 0)


def test_a_base_that_may_be_below_zero_has_no_relative_change():
    refunds = [Tally(1, 100), Tally(1, -90)] * 10

    found = change([Tally(1, 50)] * 20, refunds, Drawing("sum"))

    assert isinstance(found, Drawn)
    assert found.relative is None
    assert found.absolute.low < 900 < found.absolute.high


def test_from_four_weeks_on_quiet_sundays_are_no_chance():
    week = [Tally(1, 100 + n) for n in range(6)] + [Tally(1, 0)]
    louder = [Tally(1, int(day.total * 1.1)) for day in week]

    plain = change(louder * 4, week * 4, Drawing("sum"))
    weekly = change(louder * 4, week * 4, Drawing("sum", weekly=True))

    assert isinstance(plain, Drawn)
    assert isinstance(weekly, Drawn)
    assert plain.absolute.p > 0.05 > weekly.absolute.p
    assert change(louder * 3, week * 3, Drawing("sum", weekly=True)) == change(
        louder * 3, week * 3, Drawing("sum")
    )


@pytest.mark.parametrize("statistic", ["mean", "quantile"])
def test_one_busy_day_of_thirty_is_no_certainty(statistic):
    busy = [*[NOTHING] * 29, day([100, 120, 140] * 5)]

    assert change(busy, [day([50, 60])] * 30, Drawing(statistic)) == TooFew(7, 1)
