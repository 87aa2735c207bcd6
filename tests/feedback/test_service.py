from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from feedback.model import EDIT_WINDOW, Answer, Period, State
from feedback.service import ForgettingAnswers, Wish
from shared.answer_links import LINK_LIFE
from shared.errors import ConflictError, NotFoundError, UnavailableError
from tests.feedback.builders import (
    NOW,
    FakeRatings,
    FixedClock,
    HastyRatings,
    make_answer,
    make_feedback,
    make_order,
    make_service,
    token_of,
)

PERIOD = Period.of(None, None, NOW, ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize("status", ["completed", "closed"])
def test_a_completed_or_closed_order_can_be_rated(status):
    service = make_service(make_order(status=status))

    assert service.visit(token_of()).state is State.FORM
    assert service.answer(token_of(), make_answer()).state is State.THANKS


@pytest.mark.parametrize(
    "status", ["new", "scheduled", "en_route", "in_progress", "on_hold", "cancelled"]
)
def test_an_order_that_is_not_completed_can_not_be_rated(status):
    ratings = FakeRatings()
    service = make_service(make_order(status=status), ratings=ratings)

    assert service.answer(token_of(), make_answer()).state is State.EARLY
    assert ratings.kept == {}
    with pytest.raises(ConflictError):
        service.create_link("ord_1")


def test_a_link_leads_back_to_its_order():
    service = make_service()

    link = service.create_link("ord_1")

    assert link.expires_at == NOW + LINK_LIFE
    assert service.visit(link.path.removeprefix("/f/")).order == make_order()


def test_no_link_is_made_for_an_order_that_is_not_there():
    with pytest.raises(NotFoundError):
        make_service().create_link("ord_2")


def test_an_expired_link_shows_nothing_of_the_order_and_takes_no_answer():
    ratings = FakeRatings()
    service = make_service(ratings=ratings)
    expired = token_of(until=NOW)

    visit = service.answer(expired, make_answer())

    assert (visit.state, visit.order, ratings.kept) == (State.EXPIRED, None, {})


def test_a_link_to_an_order_that_is_gone_is_unknown():
    assert make_service().visit(token_of("ord_gone")).state is State.UNKNOWN


def test_the_same_answer_again_changes_nothing():
    clock, ratings = FixedClock(), FakeRatings()
    service = make_service(ratings=ratings, clock=clock)
    service.answer(token_of(), make_answer(4))
    clock.pass_by(timedelta(hours=1))

    again = service.answer(token_of(), make_answer(4))

    assert again.state is State.THANKS
    assert ratings.kept["ord_1"].version == 1


def test_the_same_answer_again_is_thanked_even_when_it_is_final():
    clock = FixedClock()
    service = make_service(clock=clock)
    service.answer(token_of(), make_answer(4))
    clock.pass_by(EDIT_WINDOW)

    again = service.answer(token_of(), make_answer(4))

    assert (again.state, again.is_editable) == (State.THANKS, False)


def test_another_answer_within_the_window_replaces_the_first():
    clock, ratings = FixedClock(), FakeRatings()
    service = make_service(ratings=ratings, clock=clock)
    service.answer(token_of(), make_answer(4))
    clock.pass_by(timedelta(hours=11))

    assert service.visit(token_of()).state is State.ANSWERED
    assert service.answer(token_of(), make_answer(2, "Передумал")).state is State.THANKS
    assert ratings.kept["ord_1"].says(Answer(2, "Передумал"))
    assert ratings.kept["ord_1"].submitted_at == NOW


def test_another_answer_after_the_window_is_refused():
    clock, ratings = FixedClock(), FakeRatings()
    service = make_service(ratings=ratings, clock=clock)
    service.answer(token_of(), make_answer(4))
    clock.pass_by(EDIT_WINDOW)

    assert service.answer(token_of(), make_answer(1)).state is State.FINAL
    assert ratings.kept["ord_1"].rating == 4


def test_an_answer_stands_when_the_order_is_reopened():
    ratings = FakeRatings()
    ratings.save(make_feedback(5))
    service = make_service(make_order(status="in_progress"), ratings=ratings)

    assert service.visit(token_of()).state is State.ANSWERED


def test_of_two_different_answers_at_once_only_the_first_stands():
    ratings = HastyRatings(make_feedback(1))
    service = make_service(ratings=ratings)

    visit = service.answer(token_of(), make_answer(5))

    assert visit.state is State.ANSWERED
    assert visit.feedback == make_feedback(1)


def test_of_two_same_answers_at_once_both_are_thanked():
    ratings = HastyRatings(make_feedback(5, comment="Спасибо!"))
    service = make_service(ratings=ratings)

    assert service.answer(token_of(), make_answer(5, "Спасибо!")).state is State.THANKS


def rated(*ratings: int) -> FakeRatings:
    kept = FakeRatings()
    for n, rating in enumerate(ratings):
        kept.save(make_feedback(rating, order_id=f"ord_{n}", at=NOW - timedelta(hours=n)))
    return kept


def test_a_list_shows_the_newest_first_and_goes_on_where_it_ended():
    service = make_service(ratings=rated(5, 4, 3))

    first = service.list_feedback(Wish(PERIOD, limit=2))
    second = service.list_feedback(Wish(PERIOD, limit=2, after=first.after))

    assert [row.rating for row in (*first.rows, *second.rows)] == [5, 4, 3]
    assert second.after is None


def test_an_answer_given_between_two_pages_shifts_no_page():
    ratings = rated(5, 4, 3)
    service = make_service(ratings=ratings)
    first = service.list_feedback(Wish(PERIOD, limit=1))
    ratings.save(make_feedback(1, order_id="ord_new", at=NOW + timedelta(minutes=1)))

    second = service.list_feedback(Wish(PERIOD, limit=1, after=first.after))

    assert [row.rating for row in second.rows] == [4]


def test_a_list_of_one_score_still_tells_the_figures_of_all():
    overview = make_service(ratings=rated(5, 5, 1)).list_feedback(Wish(PERIOD, rating=1))

    assert [row.rating for row in overview.rows] == [1]
    assert overview.distribution == {1: 1, 2: 0, 3: 0, 4: 0, 5: 2}
    assert overview.summary.count == 3


def test_answers_outside_the_period_are_in_no_figure():
    ratings = FakeRatings()
    ratings.save(make_feedback(1, at=PERIOD.start - timedelta(milliseconds=1)))

    overview = make_service(ratings=ratings).list_feedback(Wish(PERIOD))

    assert (overview.rows, overview.summary.average) == ((), None)


def test_forgetting_keeps_the_score_and_empties_the_words_and_the_name():
    ratings = FakeRatings()
    ratings.save(make_feedback(2, comment="Алиса Смирнова, Садовая 1"))
    forget = ForgettingAnswers(ratings)

    assert [forget("ord_1"), forget("ord_1"), forget("ord_2")] == [1, 0, 0]
    kept = ratings.kept["ord_1"]
    assert (kept.rating, kept.comment, kept.customer_name) == (2, "", "Удалено")
    assert (kept.technician_name, kept.version) == ("Борис Орлов", 2)


def test_forgetting_gives_up_when_the_answer_is_written_all_the_time():
    class Busy(FakeRatings):
        def save(self, feedback):
            return self.kept["ord_1"]

    ratings = Busy()
    ratings.kept["ord_1"] = make_feedback(2, comment="Плохо")

    with pytest.raises(UnavailableError):
        ForgettingAnswers(ratings)("ord_1")


def test_a_customer_who_was_erased_is_asked_nothing():
    ratings = FakeRatings()
    erased = make_order(customer={"id": "cus_1", "name": "Удалено"})
    service = make_service(erased, ratings=ratings)

    assert service.answer(token_of(), make_answer()).state is State.UNKNOWN
    assert ratings.kept == {}
