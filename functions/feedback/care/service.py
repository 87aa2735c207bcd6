"""Use cases of staff: hide, reply, follow up, sort by topic. The score is none of them.

Each sets something, so the same again changes nothing and sends nothing; a version that is named
must be the current one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from feedback.care.model import RECOVERY, Action, FeedbackActor, FeedbackReply, FollowUp, Moderation
from feedback.care.wishes import TaskWish
from feedback.model import Feedback
from shared.clock import Clock
from shared.erasures import ERASED
from shared.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError

TRIES: Final = 3


class Answers(Protocol):
    """Where answers are kept."""

    def load(self, order_id: str) -> Feedback | None:
        """Give the answer about an order."""
        ...

    def save(self, feedback: Feedback) -> Feedback:
        """Write an answer over the version before it and give what stands then."""
        ...


Change = Callable[[Feedback, datetime], dict[str, Any]]
"""The fields that a change sets; none when all stands as it is wanted."""


@dataclass(frozen=True)
class CareService:
    """What staff do about an answer."""

    answers: Answers
    clock: Clock

    def moderate(
        self,
        order_id: str,
        state: Moderation,
        reason: str,
        *,
        by: FeedbackActor,
        version: int | None,
    ) -> Feedback:
        """Publish or hide an answer; hiding needs a reason."""
        wanted = reason if state is Moderation.HIDDEN else None
        if wanted == "":
            raise InvalidError.of("reason", reason, "is needed to hide an answer")

        def change(known: Feedback, _: datetime) -> dict[str, Any]:
            is_so = (known.state, known.hidden_reason) == (state, wanted)
            return {} if is_so else {"state": state, "hidden_reason": wanted}

        return self._change(order_id, "moderated", change, by=by, version=version)

    def reply(
        self, order_id: str, text: str, *, by: FeedbackActor, version: int | None
    ) -> Feedback:
        """Answer the customer; the text goes out by the channels that carry `feedback.replied`."""

        def change(known: Feedback, now: datetime) -> dict[str, Any]:
            is_so = known.reply is not None and known.reply.text == text
            return {} if is_so else {"reply": FeedbackReply(text=text, by=by, at=now)}

        return self._change(order_id, "replied", change, by=by, version=version)

    def follow_up(
        self, order_id: str, wish: TaskWish, *, by: FeedbackActor, version: int | None
    ) -> Feedback:
        """Open, hand over or close the task to settle what the customer said."""

        def change(known: Feedback, now: datetime) -> dict[str, Any]:
            task = _task(known.follow_up, wish, now)
            return {} if task == known.follow_up else {"follow_up": task}

        return self._change(order_id, "followed_up", change, by=by, version=version)

    def set_topics(
        self, order_id: str, topics: tuple[str, ...], *, by: FeedbackActor, version: int | None
    ) -> Feedback:
        """Say what an answer is about."""

        def change(known: Feedback, _: datetime) -> dict[str, Any]:
            return {} if known.topics == topics else {"topics": topics}

        return self._change(order_id, "topics_set", change, by=by, version=version)

    def _change(
        self,
        order_id: str,
        action: Action,
        change: Change,
        *,
        by: FeedbackActor,
        version: int | None,
    ) -> Feedback:
        for _ in range(TRIES):
            known = self.answers.load(order_id)
            if known is None:
                raise NotFoundError(f"there is no answer about order {order_id}")
            if version not in {None, known.version}:
                raise StaleVersionError(version or 0, known.version)
            if known.customer_name == ERASED:
                raise ConflictError("the customer was erased; nothing new is kept about them")
            now = self.clock()
            fields = change(known, now)
            if not fields:
                return known
            wanted = known.tended(action, by, now, **fields)
            found = self.answers.save(wanted)
            if found == wanted:
                return found
            # The customer or a colleague wrote in between: look again.
        raise ConflictError("others change this answer; try again")


def _task(known: FollowUp | None, wish: TaskWish, now: datetime) -> FollowUp:
    is_open = known is not None and known.state == "open"
    if known is None or (wish.state == "open" and not is_open):
        known = FollowUp(state="open", due_at=now + RECOVERY, opened_at=now)
    closed_at = None if wish.state == "open" else known.closed_at or now
    return FollowUp(
        state=wish.state,
        assignee=wish.assignee or (known.assignee if wish.keeps_assignee else None),
        due_at=wish.due_at or known.due_at,
        opened_at=known.opened_at,
        closed_at=closed_at,
        note=known.note if wish.note is None else wish.note,
    )
