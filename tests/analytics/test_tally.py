"""Tallies: what adds up, and percentiles from bins within what they promise."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.kpis import KPIS
from analytics.tally import ERROR, NOTHING, ZERO, Tally, bin_of, middle, together

VALUES = st.lists(st.floats(0, 10**9, allow_subnormal=False), min_size=1, max_size=60)
TALLIES = st.builds(
    Tally,
    *[st.integers(-(10**6), 10**6)] * 4,
    st.dictionaries(st.integers(ZERO, 50), st.integers(1, 99), max_size=5),
)


def binned(values: list[float]) -> Tally:
    return together(Tally(1, bins={bin_of(each): 1}) for each in values)


@given(VALUES, st.floats(0, 1))
def test_a_quantile_is_within_a_hundredth_of_the_value_of_its_rank(
    values: list[float], share: float
) -> None:
    exact = sorted(values)[max(1, ceil(share * len(values))) - 1]

    told = binned(values).quantile(share)

    # What lies between nothing and one is told as one.
    least = 1 if 0 < exact < 1 else exact
    assert told == pytest.approx(least, rel=ERROR * 1.0001)


def test_what_is_not_above_zero_is_nothing_and_what_is_one_is_one() -> None:
    assert [bin_of(each) for each in (-5, 0, 1)] == [ZERO, ZERO, 0]
    assert [middle(bin_of(each)) for each in (-5, 0, 1)] == [0, 0, 1]
    assert middle(1) == pytest.approx(1.01)
    assert bin_of(1.0001) == 1


def test_without_any_there_is_no_quantile_and_the_ends_are_the_least_and_the_most() -> None:
    some = binned([1, 100, 10_000])

    assert NOTHING.quantile(0.5) is None
    assert some.quantile(0) == some.quantile(1 / 3) == 1
    assert some.quantile(0.5) == pytest.approx(100, rel=ERROR)
    assert some.quantile(1) == pytest.approx(10_000, rel=ERROR)


def test_a_share_of_more_than_all_is_a_fault_that_names_it() -> None:
    with pytest.raises(AssertionError, match=r"^1\.5$"):
        binned([1, 2]).quantile(1.5)


@pytest.mark.parametrize(
    "some",
    [Tally(n=1), Tally(total=1), Tally(pending=1), Tally(bins={0: 1}), Tally(n=1, total=-1)],
)
def test_a_tally_with_anything_in_it_is_something(some: Tally) -> None:
    assert some
    assert not NOTHING


@given(TALLIES, TALLIES, TALLIES)
def test_tallies_add_up_in_any_order(one: Tally, two: Tally, three: Tally) -> None:
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + NOTHING == NOTHING + one == one


def test_what_was_pending_counts_once_its_day_is_over() -> None:
    settled = Tally(2, 3, 5, 7, {1: 1}).settled

    assert settled == Tally(9, 3, 5, 0, {1: 1})


def test_a_time_is_told_as_its_median() -> None:
    times = binned([60, 600, 6000])

    assert KPIS["lead_time"].value(times) == pytest.approx(600, rel=ERROR)
    assert KPIS["lead_time"].value(NOTHING) is None
