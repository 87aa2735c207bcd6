"""A customer's answer about one order, and what the customer sees behind a link."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from feedback.care.model import (
    CUSTOMER,
    MAX_ENTRIES,
    SYSTEM,
    Action,
    FeedbackActor,
    FeedbackEntry,
    FeedbackReply,
    FollowUp,
    Moderation,
)
from feedback.survey import NOTHING, SubRatings, Survey
from shared.clock import text
from shared.erasures import ERASED
from shared.errors import ConflictError
from shared.events import OrderSnapshot, Person
from shared.feedback_events import LOW
from shared.texts import trim

MAX_COMMENT: Final = 4000
EDIT_WINDOW: Final = timedelta(hours=12)
MAX_CHANGES: Final = 20
"""More than anybody needs who corrects themselves; it bounds the history."""
_DIRECTION_MARKS: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
RATED_STATUSES: Final = frozenset({"completed", "closed"})


@dataclass(frozen=True)
class Asked:
    """A request to a customer: when it was sent, if it was yet, and who had served."""

    asked_at: datetime | None
    technician: Person | None


@dataclass(frozen=True)
class Answer:
    """What a customer says: a score of 1 to 5, words, cleaned, and what else was asked."""

    rating: int
    comment: str
    survey: Survey = NOTHING

    @property
    def said(self) -> dict[str, Any]:
        """Give it as fields of an answer that is kept."""
        beside = {name: getattr(self.survey, name) for name in Survey.model_fields}
        return {"rating": self.rating, "comment": self.comment, **beside}


class Feedback(BaseModel):
    """The one active answer about an order.

    Who served is frozen when the order was completed; only the customer changes score and words.
    """

    model_config = ConfigDict(frozen=True)

    order_id: str
    order_number: str
    order_type: str = ""
    customer_id: str
    customer_name: str
    technician_id: str | None
    technician_name: str | None
    rating: int
    comment: str
    nps: int | None = None
    ces: int | None = None
    sub_ratings: SubRatings = SubRatings()
    source: str
    asked_at: datetime | None = None
    submitted_at: datetime
    edited_at: datetime | None
    edited_until: datetime
    state: Moderation = Moderation.NEW
    hidden_reason: str | None = None
    topics: tuple[str, ...] = ()
    reply: FeedbackReply | None = None
    follow_up: FollowUp | None = None
    history: tuple[FeedbackEntry, ...] = ()
    version: int

    @classmethod
    def first(
        cls, order: OrderSnapshot, answer: Answer, now: datetime, asked: Asked | None = None
    ) -> "Feedback":
        """Make the first answer about an order; `asked` tells who had served when it was done."""
        served = asked.technician if asked else order.technician
        first = cls(
            order_id=order.id,
            order_number=order.number,
            order_type=order.type,
            customer_id=order.customer.id,
            customer_name=order.customer.name,
            technician_id=served.id if served else None,
            technician_name=served.name if served else None,
            **answer.said,
            source="link",
            asked_at=asked.asked_at if asked else None,
            submitted_at=now,
            edited_at=None,
            edited_until=now + EDIT_WINDOW,
            version=0,
        )
        return _after(first, "answered", CUSTOMER, now, _attention(first, now))

    def changed(self, answer: Answer, now: datetime) -> "Feedback":
        """Give the answer with another score or other words."""
        edited = self.model_copy(update={**answer.said, "edited_at": now})
        return _after(edited, "changed", CUSTOMER, now, _attention(edited, now))

    def erased(self, now: datetime) -> "Feedback":
        """Give the answer without the person: the score stays, names and words of any kind go."""
        if self.customer_name == ERASED:
            return self
        update: dict[str, Any] = {"customer_name": ERASED, "comment": "", "hidden_reason": None}
        if self.reply:
            update["reply"] = self.reply.model_copy(update={"text": ""})
        if self.follow_up:
            update["follow_up"] = self.follow_up.model_copy(update={"note": ""})
        update["history"] = tuple(each.erased() for each in self.history)
        return _after(self.model_copy(update=update), "erased", SYSTEM, now)

    def tended(
        self,
        action: Action,
        by: FeedbackActor,
        now: datetime,
        **fields: Any,  # noqa: ANN401 - fields of this very model
    ) -> "Feedback":
        """Give the answer as staff leave it; what the customer said is not among the fields."""
        if len(self.history) >= MAX_ENTRIES:
            raise ConflictError(f"the history of this answer holds {MAX_ENTRIES} changes, no more")
        return _after(self, action, by, now, fields)

    @property
    def position(self) -> str:
        """Give the answer's place in a list: by the time of the first answer, then by order."""
        return f"{text(self.submitted_at)}#{self.order_id}"

    @property
    def asked(self) -> Asked:
        """Give when the customer was asked, and who had served."""
        who = (
            Person(id=self.technician_id, name=self.technician_name or "")
            if self.technician_id
            else None
        )
        return Asked(self.asked_at, who)

    @property
    def survey(self) -> Survey:
        """Give what was said beside score and words."""
        return Survey(nps=self.nps, ces=self.ces, sub_ratings=self.sub_ratings)

    @property
    def is_low(self) -> bool:
        """Tell whether somebody should call the customer."""
        return self.rating <= LOW

    def says(self, answer: Answer) -> bool:
        """Tell whether this is what the customer says now."""
        return Answer(self.rating, self.comment, self.survey) == answer

    def is_editable(self, now: datetime) -> bool:
        """Tell whether the customer may still change the answer."""
        changes = sum(each.action == "changed" for each in self.history)
        return now < self.edited_until and changes < MAX_CHANGES


