"""What staff keep about an answer, beside what the customer said."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from feedback.survey import SubRatings

RECOVERY: Final = timedelta(hours=48)
"""Within this time somebody should have settled what made a customer rate low."""
MAX_ENTRIES: Final = 300
"""An item holds 400 KB; this many lines of history with whole comments stay below it."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class FeedbackActor(_Frozen):
    """Somebody did something, as the history keeps it."""

    kind: str
    id: str
    name: str


CUSTOMER: Final = FeedbackActor(kind="customer", id="", name="")
"""The customer behind the link; the name stands in the answer, where it can be erased."""
SYSTEM: Final = FeedbackActor(kind="system", id="feedback", name="Naryad")


class Moderation(StrEnum):
    """What staff decided about an answer."""

    NEW = "new"
    PUBLISHED = "published"
    HIDDEN = "hidden"


class FeedbackReply(_Frozen):
    """What was answered to the customer."""

    text: str
    by: FeedbackActor
    at: datetime


class Assignee(_Frozen):
    """Somebody takes care of an answer."""

    id: str
    name: str


class FollowUp(_Frozen):
    """The task to settle what the customer said, with its deadline."""

    state: Literal["open", "done"]
    assignee: Assignee | None = None
    due_at: datetime
    opened_at: datetime
    closed_at: datetime | None = None
    note: str = ""

    @classmethod
    def opened(cls, now: datetime) -> "FollowUp":
        """Open the task that every low rating brings."""
        return cls(state="open", due_at=now + RECOVERY, opened_at=now)


Action = Literal[
    "answered", "changed", "moderated", "replied", "followed_up", "topics_set", "erased"
]


class FeedbackEntry(_Frozen):
    """One change of an answer, kept for good: who, when, and what stood there then."""

    action: Action
    at: datetime
    by: FeedbackActor
    version: int
    rating: int | None = None
    comment: str | None = None
    nps: int | None = None
    ces: int | None = None
    sub_ratings: SubRatings | None = None
    state: str | None = None
    """What a moderation or a follow-up came to."""
    text: str | None = None
    """The reason of a moderation, the text of a reply, the note of a follow-up."""
    topics: tuple[str, ...] | None = None
    assignee: Assignee | None = None
    due_at: datetime | None = None

    def erased(self) -> "FeedbackEntry":
        """Give the entry without what could name a person."""
        kept = {name: "" for name in ("comment", "text") if getattr(self, name)}
        return self.model_copy(update=kept) if kept else self
