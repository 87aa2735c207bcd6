from datetime import timedelta

import pytest

from feedback.care.model import MAX_ENTRIES, Assignee, FeedbackActor, Moderation
from feedback.care.wishes import TaskWish
from shared.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from tests.feedback.builders import NOW, FixedClock, make_answer, make_care, make_feedback
from tests.feedback.fakes import FakeRatings

BY = FeedbackActor(kind="user", id="alice", name="Alice")
HOUR = timedelta(hours=1)


@pytest.fixture
def ratings() -> FakeRatings:
    return FakeRatings(make_feedback(2, comment="Опоздали"))


def test_an_answer_is_hidden_for_a_reason_that_stays(ratings):
    care = make_care(ratings)

    hidden = care.moderate("ord_1", Moderation.HIDDEN, "Брань", by=BY, version=None)
    shown = care.moderate("ord_1", Moderation.PUBLISHED, "", by=BY, version=2)

    assert (hidden.state, hidden.hidden_reason) == (Moderation.HIDDEN, "Брань")
    assert (shown.state, shown.hidden_reason) == (Moderation.PUBLISHED, None)
    assert [(e.action, e.state, e.text) for e in shown.history[1:]] == [
        ("moderated", "hidden", "Брань"),
        ("moderated", "published", None),
    ]


def test_nothing_is_hidden_without_a_reason(ratings):
    with pytest.raises(InvalidError):
        make_care(ratings).moderate("ord_1", Moderation.HIDDEN, "", by=BY, version=None)


def test_the_same_reply_again_changes_nothing_and_another_one_does(ratings):
    care = make_care(ratings)

    first = care.reply("ord_1", "Извините", by=BY, version=None)
    again = care.reply("ord_1", "Извините", by=BY, version=None)
    other = care.reply("ord_1", "Приедем завтра", by=BY, version=None)

    assert again == first
    assert other.version == first.version + 1
    assert [e.text for e in other.history if e.action == "replied"] == [
        "Извините",
        "Приедем завтра",
    ]


def test_a_follow_up_is_handed_over_and_closed(ratings):
    clock = FixedClock()
    care = make_care(ratings, clock)
    anna = Assignee(id="anna", name="Анна")
    care.follow_up("ord_1", TaskWish("open", anna), by=BY, version=None)
    clock.pass_by(5 * HOUR)

    done = care.follow_up("ord_1", TaskWish("done", note="Вернули деньги"), by=BY, version=None)

    task = done.follow_up
    assert task is not None
    assert (task.state, task.assignee, task.note) == ("done", anna, "Вернули деньги")
    assert (task.opened_at, task.closed_at) == (NOW, NOW + 5 * HOUR)
    assert task.due_at == NOW + 48 * HOUR


def test_a_follow_up_is_left_to_nobody_again():
    ratings = FakeRatings(make_feedback(1))
    care = make_care(ratings)
    care.follow_up("ord_1", TaskWish("open", Assignee(id="dan", name="Dan")), by=BY, version=None)
    due = NOW + 5 * HOUR

    kept = care.follow_up("ord_1", TaskWish("open", due_at=due), by=BY, version=None)
    left = care.follow_up("ord_1", TaskWish("open", keeps_assignee=False), by=BY, version=None)

    assert kept.follow_up is not None
    assert left.follow_up is not None
    assert (kept.follow_up.assignee is None, left.follow_up.assignee) == (False, None)
    assert left.follow_up.due_at == due
    assert left.history[-1].assignee is None


def test_closing_a_closed_follow_up_again_keeps_the_moment(ratings):
    clock = FixedClock()
    care = make_care(ratings, clock)
    done = care.follow_up("ord_1", TaskWish("done"), by=BY, version=None)
    clock.pass_by(HOUR)

    assert care.follow_up("ord_1", TaskWish("done"), by=BY, version=None) == done