def _after(
    changed: Feedback,
    action: Action,
    by: FeedbackActor,
    now: datetime,
    fields: Mapping[str, Any] | None = None,
) -> Feedback:
    after = changed.model_copy(update={**(fields or {}), "version": changed.version + 1})
    noted = _noted(after, action)
    entry = FeedbackEntry(action=action, at=now, by=by, version=after.version, **noted)
    return after.model_copy(update={"history": (*changed.history, entry)})


def _attention(feedback: Feedback, now: datetime) -> dict[str, Any]:
    needs = feedback.is_low and feedback.follow_up is None
    return {"follow_up": FollowUp.opened(now)} if needs else {}


def _noted(after: Feedback, action: Action) -> dict[str, Any]:
    task = after.follow_up
    match action:
        case "answered" | "changed":
            return Answer(after.rating, after.comment, after.survey).said
        case "moderated":
            return {"state": after.state, "text": after.hidden_reason}
        case "replied":
            return {"text": after.reply.text if after.reply else None}
        case "topics_set":
            return {"topics": after.topics}
        case "followed_up" if task:
            told = {"state": task.state, "text": task.note, "assignee": task.assignee}
            return {**told, "due_at": task.due_at}
        case _:
            return {}


class State(StrEnum):
    """What a customer finds behind a link."""

    FORM = "form"
    THANKS = "thanks"
    ANSWERED = "answered"
    FINAL = "final"
    EARLY = "early"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Visit:
    """What one look at a link found."""

    state: State
    order: OrderSnapshot | None = None
    feedback: Feedback | None = None
    is_editable: bool = False
    language: str | None = None
    """What the customer is written to in; None where nobody knows."""


@dataclass(frozen=True)
class Link:
    """A signed address that lets a customer answer about one order until it expires."""

    path: str
    expires_at: datetime


def clean(comment: str) -> str:
    """Clean a comment: one kind of line end, no control or text-direction characters."""
    lines = comment.replace("\r\n", "\n").replace("\r", "\n")
    return trim("".join(char for char in lines if char in "\n\t" or not _is_hidden(char)))


def _is_hidden(char: str) -> bool:
    # Direction marks can make a page show another text than was written.
    return unicodedata.category(char) in {"Cc", "Cs"} or char in _DIRECTION_MARKS


def first_name(name: str) -> str | None:
    """Guess how to greet a customer; a company gets no name.

    Three words that end in a patronymic stand as surname, name, patronymic.
    """
    words = name.split()
    is_company = any(word.isupper() and len(word) > 1 for word in words) or '"' in name
    if not words or is_company or "«" in name:
        return None
    has_patronymic = len(words) == 3 and words[2].lower().endswith(("вич", "вна", "чна", "ьич"))  # noqa: PLR2004 - surname, name, patronymic
    return words[1] if has_patronymic else words[0]
