from dataclasses import replace
from datetime import timedelta

import pytest

from feedback.care.model import FeedbackActor, Moderation
from feedback.overview.period import Period
from feedback.overview.query import Query, Scope
from shared.errors import InvalidError, NotFoundError, UnavailableError
from shared.events import Person
from tests.feedback.builders import NOW, FixedClock, make_feedback, make_overviews, planned, reached
from tests.feedback.fakes import ZONE, FakeRatings, FakeRequests

PERIOD = Period.of(None, None, NOW, ZONE)
QUERY = Query(Scope(PERIOD))
BY = FeedbackActor(kind="user", id="alice", name="Alice")


def rated(*ratings: int, **order) -> list:
    return [
        make_feedback(rating, order_id=f"ord_{n}", at=NOW - timedelta(hours=n), **order)
        for n, rating in enumerate(ratings)
    ]


class Broken(FakeRatings):
    """Answers of which some reads fail."""

    def __init__(self, *kept, rows: bool = False, whole: bool = False) -> None:
        super().__init__(*kept)
        self._rows, self._whole = rows, whole

    def within(self, start, end, *, limit):
        if self._rows:
            raise UnavailableError("the store does not answer; try again")
        return super().within(start, end, limit=limit)

    def load_many(self, order_ids):
        if self._whole:
            raise UnavailableError("the store does not answer; try again")
        return super().load_many(order_ids)


class Uncounted(FakeRequests):
    """Requests that can't be counted."""

    def counts(self, first, last):
        raise UnavailableError("the store does not answer; try again")


def test_the_figures_are_the_same_whatever_page_is_asked_for():
    overviews = make_overviews(*rated(5, 4, 3, 2, 1))

    first = overviews.overview(QUERY, limit=2, after=None)
    assert first.page is not None
    second = overviews.overview(QUERY, limit=2, after=first.page.after)

    assert first.figures == second.figures
    assert second.page is not None
    assert [row.rating for row in (*first.page.rows, *second.page.rows)] == [5, 4, 3, 2]
    assert second.page.matches == 5


def test_filters_of_rows_leave_the_figures_alone():
    overviews = make_overviews(*rated(5, 5, 1))

    found = overviews.overview(replace(QUERY, ratings=frozenset({1})), limit=9, after=None)

    assert found.page is not None
    assert found.figures is not None
    assert ([row.rating for row in found.page.rows], found.page.matches) == ([1], 1)
    assert found.figures.distribution == {1: 1, 2: 0, 3: 0, 4: 0, 5: 2}


def test_whose_answers_are_looked_at_decides_the_figures_too():
    others = make_feedback(1, order_id="ord_9", technician={"id": "tec_2", "name": "Анна Волкова"})
    overviews = make_overviews(*rated(5, 5), others)
    query = Query(Scope(PERIOD, technician_id="tec_2"))

    found = overviews.overview(query, limit=9, after=None)

    assert found.figures is not None
    assert found.figures.summary.count == 1
    assert [t.id for t in found.figures.comparison.technicians] == ["tec_1", "tec_2"]


def test_a_technician_sees_only_their_own_answers_and_figures():
    others = make_feedback(1, order_id="ord_9", technician={"id": "tec_2", "name": "Анна Волкова"})
    overviews = make_overviews(*rated(5, 4), others)

    found = overviews.overview(Query(Scope(PERIOD, own="tec_1")), limit=9, after=None)

    assert found.page is not None
    assert found.figures is not None
    assert {row.technician_id for row in found.page.rows} == {"tec_1"}
    assert found.figures.summary.count == 2
    assert [t.id for t in found.figures.comparison.technicians] == ["tec_1"]
    assert found.responses is not None
    assert set(found.responses.technicians) <= {"tec_1"}
    with pytest.raises(NotFoundError):
        overviews.get("ord_9", "tec_1")
    assert overviews.get("ord_0", "tec_1").rating == 5


