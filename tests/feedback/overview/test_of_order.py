"""What an order's card asks of feedback: an answer or none, and what became of the request."""

import pytest

from feedback import handler, wiring
from feedback.asking.model import Request
from tests.feedback.builders import NOW, make_feedback, make_overviews, planned, reached
from tests.feedback.fakes import FakeRequests
from tests.http import ADMIN, TECHNICIAN, call


def card(order_id="ord_1", actor=ADMIN):
    return call(handler.lambda_handler, "GET", f"/v1/feedback/orders/{order_id}", actor=actor)


def knows(room, *requests: Request) -> None:
    overviews = make_overviews(
        ratings=room.ratings, requests=FakeRequests(room.ratings, *requests), clock=room.clock
    )
    handler.api.dependency_overrides[wiring.overviews] = lambda: overviews


def test_an_order_that_nobody_was_asked_about_is_no_error(room):
    answer = card()

    assert (answer.status, answer.json) == (200, {"items": [], "request": None})


def test_the_answer_comes_with_the_request_and_its_channel(room):
    knows(room, reached())
    room.ratings.save(make_feedback(4, asked_at=NOW))

    told = card().json

    assert [each["rating"] for each in told["items"]] == [4]
    assert [each["action"] for each in told["items"][0]["history"]] == ["answered"]
    assert (told["request"]["state"], told["request"]["channel"]) == ("sent", "sms")


def test_why_a_customer_was_not_reached_is_told(room):
    knows(room, planned().handed(NOW).lost("sms: no such number"))

    request = card().json["request"]

    assert (request["state"], request["because"]) == ("lost", "sms: no such number")


@pytest.mark.parametrize(("served", "count"), [("tec_1", 1), ("tec_2", 0)])
def test_a_technician_learns_of_their_own_work_only(room, served, count):
    who = {"id": served, "name": "Борис Орлов"}
    answer = make_feedback(4, technician=who)
    room.ratings.kept["ord_1"] = answer
    knows(room, reached(technician=answer.asked.technician))

    told = card(actor=TECHNICIAN).json

    assert (len(told["items"]), told["request"] is not None) == (count, bool(count))
