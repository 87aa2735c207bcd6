"""What the overview needs from storage."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

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


class Counts(Protocol):
    """How many customers were asked on each day, and how many of these answered."""

    def counts(self, months: Iterable[date]) -> Mapping[date, tuple[int, int]]:
        """Give (asked, answered) for each day of these months on which anybody was asked."""
        ...