def test_what_is_hidden_counts_as_the_company_wishes():
    shown, bad = rated(5, 1)
    hidden = bad.tended("moderated", BY, NOW, state=Moderation.HIDDEN, hidden_reason="Брань")

    counted = make_overviews(shown, hidden).overview(QUERY, limit=9, after=None)
    not_counted = make_overviews(shown, hidden, hidden_counts=False).overview(
        QUERY, limit=9, after=None
    )

    assert counted.figures is not None
    assert not_counted.figures is not None
    assert (counted.figures.summary.count, counted.figures.hidden) == (2, 1)
    assert (not_counted.figures.summary.count, not_counted.figures.hidden) == (1, 1)
    assert not_counted.page is not None
    assert len(not_counted.page.rows) == 2


def test_requests_of_the_period_make_the_response_rate():
    asked = reached("ord_0", NOW - timedelta(days=40))
    silent = reached("ord_8", NOW - timedelta(days=3))
    unread = planned("ord_9").handed(NOW - timedelta(days=3))
    lost = planned("ord_7").handed(NOW - timedelta(days=3)).lost("sms: no such number")
    (answer,) = rated(5)
    ratings = FakeRatings(answer.model_copy(update={"asked_at": asked.asked_at}))
    overviews = make_overviews(
        ratings=ratings, requests=FakeRequests(ratings, asked, silent, unread, lost)
    )

    found = overviews.overview(QUERY, limit=9, after=None).responses

    assert found is not None
    assert (found.all.asked, found.all.answered) == (2, 1)
    assert (found.mature.asked, found.mature.answered) == (1, 1)
    assert (found.technicians["tec_1"].all, found.technicians["tec_1"].mature) == (
        found.all,
        found.mature,
    )


def test_each_technician_has_a_response_rate_of_their_own():
    served = {"id": "tec_2", "name": "Анна Волкова"}
    theirs = Person.model_validate(served)
    mine = [reached(f"ord_{n}") for n in range(3)]
    other = reached("ord_9", technician=theirs)
    answer = make_feedback(4, order_id="ord_9", asked_at=NOW, technician=served)
    ratings = FakeRatings(answer)
    requests = FakeRequests(ratings, *mine, other)
    overviews = make_overviews(ratings=ratings, requests=requests)

    found = overviews.overview(QUERY, limit=9, after=None).responses
    own = overviews.overview(Query(Scope(PERIOD, own="tec_1")), limit=9, after=None).responses

    assert found is not None
    rates = {who: (rate.all.answered, rate.all.asked) for who, rate in found.technicians.items()}
    assert rates == {"tec_1": (0, 3), "tec_2": (1, 1)}
    assert own is not None
    assert (own.all.asked, set(own.technicians)) == (3, {"tec_1"})


def test_when_whole_answers_can_not_be_read_the_figures_come_all_the_same():
    ratings = Broken(*rated(5, 4), whole=True)

    found = make_overviews(ratings=ratings).overview(QUERY, limit=9, after=None)

    assert found.page is None
    assert found.figures is not None
    assert found.figures.summary.count == 2
    assert found.responses is not None
    assert set(found.failures) == {"rows"}


def test_when_requests_can_not_be_counted_rows_and_figures_come_all_the_same():
    ratings = FakeRatings(*rated(5))

    found = make_overviews(ratings=ratings, requests=Uncounted(ratings)).overview(
        QUERY, limit=9, after=None
    )

    assert found.page is not None
    assert found.figures is not None
    assert (found.responses, set(found.failures)) == (None, {"responses"})


def test_when_the_period_can_not_be_read_the_response_rate_comes_all_the_same():
    found = make_overviews(ratings=Broken(rows=True)).overview(QUERY, limit=9, after=None)

    assert (found.page, found.figures, set(found.failures)) == (None, None, {"rows", "figures"})
    assert found.responses is not None


def test_when_nothing_can_be_read_that_is_an_error_of_the_whole():
    ratings = Broken(rows=True)

    with pytest.raises(UnavailableError):
        make_overviews(ratings=ratings, requests=Uncounted(ratings)).overview(
            QUERY, limit=9, after=None
        )


def test_a_period_of_too_many_answers_is_refused_by_name():
    overviews = replace(make_overviews(*rated(5, 5, 5)), most=2)

    with pytest.raises(InvalidError, match="more than 2"):
        overviews.overview(QUERY, limit=1, after=None)


def test_an_order_without_an_answer_is_not_found():
    with pytest.raises(NotFoundError):
        make_overviews(clock=FixedClock()).get("ord_1", None)
