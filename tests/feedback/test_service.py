from datetime import timedelta

import pytest

from feedback.model import EDIT_WINDOW, MAX_CHANGES, Answer, State
from feedback.service import ForgettingAnswers
from shared.answer_links import LINK_LIFE
from shared.errors import ConflictError, NotFoundError, UnavailableError
from shared.events import Person
from tests.feedback.builders import (
    NOW,
    FixedClock,
    make_answer,
    make_feedback,
    make_order,
    make_service,
    reached,
    token_of,
)
from tests.feedback.fakes import FakeRatings, FakeRequests, HastyRatings


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


def test_who_was_asked_is_kept_with_the_answer_and_who_served_then():
    ratings = FakeRatings()
    served = Person(id="tec_9", name="Тимур Галиев")
    asked = reached(at=NOW - timedelta(days=2), technician=served)
    service = make_service(ratings=ratings, requests=FakeRequests(ratings, asked))

    service.answer(token_of(), make_answer(5))

    kept = ratings.kept["ord_1"]
    assert (kept.technician_id, kept.technician_name) == ("tec_9", "Тимур Галиев")
    assert kept.asked_at == NOW - timedelta(days=2)


def test_a_customer_can_not_change_their_mind_without_end():
    clock, ratings = FixedClock(), FakeRatings()
    service = make_service(ratings=ratings, clock=clock)
    for n in range(MAX_CHANGES + 1):
        assert service.answer(token_of(), make_answer(n % 5 + 1)).state is State.THANKS
        clock.pass_by(timedelta(seconds=1))

    assert service.visit(token_of()).state is State.FINAL
    assert service.answer(token_of(), make_answer(3, "ещё раз")).state is State.FINAL
    assert len(ratings.kept["ord_1"].history) == MAX_CHANGES + 1


def test_every_answer_of_the_customer_stays_in_the_history():
    ratings = FakeRatings()
    service = make_service(ratings=ratings)
    service.answer(token_of(), make_answer(5, "Хорошо"))

    service.answer(token_of(), make_answer(1, "Сломалось снова"))

    history = ratings.kept["ord_1"].history
    assert [(e.action, e.rating, e.comment, e.by.kind) for e in history] == [
        ("answered", 5, "Хорошо", "customer"),
        ("changed", 1, "Сломалось снова", "customer"),
    ]


def test_a_low_rating_opens_a_follow_up_of_48_hours():
    ratings = FakeRatings()
    service = make_service(ratings=ratings)
    service.answer(token_of(), make_answer(3))

    assert ratings.kept["ord_1"].follow_up is None
    service.answer(token_of(), make_answer(2))

    task = ratings.kept["ord_1"].follow_up
    assert task is not None
    assert (task.state, task.due_at) == ("open", NOW + timedelta(hours=48))


def test_forgetting_keeps_the_score_and_empties_the_words_and_the_name():
    ratings = FakeRatings()
    ratings.save(make_feedback(2, comment="Алиса Смирнова, Садовая 1"))
    forget = ForgettingAnswers(ratings, clock=FixedClock())

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
        ForgettingAnswers(ratings, clock=FixedClock())("ord_1")


def test_a_customer_who_was_erased_is_asked_nothing():
    ratings = FakeRatings()
    erased = make_order(customer={"id": "cus_1", "name": "Удалено"})
    service = make_service(erased, ratings=ratings)

    assert service.answer(token_of(), make_answer()).state is State.UNKNOWN
    assert ratings.kept == {}
