"""What the overview needs from storage."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from feedback.asking.counting import Count
from feedback.asking.model import Request
from feedback.model import Feedback
from feedback.overview.model import Row


class Rows(Protocol):
    """Light rows of answers."""

    def within(self, start: datetime, end: datetime, *, limit: int) -> list[Row]:
        """Give the answers first given in `[start, end)`, newest first, `limit` of them at most."""
        ...


class Answers(Protocol):
    """Whole answers."""

    def load_many(self, order_ids: Sequence[str]) -> Mapping[str, Feedback]:
        """Give the answers about orders, by order."""
        ...


class Requests(Protocol):
    """Requests to customers: how many were asked and answered, and what became of each."""

    def load(self, order_id: str) -> Request | None:
        """Give the request about an order."""
        ...

    def counts(self, first: date, last: date) -> Sequence[Count]:
        """Give the counts of days, both included, on which anybody was asked."""
        ...
