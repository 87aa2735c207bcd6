"""Who comes again, against counting by hand."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from analytics.patterns.cohorts import (
    Cohort,
    Month,
    RepeatRate,
    cohorts,
    new_and_returning,
    repeat_rate,
)

JANUARY = 2025 * 12
orders = st.lists(
    st.tuples(st.integers(-1, 9), st.integers(JANUARY - 4, JANUARY + 16)), max_size=60
)


def columns(pairs):
    return [code for code, _ in pairs], [month for _, month in pairs]


def by_customer(pairs, until):
    found = defaultdict(list)
    for code, month in pairs:
        if code >= 0 and month <= until:
            found[code].append(month)
    return found


def test_customers_are_followed_from_their_first_order():
    pairs = [(1, 0), (1, 2), (2, 0), (2, 1), (2, 1), (3, 1), (4, 3)]

    found = cohorts(*columns(pairs), until=2)

    assert found == (Cohort(0, 2, (2, 1, 1)), Cohort(1, 1, (1, 0)))


def test_shares_are_told_of_five_customers_or_more():
    assert Cohort(0, 4, (4, 2)).shares is None
    assert Cohort(0, 5, (5, 2)).shares == (1.0, 0.4)


@given(pairs=orders)
def test_cohorts_hold_every_customer_once(pairs):
    until = JANUARY + 12

    found = cohorts(*columns(pairs), until=until)

    known = by_customer(pairs, until)
    assert sum(each.size for each in found) == len(known)
    assert all(len(each.active) == until - each.month + 1 for each in found)
    for each in found:
        members = [months for months in known.values() if min(months) == each.month]
        assert each.active == tuple(
            sum(each.month + later in months for months in members)
            for later in range(len(each.active))
        )


@given(pairs=orders)
def test_new_and_returning_customers_are_counted_month_by_month(pairs):
    until = JANUARY + 12

    found = new_and_returning(*columns(pairs), until=until)

    known = by_customer(pairs, until)
    begin = min((min(months) for months in known.values()), default=until + 1)
    assert found == tuple(
        Month(
            month,
            sum(min(months) == month for months in known.values()),
            sum(min(months) < month and month in months for months in known.values()),
        )
        for month in range(begin, until + 1)
    )


@given(pairs=orders)
def test_the_repeat_rate_looks_twelve_months_back(pairs):
    until = JANUARY + 12

    found = repeat_rate(*columns(pairs), until=until)

    late = [
        sum(until - 12 < month for month in months) for months in by_customer(pairs, until).values()
    ]
    assert found == RepeatRate(until, sum(n >= 2 for n in late), sum(n >= 1 for n in late))


def test_without_customers_there_is_no_rate():
    assert repeat_rate([], [], until=JANUARY).share is None
    assert repeat_rate([1, 1, 2, 3], [JANUARY] * 4, until=JANUARY).share == 1 / 3
