from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.care.model import FeedbackActor
from feedback.overview.model import Row
from feedback.overview.period import Period
from feedback.overview.query import Query, Scope
from tests.feedback.builders import NOW, make_feedback
from tests.feedback.fakes import ZONE

PERIOD = Period.of(None, None, NOW, ZONE)
SCOPE = Scope(PERIOD)
BY = FeedbackActor(kind="user", id="alice", name="Alice")
SORTS = ("date", "rating", "comment", "technician", "order", "customer", "type", "state")


def row(n: int = 0, rating: int = 5, **order) -> Row:
    return Row.of(make_feedback(rating, order_id=f"ord_{n}", number=str(n + 8), **order))


def test_orders_sort_as_numbers_not_as_texts():
    rows = [row(n) for n in (3, 1, 2)]
    query = Query(SCOPE, sort="order", descending=False)

    assert [each.order_number for each in sorted(rows, key=query.place)] == ["9", "10", "11"]


def test_answers_with_words_stand_together_the_newest_first():
    def said(n, comment):
        at = NOW - timedelta(hours=n)
        return Row.of(make_feedback(5, order_id=f"ord_{n}", comment=comment, at=at))

    rows = [said(0, ""), said(1, "Спасибо"), said(2, ""), said(3, "Долго")]

    ordered = sorted(rows, key=Query(SCOPE, sort="comment").place, reverse=True)

    assert [each.order_id for each in ordered] == ["ord_1", "ord_3", "ord_0", "ord_2"]


@pytest.mark.parametrize("descending", [True, False])
def test_who_was_served_by_nobody_comes_last_in_either_direction(descending):
    rows = [row(1, technician=None), row(2), row(3)]
    query = Query(SCOPE, sort="technician", descending=descending)

    ordered = sorted(rows, key=query.place, reverse=descending)

    assert ordered[-1].technician_id is None


@given(
    ratings=st.lists(st.integers(1, 5), max_size=30),
    size=st.integers(1, 7),
    sort=st.sampled_from(SORTS),
    descending=st.booleans(),
)
def test_pages_of_any_size_and_order_show_every_row_once(ratings, size, sort, descending):
    rows = [row(n, rating) for n, rating in enumerate(ratings)]
    query = Query(SCOPE, sort=sort, descending=descending)
    ordered = sorted(rows, key=query.place, reverse=descending)

    seen: list[Row] = []
    while left := [
        r for r in ordered if not seen or query.is_behind(query.place(r), query.place(seen[-1]))
    ]:
        seen += left[:size]

    assert seen == ordered


@pytest.mark.parametrize(
    ("wish", "matches"),
    [
        ({"ratings": frozenset({2, 3})}, True),
        ({"ratings": frozenset({5})}, False),
        ({"states": frozenset({"new"})}, True),
        ({"states": frozenset({"hidden"})}, False),
        ({"has_comment": True}, True),
        ({"has_comment": False}, False),
        ({"customer_id": "cus_1"}, True),
        ({"customer_id": "cus_2"}, False),
        ({"topic": "сроки"}, True),
        ({"topic": "цена"}, False),
        ({"task": "open"}, True),
        ({"task": "overdue"}, False),
        ({"task": "done"}, False),
        ({"task": "none"}, False),
        ({"scope": replace(SCOPE, technician_id="tec_1")}, True),
        ({"scope": replace(SCOPE, technician_id="tec_2")}, False),
        ({"scope": replace(SCOPE, own="tec_2")}, False),
        ({"scope": replace(SCOPE, types=frozenset({"paid"}))}, True),
        ({"scope": replace(SCOPE, types=frozenset({"warranty"}))}, False),
    ],
)
def test_each_filter_keeps_what_it_asks_for(wish, matches):
    low = make_feedback(2, comment="Опоздали").tended("topics_set", BY, NOW, topics=("сроки",))

    query = replace(Query(SCOPE), **wish)

    assert query.matches(Row.of(low), NOW) is matches


def test_a_task_is_overdue_after_its_deadline():
    low = Row.of(make_feedback(2))
    query = Query(SCOPE, task="overdue")

    assert not query.matches(low, NOW + timedelta(hours=48))
    assert query.matches(low, NOW + timedelta(hours=49))


def test_a_cursor_is_of_one_list_whatever_the_day():
    later = Period.of(None, None, NOW + timedelta(days=1), ZONE)

    assert Query(SCOPE).name == Query(Scope(later)).name
    assert Query(SCOPE).name != Query(SCOPE, sort="rating").name
    assert Query(SCOPE).name != Query(SCOPE, ratings=frozenset({1})).name
    assert Query(replace(SCOPE, own="tec_1")).name != Query(SCOPE).name
