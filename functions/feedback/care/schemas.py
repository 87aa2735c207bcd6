"""What staff send about an answer."""

from datetime import UTC
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from feedback.care.model import Assignee, Moderation
from feedback.care.wishes import TaskWish
from feedback.model import clean
from shared.clock import cut
from shared.exact import Instant

MAX_REPLY = 2000
MAX_TOPICS = 10


def _topic(text: str) -> str:
    topic = " ".join(clean(text).split()).casefold()
    if not topic:
        raise ValueError("must hold a letter")
    return topic


Reason = Annotated[str, AfterValidator(clean), Field(max_length=500)]
Text = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=MAX_REPLY)]
Topic = Annotated[str, Field(max_length=40), AfterValidator(_topic)]


class _In(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModerationIn(_In):
    """Whether an answer is shown; hiding it needs a reason."""

    state: Moderation
    reason: Reason = ""


class ReplyIn(_In):
    """What the customer is to read."""

    text: Text

    def said(self) -> str:
        """Give the text as it goes out."""
        return self.text


class AssigneeIn(_In):
    """Somebody takes care of it."""

    id: Annotated[str, Field(pattern="^[A-Za-z0-9_.@+-]{1,128}$")]
    name: Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=200)]


class FollowUpIn(_In):
    """A follow-up as it shall be: what is left out stays as it is, at first 48 hours from now.

    An assignee of null leaves it to nobody.
    """

    state: Literal["open", "done"]
    assignee: AssigneeIn | None = None
    due_at: Instant | None = None
    note: Annotated[str, AfterValidator(clean), Field(max_length=2000)] | None = None

    def wish(self) -> TaskWish:
        """Give the wish."""
        return TaskWish(
            state=self.state,
            assignee=Assignee(**self.assignee.model_dump()) if self.assignee else None,
            due_at=cut(self.due_at.astimezone(UTC)) if self.due_at else None,
            note=self.note,
            keeps_assignee="assignee" not in self.model_fields_set,
        )


class TopicsIn(_In):
    """What an answer is about, in a few words each."""

    topics: Annotated[list[Topic], Field(max_length=MAX_TOPICS)]

    def said(self) -> tuple[str, ...]:
        """Give the topics, each once."""
        return tuple(dict.fromkeys(self.topics))
