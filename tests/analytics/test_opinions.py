"""Answers and requests on their way from the Feedback table's stream into the lake."""

import json
from datetime import timedelta
from typing import Any

import pytest

from analytics.changes import line
from analytics.opinions import read_opinion
from analytics.rows import AnswerRow, AskRow
from feedback.asking.model import Request
from feedback.care.model import Moderation
from feedback.model import Answer, Asked, Feedback
from feedback.storage import item_of
from shared.events import Person
from shared.item import pack
from tests.analytics.builders import NOON, image
from tests.feedback.builders import make_order as make_snapshot

HOUR = timedelta(hours=1)
SERVED = Person(id="tec_1", name="Борис Орлов")


def answer(rating: int = 2, **changes: Any) -> Feedback:
    order = make_snapshot(id="ord_1", type="paid")
    said = Answer(rating=rating, comment="Смирнова, звоните")
    first = Feedback.first(order, said, NOON, Asked(NOON - HOUR, SERVED))
    return first.model_copy(update=changes)


def told(key: str, item: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A record of the stream."""
    return {
        "eventName": "MODIFY",
        "dynamodb": {
            "SequenceNumber": "100",
            "Keys": {"pk": {"S": key}},
            "NewImage": image(item),
        },
        **parts,
    }


def row_of(record: dict[str, Any]) -> Any:
    written = line(record)
    assert written
    return read_opinion(json.loads(written))


def test_an_answer_becomes_a_row_of_the_lake() -> None:
    given = answer()

    row = row_of(told("FEEDBACK#ord_1", item_of(given)))

    assert row == AnswerRow(
        id="ord_1",
        version=given.version,
        type="paid",
        customer_id=given.customer_id,
        technician_id="tec_1",
        rating=2,
        nps=None,
        ces=None,
        source="link",
        asked_at=NOON - HOUR,
        submitted_at=NOON,
        edited_at=None,
        followup_opened_at=NOON,
        followup_closed_at=None,
        hidden=False,
        updated_at=NOON,
    )


def test_a_line_about_an_answer_holds_neither_names_nor_words() -> None:
    written = line(told("FEEDBACK#ord_1", item_of(answer())))

    assert written
    text = json.dumps(json.loads(written), ensure_ascii=False)
    for word in ("мирнов", "звоните", "Орлов", "comment", "customer_name"):
        assert word not in text


def test_a_hidden_answer_is_told_as_hidden() -> None:
    assert row_of(told("FEEDBACK#ord_1", item_of(answer(state=Moderation.HIDDEN)))).hidden


def request(**changes: Any) -> dict[str, Any]:
    """A request as its item keeps it."""
    known = {
        "order_id": "ord_1", "order_number": "1", "customer_id": "cus_1",
        "technician": {"id": "tec_1", "name": "Борис Орлов"},
        "completed_at": (NOON - HOUR).isoformat(), "state": "sent", "asked_at": NOON.isoformat(),
        "due_at": None, "version": 2,
    }  # fmt: skip
    return {"pk": "ASK#ord_1", "version": 2, "doc": pack(json.dumps({**known, **changes}))}


def test_a_request_becomes_a_row_once_it_was_handed_over() -> None:
    row = row_of(told("ASK#ord_1", request()))

    assert row == AskRow(
        id="ord_1",
        version=2,
        technician_id="tec_1",
        completed_at=NOON - HOUR,
        asked_at=NOON,
        sent_at=NOON,
        expires_at=None,
        state="sent",
        updated_at=NOON,
    )


def test_a_request_is_read_as_the_feedback_room_writes_it() -> None:
    keeps = set(Request.model_fields)

    assert {"order_id", "technician", "completed_at", "state", "asked_at", "sent_at"} <= keeps
    assert {"expires_at", "version"} <= keeps


@pytest.mark.parametrize("state", ["handed", "lost"])
def test_a_message_that_no_channel_took_was_not_sent(state: str) -> None:
    assert row_of(told("ASK#ord_1", request(state=state))).sent_at is None


@pytest.mark.parametrize(
    "record",
    [
        told("ASK#ord_1", request(asked_at=None, state="planned")),
        told("ASK#ord_1", request(), eventName="REMOVE"),
    ],
)
def test_a_plan_and_a_removal_are_passed_over(record: dict[str, Any]) -> None:
    assert line(record) is None
