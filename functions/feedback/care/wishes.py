"""What a caller wants a follow-up to be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from feedback.care.model import Assignee


@dataclass(frozen=True)
class TaskWish:
    """A follow-up as it is wanted; what is None stays as it is.

    The assignee alone may be taken away: without one nobody has it, unless `keeps_assignee`.
    """

    state: Literal["open", "done"]
    assignee: Assignee | None = None
    due_at: datetime | None = None
    note: str | None = None
    keeps_assignee: bool = True
