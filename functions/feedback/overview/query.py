"""Which answers a list shows, and in which order. Pure.

Every order of rows ends in the order's id, so a position names one place whatever is written later.
Rows without a technician come last in either direction.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Literal

from feedback.overview.model import Row
from feedback.overview.period import Period
from shared.clock import text

Sort = Literal["date", "rating", "comment", "technician", "order", "customer", "type", "state"]
Task = Literal["none", "open", "overdue", "done"]
NUMBER_DIGITS: Final = 20
Position = tuple[str, str]

_KEYS: Final[Mapping[Sort, Callable[[Row], str]]] = {
    "date": lambda row: row.submitted_at,
    "rating": lambda row: str(row.rating),
    # The words themselves are not in a row: those with any stand together, by their time.
    "comment": lambda row: f"{int(row.has_comment)}{row.submitted_at}",
    "technician": lambda row: (row.technician_name or "").casefold(),
    # Numbers are digits; as text 9 would come after 10.
    "order": lambda row: row.order_number.zfill(NUMBER_DIGITS),
    "customer": lambda row: row.customer_name.casefold(),
    "type": lambda row: row.order_type,
    "state": lambda row: row.state,
}


@dataclass(frozen=True)
class Scope:
    """Whose answers are looked at: figures and rows alike."""

    period: Period
    technician_id: str | None = None
    types: frozenset[str] = frozenset()
    own: str | None = None
    """The technician who asks, where they see nobody else's answers."""

    def measures(self, row: Row) -> bool:
        """Tell whether a row counts in the figures."""
        wanted = {None, row.technician_id}
        is_of_type = not self.types or row.order_type in self.types
        return self.technician_id in wanted and self.own in wanted and is_of_type


@dataclass(frozen=True)
class Query:
    """Filters that are all to hold, and the order of the rows."""

    scope: Scope
    ratings: frozenset[int] = frozenset()
    states: frozenset[str] = frozenset()
    has_comment: bool | None = None
    customer_id: str | None = None
    topic: str | None = None
    task: Task | None = None
    sort: Sort = "date"
    descending: bool = True

    def matches(self, row: Row, now: datetime) -> bool:
        """Tell whether a row passes all filters."""
        return (
            self.scope.measures(row)
            and (not self.ratings or row.rating in self.ratings)
            and (not self.states or row.state in self.states)
            and self.has_comment in {None, row.has_comment}
            and self.customer_id in {None, row.customer_id}
            and (self.topic is None or self.topic in row.topics)
            and (self.task is None or self.task in _tasks(row, now))
        )

    def place(self, row: Row) -> Position:
        """Give a row's place in the order that is asked for."""
        key = _KEYS[self.sort](row)
        if self.sort == "technician" and not key and not self.descending:
            key = "\uffff"
        return key, row.order_id

    def is_behind(self, place: Position, after: Position) -> bool:
        """Tell whether a place comes after another in the order that is asked for."""
        return place < after if self.descending else place > after

    @property
    def name(self) -> str:
        """Name the list: a cursor is good for the list that gave it, and for no other.

        The period is left out: the usual one moves on at midnight, and a place is one in any.
        """
        told = asdict(self)
        del told["scope"]["period"]
        said = json.dumps(told, default=_plain, sort_keys=True)
        return f"feedback:{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def _tasks(row: Row, now: datetime) -> set[Task]:
    if row.task is None:
        return {"none"}
    if row.task == "done":
        return {"done"}
    is_late = row.task_due is not None and row.task_due < text(now)
    return {"open", "overdue"} if is_late else {"open"}


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)
