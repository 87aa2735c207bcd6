"""What a caller wants a follow-up to be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from feedback.care.model import Assignee


@dataclass(frozen=True)
class TaskWish:
    """A follow-up as it is wanted; what is None stays as it is."""

    state: Literal["open", "done"]
    assignee: Assignee | None = None
    due_at: datetime | None = None
    note: str | None = None
