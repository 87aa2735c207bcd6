from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.asking.counting import Count
from feedback.care.model import FeedbackActor, FollowUp
from feedback.overview.figures import (
    MIN_RANKED,
    USUAL_WEIGHT,
    comparison,
    recovery,
    response_rate,
)
from feedback.overview.model import Row
from tests.feedback.builders import NOW, make_feedback

BY = FeedbackActor(kind="user", id="alice", name="Alice")
HOUR = timedelta(hours=1)


def rows_of(**ratings: Sequence[int]) -> list[Row]:
    return [
        Row.of(
            make_feedback(
                rating, order_id=f"ord_{who}_{n}", technician={"id": who, "name": who.title()}
            )
        )
        for who, theirs in ratings.items()
        for n, rating in enumerate(theirs)
    ]


def test_a_score_is_drawn_to_the_mean_by_the_weight_that_the_ratings_themselves_give():
    ratings = {"anna": [5, 5, 4, 5, 5, 4], "boris": [2, 3, 1, 2, 3, 3], "vera": [4, 4, 3, 5, 4, 4]}

    found = comparison(rows_of(**ratings))

    # Worked by hand: one-way analysis of variance over three groups of six.
    means = {who: sum(each) / 6 for who, each in ratings.items()}
    mean = sum(means.values()) / 3
    within = sum((r - means[who]) ** 2 for who, each in ratings.items() for r in each) / 15
    between = (sum(6 * (each - mean) ** 2 for each in means.values()) / 2 - within) / 6
    weight = within / between
    assert found.mean == pytest.approx(mean)
    assert found.weight == pytest.approx(weight)
    best = found.technicians[0]
    assert (best.id, best.rank, best.count) == ("anna", 1, 6)
    assert best.average == pytest.approx(28 / 6)
    assert best.score == pytest.approx((weight * mean + 28) / (weight + 6))
    half = 1.959963984540054 * sqrt(within / (weight + 6))
    assert (best.low, best.high) == (
        pytest.approx(best.score - half),
        pytest.approx(min(5.0, best.score + half)),
    )


def test_one_perfect_rating_does_not_win_over_many_good_ones():
    often, poor = [5, 4, 5, 5, 3, 5, 5, 5, 4, 5] * 3, [3, 5, 2, 4, 1, 5, 3, 4]
    found = comparison(rows_of(once=[5], often=often, poor=poor))

    assert [each.id for each in found.technicians] == ["often", "poor", "once"]
    assert [each.rank for each in found.technicians] == [1, 2, None]


def test_below_five_ratings_there_is_no_rank():
    found = comparison(rows_of(four=[5] * (MIN_RANKED - 1), five=[3] * MIN_RANKED))

    assert {each.id: each.rank for each in found.technicians} == {"four": None, "five": 1}


def test_technicians_who_differ_by_chance_only_have_one_score():
    found = comparison(rows_of(a=[1, 5, 3], b=[5, 1, 3], c=[3, 3, 3]))

    assert found.weight is None
    assert {each.score for each in found.technicians} == {3.0}
    assert all(each.low < 3.0 < each.high for each in found.technicians)


def test_where_ratings_are_too_few_to_weigh_the_usual_weight_is_taken():
    alone = comparison(rows_of(a=[5, 4, 5]))
    one_each = comparison(rows_of(a=[5], b=[1]))

    assert (alone.weight, one_each.weight) == (USUAL_WEIGHT, USUAL_WEIGHT)
    assert one_each.technicians[0].score == pytest.approx((8 * 3 + 5) / 9)


def test_without_ratings_there_is_nothing_to_compare():
    assert comparison([]).technicians == ()
    assert comparison([]).mean is None


def test_orders_that_nobody_served_are_in_no_comparison():
    assert comparison([Row.of(make_feedback(1, technician=None))]).technicians == ()


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c", "d", "e"]),
        st.lists(st.integers(1, 5), min_size=1, max_size=30),
        min_size=1,
    )
)
def test_a_score_lies_between_the_technicians_own_mean_and_the_companys(ratings):
    found = comparison(rows_of(**ratings))

    assert found.mean is not None
    for each in found.technicians:
        ends = sorted((each.average, found.mean))
        assert ends[0] - 1e-9 <= each.score <= ends[1] + 1e-9
        assert 1 <= each.low <= each.score + 1e-9
        assert each.score - 1e-9 <= each.high <= 5


def low(order_id: str, *, closed_after: timedelta | None = None, at=NOW - 100 * HOUR) -> Row:
    feedback = make_feedback(1, order_id=order_id, at=at)
    task = FollowUp.opened(at)
    if closed_after:
        task = task.model_copy(update={"state": "done", "closed_at": at + closed_after})
    return Row.of(feedback.tended("followed_up", BY, NOW, follow_up=task))


def test_a_low_rating_counts_as_recovered_when_its_task_was_closed_within_48_hours():
    rows = [
        low("ord_1", closed_after=48 * HOUR),
        low("ord_2", closed_after=49 * HOUR),
        low("ord_3"),
        low("ord_4", at=NOW - HOUR),
        Row.of(make_feedback(3, order_id="ord_5")),
    ]

    found = recovery(rows, NOW)

    assert (found.low, found.recovered, found.late, found.pending) == (4, 1, 2, 1)
    assert found.share is not None
    assert found.share.share == pytest.approx(1 / 3)


def test_without_low_ratings_recovery_has_no_share():
    assert recovery([], NOW).share is None


def test_the_response_rate_tells_what_is_mature_apart():
    counts = [
        Count(date(2026, 10, 1), "tec_1", 6, 3),
        Count(date(2026, 10, 1), None, 4, 1),
        Count(date(2026, 11, 20), "tec_1", 10, 1),
    ]

    found = response_rate(counts, last=date(2026, 11, 22), today=date(2026, 11, 22))

    assert (found.all.asked, found.all.answered) == (20, 5)
    assert (found.mature.asked, found.mature.answered) == (10, 4)
    assert found.mature.share is not None
    assert found.mature.share.share == pytest.approx(0.4)
    assert found.matures_on == date(2026, 12, 23)
    theirs = found.technicians["tec_1"]
    assert (theirs.all.asked, theirs.all.answered) == (16, 4)
    assert (theirs.mature.asked, theirs.mature.answered) == (6, 3)
    assert set(found.technicians) == {"tec_1"}


def test_where_nobody_was_asked_there_is_no_rate():
    day = date(2026, 11, 22)

    assert response_rate([], last=day, today=day).all.share is None
