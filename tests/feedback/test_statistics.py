import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.statistics import Summary, summary, wilson

COUNTS = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [(3, 3, 0.44, 1.00), (9, 10, 0.60, 0.98), (27, 30, 0.74, 0.97), (90, 100, 0.83, 0.94)],
)
def test_wilson_gives_the_published_bounds(successes, count, low, high):
    share = wilson(successes, count)

    assert share.low == pytest.approx(low, abs=0.006)
    assert share.high == pytest.approx(high, abs=0.006)


@given(st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_within_its_bounds_and_they_within_0_and_1(case):
    successes, count = case

    share = wilson(successes, count)

    assert 0 <= share.low <= share.share <= share.high <= 1


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_the_dissatisfied_mirrors_that_of_the_satisfied(case):
    successes, count = case

    share, other = wilson(successes, count), wilson(count - successes, count)

    assert share.low == pytest.approx(1 - other.high, abs=1e-9)


@given(st.integers(1, 1000), st.integers(2, 50))
def test_more_ratings_of_the_same_share_narrow_the_interval(count, times):
    few, many = wilson(count, 2 * count), wilson(count * times, 2 * count * times)

    assert many.high - many.low < few.high - few.low


def test_without_ratings_there_is_no_average_and_no_share():
    assert summary({}) == Summary(0, None, None)


def test_csat_is_the_share_of_fours_and_fives():
    figures = summary({5: 2, 4: 1, 3: 1})

    assert figures.count == 4
    assert figures.average == pytest.approx(4.25)
    assert figures.csat is not None
    assert figures.csat.share == pytest.approx(0.75)


@given(st.dictionaries(st.integers(1, 5), COUNTS, min_size=1).filter(lambda h: any(h.values())))
def test_the_average_lies_between_the_lowest_and_the_highest_rating(histogram):
    average = summary(histogram).average

    given_ = [rating for rating, n in histogram.items() if n]
    assert average is not None
    assert min(given_) <= average <= max(given_)
