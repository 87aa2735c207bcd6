import pytest

from feedback import handler
from tests.feedback.builders import make_feedback, make_order, token_of
from tests.http import ADMIN, DISPATCHER, TECHNICIAN, Answer, call, partner

BASE = "/v1/feedback/ord_1"


def put(what: str, body, **parts) -> Answer:
    actor = parts.pop("actor", DISPATCHER)
    return call(handler.lambda_handler, "PUT", f"{BASE}/{what}", body=body, actor=actor, **parts)


@pytest.fixture(autouse=True)
def _rated(room):
    room.ratings.kept["ord_1"] = make_feedback(1, comment="Плохо")


def test_staff_take_care_of_an_answer_and_the_card_tells_all_of_it(room):
    put("moderation", {"state": "hidden", "reason": "Брань"})
    put("reply", {"text": "Извините\u202e"})
    put("follow-up", {"state": "done", "assignee": {"id": "dan", "name": "Dan"}})
    put("topics", {"topics": ["Сроки", " сроки ", "Цена"]})

    card = call(handler.lambda_handler, "GET", BASE, actor=ADMIN).json

    assert (card["state"], card["hidden_reason"]) == ("hidden", "Брань")
    assert (card["reply"]["text"], card["reply"]["by"]["name"]) == ("Извините", "Dan")
    assert (card["follow_up"]["state"], card["follow_up"]["assignee"]["id"]) == ("done", "dan")
    assert card["topics"] == ["сроки", "цена"]
    assert [e["action"] for e in card["history"]] == [
        "answered",
        "moderated",
        "replied",
        "followed_up",
        "topics_set",
    ]


def test_an_assignee_of_null_leaves_the_task_to_nobody_and_none_named_to_whom_has_it():
    dan = {"id": "dan", "name": "Dan"}
    put("follow-up", {"state": "open", "assignee": dan})

    kept = put("follow-up", {"state": "open", "note": "Позвонить"}).json["follow_up"]
    left = put("follow-up", {"state": "open", "assignee": None}).json["follow_up"]

    assert kept["assignee"] == dan
    assert (left["assignee"], left["note"]) == (None, "Позвонить")


def test_a_version_is_told_and_checked():
    first = put("reply", {"text": "Извините"})

    assert first.headers["ETag"] == '"2"'
    assert put("reply", {"text": "Ещё"}, headers={"If-Match": '"1"'}).status == 412
    assert put("reply", {"text": "Ещё"}, headers={"If-Match": '"2"'}).status == 200


@pytest.mark.parametrize(
    ("what", "body", "field"),
    [
        ("moderation", {"state": "hidden"}, "reason"),
        ("moderation", {"state": "gone"}, "state"),
        ("moderation", {"state": "hidden", "reason": "x" * 501}, "reason"),
        ("reply", {"text": ""}, "text"),
        ("reply", {"text": "\u202e \n"}, "text"),
        ("reply", {"text": "x" * 2001}, "text"),
        ("reply", {"text": "x", "rating": 5}, "rating"),
        ("follow-up", {"state": "late"}, "state"),
        ("follow-up", {"state": "open", "due_at": "2026-11-22T10:00:00"}, "due_at"),
        ("follow-up", {"state": "open", "assignee": {"id": "a b", "name": "A"}}, "assignee.id"),
        ("topics", {"topics": ["x"] * 11}, "topics"),
        ("topics", {"topics": [" "]}, "topics.0"),
        ("topics", {"topics": ["x" * 41]}, "topics.0"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_name(what, body, field):
    refused = put(what, body)

    assert refused.status == 422
    assert refused.json["errors"][0]["field"] == field


def test_only_who_may_write_takes_care():
    assert put("reply", {"text": "А"}, actor=TECHNICIAN).status == 403
    assert put("reply", {"text": "А"}, actor=partner("feedback:read")).status == 403


def test_the_customers_of_others_are_not_there_for_a_technician(room):
    room.ratings.kept["ord_2"] = make_feedback(
        1, order_id="ord_2", technician={"id": "tec_2", "name": "Анна Волкова"}
    )

    def seen(path: str, **actor: str) -> Answer:
        return call(handler.lambda_handler, "GET", path, actor={**TECHNICIAN, **actor})

    assert [row["order_id"] for row in seen("/v1/feedback").json["items"]] == ["ord_1"]
    assert seen(BASE).status == 200
    assert seen("/v1/feedback/ord_2").status == 404
    assert seen("/v1/feedback", technician_id="").json["items"] == []
    assert len(seen("/v1/feedback", roles="technician dispatcher").json["items"]) == 2


def test_a_customer_sees_nothing_of_what_staff_wrote(room):
    room.orders.known["ord_1"] = make_order()
    put("moderation", {"state": "hidden", "reason": "Грубость"})
    put("follow-up", {"state": "open", "note": "Сложный клиент"})

    page = call(handler.lambda_handler, "GET", f"/f/{token_of()}", actor=None)

    assert page.status == 200
    assert "Грубость" not in page.text
    assert "Сложный" not in page.text