def test_a_good_rating_may_be_followed_up_too_and_a_closed_one_again():
    clock, ratings = FixedClock(), FakeRatings(make_feedback(5))
    care = make_care(ratings, clock)
    care.follow_up("ord_1", TaskWish("done"), by=BY, version=None)
    clock.pass_by(HOUR)

    again = care.follow_up("ord_1", TaskWish("open"), by=BY, version=None)

    assert again.follow_up is not None
    assert (again.follow_up.state, again.follow_up.opened_at) == ("open", NOW + HOUR)
    assert again.follow_up.closed_at is None


def test_topics_are_set_as_a_whole(ratings):
    care = make_care(ratings)
    care.set_topics("ord_1", ("сроки", "цена"), by=BY, version=None)

    assert care.set_topics("ord_1", ("цена",), by=BY, version=None).topics == ("цена",)


def test_staff_change_neither_the_score_nor_the_words_nor_who_served(ratings):
    care, before = make_care(ratings), ratings.kept["ord_1"]
    care.moderate("ord_1", Moderation.HIDDEN, "Брань", by=BY, version=None)
    care.reply("ord_1", "Извините", by=BY, version=None)
    care.follow_up("ord_1", TaskWish("done"), by=BY, version=None)
    after = care.set_topics("ord_1", ("сроки",), by=BY, version=None)

    for name in ("rating", "comment", "technician_id", "customer_id", "submitted_at", "edited_at"):
        assert getattr(after, name) == getattr(before, name)


def test_a_version_that_is_not_the_current_one_is_refused(ratings):
    with pytest.raises(StaleVersionError):
        make_care(ratings).reply("ord_1", "Извините", by=BY, version=7)


def test_what_the_customer_says_in_between_is_not_lost(ratings):
    class Hasty(FakeRatings):
        """The customer writes once between our look and our save."""

        def save(self, feedback):
            if self.kept["ord_1"].version == 1:
                self.kept["ord_1"] = self.kept["ord_1"].changed(make_answer(5, "Ладно"), NOW)
            return super().save(feedback)

    hasty = Hasty(*ratings.kept.values())
    after = make_care(hasty).reply("ord_1", "Извините", by=BY, version=None)

    assert (after.rating, after.comment, after.version) == (5, "Ладно", 3)


def test_who_never_gets_a_turn_is_told_so(ratings):
    class Busy(FakeRatings):
        """Somebody always writes in between."""

        def save(self, feedback):
            return self.kept["ord_1"]

    with pytest.raises(ConflictError):
        make_care(Busy(*ratings.kept.values())).reply("ord_1", "А", by=BY, version=None)


def test_nothing_new_is_kept_about_who_was_erased(ratings):
    ratings.kept["ord_1"] = ratings.kept["ord_1"].erased(NOW)

    with pytest.raises(ConflictError, match="erased"):
        make_care(ratings).reply("ord_1", "Мария, извините", by=BY, version=None)


def test_an_answer_that_is_not_there_is_not_found():
    with pytest.raises(NotFoundError):
        make_care(FakeRatings()).reply("ord_1", "А", by=BY, version=None)


def test_the_history_has_an_end(ratings):
    care = make_care(ratings)
    for n in range(MAX_ENTRIES - 1):
        care.reply("ord_1", f"Ответ {n}", by=BY, version=None)

    with pytest.raises(ConflictError, match="history"):
        care.reply("ord_1", "Ещё", by=BY, version=None)


def test_an_erasure_empties_every_word_of_and_about_the_person(ratings):
    care = make_care(ratings)
    care.reply("ord_1", "Мария, извините", by=BY, version=None)
    care.follow_up("ord_1", TaskWish("done", note="Звонили Марии"), by=BY, version=None)
    care.moderate("ord_1", Moderation.HIDDEN, "Пишет о Марии", by=BY, version=None)

    erased = ratings.kept["ord_1"].erased(NOW)

    assert "Мари" not in erased.model_dump_json()
    assert "Опоздали" not in erased.model_dump_json()
    assert (erased.rating, erased.state) == (2, Moderation.HIDDEN)
    assert erased.erased(NOW) is erased
