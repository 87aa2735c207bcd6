"""What staff are refused and told why, and what changes nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest

from feedback.care.model import Assignee, FeedbackActor, Moderation
from feedback.care.service import CareService
from feedback.care.wishes import TaskWish
from feedback.model import Feedback
from shared.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from tests.feedback.builders import NOW, FixedClock, make_care, make_feedback
from tests.feedback.fakes import FakeRatings

BY = FeedbackActor(kind="user", id="alice", name="Alice")
Use = Callable[[CareService, int | None], Feedback]

USES: Final[dict[str, Use]] = {
    "moderate": lambda care, version: care.moderate(
        "ord_1", Moderation.HIDDEN, "Брань", by=BY, version=version
    ),
    "reply": lambda care, version: care.reply("ord_1", "Извините", by=BY, version=version),
    "follow_up": lambda care, version: care.follow_up(
        "ord_1", TaskWish("done"), by=BY, version=version
    ),
    "set_topics": lambda care, version: care.set_topics("ord_1", ("цена",), by=BY, version=version),
}
use_cases = pytest.mark.parametrize("use", USES.values(), ids=list(USES))


@pytest.fixture
def ratings() -> FakeRatings:
    return FakeRatings(make_feedback(2, comment="Опоздали"))


@use_cases
def test_whatever_is_set_again_as_it_is_changes_nothing(ratings: FakeRatings, use: Use) -> None:
    care = make_care(ratings)

    first = use(care, 1)

    assert first.version == 2
    assert use(care, 2) is first
    assert ratings.kept["ord_1"].version == 2


@use_cases
@pytest.mark.parametrize("version", [0, 7])
def test_whoever_names_another_version_is_told_the_current_one(
    ratings: FakeRatings, use: Use, version: int
) -> None:
    with pytest.raises(StaleVersionError, match=f"^version {version} is not the current") as stale:
        use(make_care(ratings), version)

    assert stale.value.extra == {"current_version": 1}
    assert ratings.kept["ord_1"].version == 1


def test_whoever_hides_without_a_reason_is_told_what_is_missing(ratings: FakeRatings) -> None:
    with pytest.raises(InvalidError) as refused:
        make_care(ratings).moderate("ord_1", Moderation.HIDDEN, "", by=BY, version=None)

    (broken,) = refused.value.errors
    told = (broken.field, broken.value, broken.rule)
    assert told == ("reason", "", "is needed to hide an answer")


def test_another_reason_for_hiding_is_a_change(ratings: FakeRatings) -> None:
    care = make_care(ratings)
    USES["moderate"](care, None)

    again = care.moderate("ord_1", Moderation.HIDDEN, "Не о нас", by=BY, version=None)

    assert (again.hidden_reason, again.version) == ("Не о нас", 3)


@use_cases
def test_an_answer_that_is_not_there_is_named(use: Use) -> None:
    with pytest.raises(NotFoundError, match=r"^there is no answer about order ord_1$"):
        use(make_care(FakeRatings()), None)


@use_cases
def test_of_who_was_erased_nothing_new_is_kept(ratings: FakeRatings, use: Use) -> None:
    ratings.kept["ord_1"] = ratings.kept["ord_1"].erased(NOW)

    told = r"^the customer was erased; nothing new is kept about them$"
    with pytest.raises(ConflictError, match=told):
        use(make_care(ratings), None)


def test_an_erasure_keeps_who_replied_and_who_took_care_and_none_of_their_words(
    ratings: FakeRatings,
) -> None:
    care = make_care(ratings)
    care.reply("ord_1", "Мария, извините", by=BY, version=None)
    before = care.follow_up("ord_1", TaskWish("done", note="Звонили"), by=BY, version=None)

    erased = before.erased(NOW)

    assert before.reply is not None
    assert before.follow_up is not None
    assert erased.reply == before.reply.model_copy(update={"text": ""})
    assert erased.follow_up == before.follow_up.model_copy(update={"note": ""})
    words = [(each.action, each.comment, each.text) for each in erased.history]
    assert words == [
        ("answered", "", None),
        ("replied", None, ""),
        ("followed_up", None, ""),
        ("erased", None, None),
    ]


def test_the_history_tells_what_a_task_came_to_and_what_topics_there_were(
    ratings: FakeRatings,
) -> None:
    care, anna = make_care(ratings), Assignee(id="anna", name="Анна")
    due = NOW + timedelta(hours=5)
    care.follow_up("ord_1", TaskWish("open", anna, due_at=due), by=BY, version=None)
    care.follow_up("ord_1", TaskWish("done", note="Вернули деньги"), by=BY, version=None)
    kept = care.set_topics("ord_1", ("цена",), by=BY, version=None)

    told = [(e.state, e.assignee, e.due_at, e.text, e.topics) for e in kept.history[1:]]
    assert told == [
        ("open", anna, due, "", None),
        ("done", anna, due, "Вернули деньги", None),
        (None, None, None, None, ("цена",)),
    ]


def test_three_tries_are_made_before_staff_are_asked_to_try_again(ratings: FakeRatings) -> None:
    class Busy(FakeRatings):
        """Somebody always writes in between."""

        tries = 0

        def save(self, feedback: Feedback) -> Feedback:
            self.tries += 1
            return self.kept[feedback.order_id]

    busy = Busy(*ratings.kept.values())
    with pytest.raises(ConflictError, match=r"^others change this answer; try again$"):
        USES["reply"](make_care(busy), None)

    assert busy.tries == 3


def test_a_task_opened_by_staff_is_due_in_48_hours_and_opened_again_in_48_more() -> None:
    clock = FixedClock()
    care = make_care(FakeRatings(make_feedback(5)), clock)

    first = care.follow_up("ord_1", TaskWish("open"), by=BY, version=None)
    care.follow_up("ord_1", TaskWish("done"), by=BY, version=None)
    clock.pass_by(timedelta(hours=1))
    again = care.follow_up("ord_1", TaskWish("open"), by=BY, version=None)

    assert [each.follow_up and each.follow_up.due_at for each in (first, again)] == [
        NOW + timedelta(hours=48),
        NOW + timedelta(hours=49),
    ]
