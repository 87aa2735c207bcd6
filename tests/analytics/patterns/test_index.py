"""Weekdays and months per open day."""

import numpy as np
import pytest
from scipy import stats

from analytics.patterns.index import Index, month_index, weekday_index
from analytics.patterns.too_few import TooFew
from tests.analytics.patterns.noise import counts

WEEK = [0, 1, 2, 3, 4, 5, 6]
BUSY_TUESDAY = np.array([30, 45, 30, 30, 30, 15, 6])


def by_weekday(values, *args):
    found = weekday_index(values, (WEEK * 60)[: len(values)], *args)
    assert isinstance(found, Index)
    return found


def by_month(values, days=None):
    months = [1 + n % 12 for n in range(len(values))]
    found = month_index(values, months, [30] * len(values) if days is None else days)
    assert isinstance(found, Index)
    return found


def test_the_test_of_weekdays_is_the_chi_square_of_scipy():
    values = [11, 9, 14, 8, 10, 3, 2] * 4

    found = by_weekday(values)

    known = stats.chisquare(np.array(values).reshape(4, 7).sum(axis=0))
    assert found.spread.factor == 1
    assert (found.statistic, found.p) == pytest.approx((known.statistic, known.pvalue))


def test_the_test_of_months_is_that_of_scipy():
    first = [20 + 3 * month for month in range(12)]
    other = [22 + 3 * month - month % 5 for month in range(12)]

    found = by_month([*first, *other, *first])

    known = stats.kruskal(*np.array([first, other, first]).T)
    assert (found.statistic, found.p) == pytest.approx((known.statistic, known.pvalue))


def test_a_busy_tuesday_and_a_quiet_sunday_are_told_with_bounds():
    days = counts(np.random.default_rng(1), np.tile(BUSY_TUESDAY, 13))

    found = by_weekday(days)

    assert (found.peak.bucket, found.trough.bucket) == (1, 6)
    assert found.peak.low < 45 / BUSY_TUESDAY.mean() < found.peak.high
    assert found.peak.per_day == pytest.approx(45, rel=0.1)
    assert (found.peak.days, found.peak.count) == (13, days[1::7].sum())


def test_a_day_that_is_mostly_closed_is_measured_by_the_days_it_was_open():
    days = np.tile([10.0, 10, 10, 10, 10, 10, 0], 8)
    is_open = np.tile([True] * 6 + [False], 8)
    days[6], is_open[6] = 10.0, True

    found = by_weekday(days, is_open)

    assert [each.index for each in found.buckets] == [1.0] * 7
    assert found.buckets[6].days == 1
    assert found.buckets[6].high - found.buckets[6].low > 0.5
    assert found.peak is found.trough is None


def test_a_day_that_is_never_open_has_no_index():
    found = by_weekday([9.0] * 56, ([True] * 6 + [False]) * 8)

    assert [each.bucket for each in found.buckets] == [0, 1, 2, 3, 4, 5]


def test_growth_is_not_taken_for_restless_days():
    days = counts(np.random.default_rng(4), np.tile(BUSY_TUESDAY, 26) * np.linspace(1, 3, 182))

    assert by_weekday(days).spread.factor < 1.4


@pytest.mark.parametrize("dispersion", [0.0, 0.2])
def test_weekdays_that_are_alike_are_seldom_told_apart(dispersion):
    rng = np.random.default_rng(2)

    told = [by_weekday(counts(rng, np.full(84, 12), dispersion)).differs for _ in range(200)]

    assert np.mean(told) <= 0.08


@pytest.mark.parametrize("dispersion", [0.0, 0.1])
def test_bounds_hold_the_true_index_as_often_as_they_promise(dispersion):
    rng, true = np.random.default_rng(3), BUSY_TUESDAY / BUSY_TUESDAY.mean()

    held = [
        each.low <= true[each.bucket] <= each.high
        for _ in range(100)
        for each in by_weekday(counts(rng, np.tile(BUSY_TUESDAY, 13), dispersion)).buckets
    ]

    assert 0.92 <= np.mean(held) <= 0.985


def test_months_that_are_alike_are_seldom_told_apart():
    rng = np.random.default_rng(6)

    told = [by_month(counts(rng, np.full(48, 200), 0.01)).differs for _ in range(200)]

    assert np.mean(told) <= 0.08


def test_a_company_that_grows_has_no_december_season_because_of_it():
    found = by_month(300 + 10.0 * np.arange(36))

    assert [each.index for each in found.buckets] == pytest.approx([1.0] * 12, abs=0.02)


def test_short_months_are_not_quiet_ones():
    days = np.tile([17, 20, 20, 22, 18, 19, 23, 22, 21, 23, 20, 22], 3)

    found = by_month(days * 10.0, days)

    assert [each.index for each in found.buckets] == pytest.approx([1.0] * 12)


def test_a_season_of_months_is_told():
    season = 1 + 0.4 * np.sin(np.arange(36) * np.pi / 6)

    found = by_month(counts(np.random.default_rng(5), 300 * season))

    assert (found.peak.bucket, found.trough.bucket) == (4, 10)


def test_a_month_without_open_days_is_a_gap():
    values, days = np.full(36, 90.0), np.full(36, 20.0)
    values[4] = days[4] = 0

    found = by_month(values, days)

    assert found.buckets[4].days == 40
    assert found.buckets[4].index == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("values", "answer"),
    [([9] * 13, TooFew(14, 13)), ([1] * 14, TooFew(35, 14, "counted"))],
)
def test_too_few_days_or_orders_have_no_weekday_index(values, answer):
    assert weekday_index(values, (WEEK * 2)[: len(values)]) == answer


@pytest.mark.parametrize(
    ("values", "answer"),
    [([9] * 23, TooFew(24, 23)), ([2] * 24, TooFew(60, 48, "counted"))],
)
def test_too_few_months_or_orders_have_no_month_index(values, answer):
    months = [1 + n % 12 for n in range(len(values))]

    assert month_index(values, months, [30] * len(values)) == answer


def test_a_sum_rests_on_what_it_is_of_and_not_on_its_own_size():
    money, names = [90_000, 110_000] * 10, (WEEK * 3)[:20]

    assert weekday_index(money, names, weights=[1] * 20) == TooFew(35, 20, "counted")
    assert isinstance(weekday_index(money, names, weights=[2] * 20), Index)


def test_months_of_a_sum_rest_on_what_it_is_of():
    months = [1 + n % 12 for n in range(24)]
    money = [90_000 + 1_000 * month for month in months]

    few = month_index(money, months, [30] * 24, weights=[2] * 24)
    enough = month_index(money, months, [30] * 24, weights=[3] * 24)

    assert few == TooFew(60, 48, "counted")
    assert isinstance(enough, Index)


def test_a_sum_that_refunds_have_eaten_up_has_no_index():
    eaten = weekday_index([500, -600] * 10, (WEEK * 3)[:20], weights=[9] * 20)

    assert eaten == TooFew(35, 0, "counted")
