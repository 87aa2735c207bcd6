"""What the feedback room tells the others: a customer was asked, answered, or was answered.

The Feedback table's stream is the outbox, as the Orders table's is: events are derived from the old
and the new image, their ids from the item, its version and the type.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from shared.events import Envelope, EventType, Person, event_id
from shared.item import from_stream
from shared.stored import ANSWER as ANSWER_SHAPE
from shared.stored import ASKED

LOW: Final = 2
"""From this rating down somebody should call the customer."""
ANSWER: Final = "FEEDBACK#"
REQUEST: Final = "ASK#"
"""What the keys of answers and of requests begin with."""
SAID: Final = frozenset(
    {"rating", "comment", "nps", "ces", "sub_ratings", "technician_id", "submitted_at"}
)
"""What others are told of an answer."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ReplyText(_Shape):
    """What was answered to the customer."""

    text: str
    at: datetime


class SubRatings(_Shape):
    """Scores of 1 to 5 for sides of the work; None where nothing was said."""

    quality: int | None = None
    punctuality: int | None = None
    politeness: int | None = None
    price: int | None = None


class FollowUpTimes(_Shape):
    """When the task to settle a complaint was opened and closed; its words are not told."""

    state: str
    due_at: datetime
    opened_at: datetime
    closed_at: datetime | None = None


class FeedbackSnapshot(_Shape):
    """An answer as other rooms see it; partners are told of it only what SAID names."""

    order_id: str
    order_number: str
    order_type: str = ""
    technician_id: str | None
    rating: int
    comment: str
    nps: int | None = None
    ces: int | None = None
    sub_ratings: SubRatings = SubRatings()
    source: str = "link"
    asked_at: datetime | None = None
    """When the customer had been asked; None for one who answered without that."""
    submitted_at: datetime
    edited_at: datetime | None
    state: str = "new"
    """What staff decided about it: new, published or hidden."""
    reply: ReplyText | None = None
    follow_up: FollowUpTimes | None = None
    version: int

    @property
    def is_hidden(self) -> bool:
        """Tell whether staff took it from sight."""
        return self.state == "hidden"


class RequestSnapshot(_Shape):
    """A request for feedback as others see it; `reminders` counts those that were sent.

    It does not tell whether the customer answered: an answer leaves the request as it is, and
    itself says that its customer had been asked.
    """

    order_id: str
    order_number: str
    technician: Person | None = None
    completed_at: datetime
    state: str = "planned"
    """Planned, handed over, sent once a channel took it, lost when none did, or over."""
    because: str | None = None
    asked_at: datetime | None = None
    """When the first message was handed over."""
    delivered_at: datetime | None = None
    """When its channel took it."""
    sent_at: datetime | None = None
    """When the last message was handed over, a reminder perhaps."""
    expires_at: datetime | None = None
    reminders: int = 0
    version: int


def read_told(record: Mapping[str, Any]) -> FeedbackSnapshot | RequestSnapshot | None:
    """Read an answer or a request as a record of the Feedback table's stream leaves it."""
    images = record["dynamodb"]
    if record["eventName"] == "REMOVE" or "NewImage" not in images:
        return None
    key = images["Keys"]["pk"]["S"]
    shape = _shape(key)
    return shape.model_validate(read_doc(key, images["NewImage"])) if shape else None


def _shape(key: str) -> type[FeedbackSnapshot] | type[RequestSnapshot] | None:
    if key.startswith(ANSWER):
        return FeedbackSnapshot
    return RequestSnapshot if key.startswith(REQUEST) else None


def is_feedback(record: Mapping[str, Any]) -> bool:
    """Tell whether a stream's record is of the Feedback table; orders have other keys."""
    key: str = record["dynamodb"]["Keys"]["pk"]["S"]
    return key.startswith((ANSWER, REQUEST))


def feedback_envelopes(record: Mapping[str, Any]) -> Iterator[Envelope]:
    """Write the events of a record of the Feedback table's stream; most have none."""
    images = record["dynamodb"]
    if record["eventName"] == "REMOVE" or "NewImage" not in images:
        return
    key = images["Keys"]["pk"]["S"]
    new, old = _doc(key, images.get("NewImage")), _doc(key, images.get("OldImage"))
    if key.startswith(ANSWER):
        before = FeedbackSnapshot.model_validate(old) if old else None
        yield from _of_answer(before, FeedbackSnapshot.model_validate(new))
    elif key.startswith(REQUEST):
        asked = RequestSnapshot.model_validate(old) if old else None
        yield from _of_request(asked, RequestSnapshot.model_validate(new))


def _of_answer(old: FeedbackSnapshot | None, new: FeedbackSnapshot) -> Iterator[Envelope]:
    # Staff and erasures change an answer too, but not the moment of the customer's last word.
    is_said = old is None or old.edited_at != new.edited_at
    at = new.edited_at or new.submitted_at
    if is_said:
        yield _answer_event("feedback.updated" if old else "feedback.created", old, new, at)
    if is_said and new.rating <= LOW and (old is None or old.rating > LOW):
        yield _answer_event("feedback.low", old, new, at)
    if new.reply and new.reply.text and (old is None or old.reply != new.reply):
        yield _answer_event("feedback.replied", old, new, new.reply.at)


def _answer_event(
    type_: EventType, old: FeedbackSnapshot | None, new: FeedbackSnapshot, at: datetime
) -> Envelope:
    said = new.model_dump(mode="json", include=set(SAID))
    data: dict[str, Any] = {
        "order": {"id": new.order_id, "number": new.order_number},
        "feedback": said,
        "version": new.version,
        "previous_version": old.version if old else None,
    }
    if type_ == "feedback.replied" and new.reply:
        data["reply"] = {"text": new.reply.text}
    id_ = event_id(ANSWER + new.order_id, new.version, type_)
    return Envelope(id=id_, type=type_, timestamp=at, data=data)


def _of_request(old: RequestSnapshot | None, new: RequestSnapshot) -> Iterator[Envelope]:
    if new.sent_at is None or (old is not None and old.sent_at == new.sent_at):
        return
    told = new.model_dump(mode="json", include={"sent_at", "expires_at", "reminders"})
    yield Envelope(
        id=event_id(REQUEST + new.order_id, new.version, "feedback.requested"),
        type="feedback.requested",
        timestamp=new.sent_at,
        data={"order": {"id": new.order_id, "number": new.order_number}, "request": told},
    )


def read_doc(key: str, image: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """Give the document of an answer or a request, whichever the key says, out of an image."""
    return (ANSWER_SHAPE if key.startswith(ANSWER) else ASKED).read(from_stream(image))


def _doc(key: str, image: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - any JSON
    return read_doc(key, image) if image else None
