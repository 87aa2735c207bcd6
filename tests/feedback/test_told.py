"""What the Feedback table's stream tells: read from records as DynamoDB writes them."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from feedback.care.model import FeedbackActor, FeedbackReply, Moderation
from feedback.model import Answer, Asked, Feedback
from feedback.survey import SubRatings, Survey
from shared.events import event_id
from shared.feedback_events import SAID, feedback_envelopes, is_feedback, read_told
from shared.item import pack
from tests.feedback.builders import (
    HABITS,
    NOW,
    make_answer,
    make_feedback,
    make_order,
    planned,
    reached,
)

BY = FeedbackActor(kind="user", id="alice", name="Alice")


def record(old: Any, new: Any) -> dict[str, Any]:
    kind = "FEEDBACK#" if isinstance(new, Feedback) else "ASK#"
    images = {"OldImage": old, "NewImage": new}
    made: dict[str, Any] = {
        name: {"doc": {"B": base64.b64encode(pack(each.model_dump_json())).decode()}}
        for name, each in images.items()
        if each
    }
    made["Keys"] = {"pk": {"S": kind + new.order_id}}
    return {"eventName": "MODIFY" if old else "INSERT", "dynamodb": made}


def types(old: Any, new: Any) -> list[str]:
    return [each.type for each in feedback_envelopes(record(old, new))]


def test_a_first_answer_is_told_and_a_low_one_twice():
    assert types(None, make_feedback(3)) == ["feedback.created"]
    assert types(None, make_feedback(2)) == ["feedback.created", "feedback.low"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (5, 4, ["feedback.updated"]),
        (5, 1, ["feedback.updated", "feedback.low"]),
        (2, 1, ["feedback.updated"]),
        (1, 5, ["feedback.updated"]),
    ],
)
def test_a_change_by_the_customer_is_told_and_a_fall_too(before, after, told):
    old = make_feedback(before)
    new = old.changed(make_answer(after), NOW + timedelta(hours=1))

    assert types(old, new) == told


def test_a_reply_is_told_once_with_its_words():
    old = make_feedback(1)
    reply = FeedbackReply(text="Извините", by=BY, at=NOW)
    new = old.tended("replied", BY, NOW, reply=reply)

    (event,) = feedback_envelopes(record(old, new))

    assert (event.type, event.data["reply"]) == ("feedback.replied", {"text": "Извините"})
    assert types(new, new.tended("topics_set", BY, NOW, topics=("цена",))) == []


def test_what_staff_and_erasures_change_is_told_to_nobody():
    old = make_feedback(1, comment="Плохо")
    reply = FeedbackReply(text="Извините", by=BY, at=NOW)
    replied = old.tended("replied", BY, NOW, reply=reply)

    assert types(old, old.tended("moderated", BY, NOW, state=Moderation.PUBLISHED)) == []
    assert types(replied, replied.erased(NOW)) == []


def test_an_event_names_the_order_and_says_no_more_than_the_answer():
    new = make_feedback(2, comment="Опоздали")

    low = list(feedback_envelopes(record(None, new)))[1]

    assert low.id == event_id("FEEDBACK#ord_1", 1, "feedback.low")
    assert low.timestamp == NOW
    assert low.data["order"] == {"id": "ord_1", "number": "1042"}
    assert set(low.data["feedback"]) == SAID
    assert (low.data["version"], low.data["previous_version"]) == (1, None)


def test_a_request_and_its_reminder_are_told_apart_and_a_plan_is_not():
    plan = planned()
    first = plan.handed(NOW)
    second = first.reminded(NOW + timedelta(days=4), HABITS)

    told = [*feedback_envelopes(record(plan, first)), *feedback_envelopes(record(first, second))]

    assert types(None, plan) == []
    assert [each.data["request"]["reminders"] for each in told] == [0, 1]
    assert len({each.id for each in told}) == 2
    assert types(first, first.over("answered")) == []


def test_what_is_removed_and_what_is_counted_tells_nothing():
    gone = record(None, make_feedback(5)) | {"eventName": "REMOVE"}
    count = {"eventName": "MODIFY", "dynamodb": {"Keys": {"pk": {"S": "ASKED#2026-11"}}}}
    count["dynamodb"]["NewImage"] = {"asked_22": {"N": "1"}}

    assert list(feedback_envelopes(gone)) == []
    assert not is_feedback(count)
    assert is_feedback(gone)


def test_what_was_said_beside_the_score_is_told_too():
    survey = Survey(nps=9, sub_ratings=SubRatings(price=2))
    said = Feedback.first(make_order(), Answer(5, "", survey), NOW)

    (told,) = feedback_envelopes(record(None, said))

    body = told.data["feedback"]
    assert (body["nps"], body["ces"], body["sub_ratings"]["price"]) == (9, None, 2)


def test_other_rooms_read_how_an_answer_was_asked_for_and_tended():
    asked = Asked(NOW - timedelta(days=1), None)
    low = Feedback.first(make_order(), make_answer(1), NOW, asked)
    done = low.follow_up.model_copy(update={"state": "done", "closed_at": NOW})
    hidden = low.tended("moderated", BY, NOW, state=Moderation.HIDDEN)

    first = read_told(record(None, low))
    settled = read_told(record(low, low.tended("followed_up", BY, NOW, follow_up=done)))

    assert (first.asked_at, first.state, first.is_hidden) == (asked.asked_at, "new", False)
    assert (first.follow_up.opened_at, first.follow_up.closed_at) == (NOW, None)
    assert (settled.follow_up.state, settled.follow_up.closed_at) == ("done", NOW)
    assert "note" not in settled.follow_up.model_dump()
    assert read_told(record(low, hidden)).is_hidden


def test_other_rooms_read_how_a_request_went():
    plan, sent = read_told(record(None, planned())), read_told(record(planned(), reached()))

    assert (plan.state, plan.asked_at, plan.technician) == ("planned", None, reached().technician)
    assert (sent.state, sent.asked_at, sent.delivered_at) == ("sent", NOW, NOW)
    assert sent.completed_at == planned().completed_at


def test_what_is_removed_or_counted_is_read_as_nothing():
    gone = record(None, make_feedback(5)) | {"eventName": "REMOVE"}
    count = {"eventName": "MODIFY", "dynamodb": {"Keys": {"pk": {"S": "ASKED#2026-11-22#tec_1"}}}}
    count["dynamodb"]["NewImage"] = {"asked": {"N": "1"}}

    assert (read_told(gone), read_told(count)) == (None, None)
