"""Which orders a list asks for, and the cheapest way to read them. Pure.

An index gives one order of rows; everything else is decided row by row. Sorting by a field that has
no index gathers the matching rows first, so its filter must leave no more than MAX_GATHERED, found
among the first MAX_SEARCHED rows of the index. What has no value comes last in either direction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal, get_args

from orders.model import OPEN_STATUSES, Priority, Status
from shared.clock import text

MAX_GATHERED: Final = 2000
MAX_SEARCHED: Final = 10_000
FAR: Final = "9999"
"""What stands for a due date in keys of orders that have none: they sort last."""

HIGHEST: Final = "\U0010ffff"
"""What stands for a name that is missing: it sorts behind every other."""

Sort = Literal[
    "created",
    "updated",
    "due",
    "scheduled",
    "total",
    "number",
    "status",
    "title",
    "priority",
    "customer",
    "technician",
]


class Access(StrEnum):
    """An access path: which index partition is read."""

    CREATED = "created"
    UPDATED = "updated"
    OPEN_BY_DUE = "open"
    OF_CUSTOMER = "customer"
    OF_TECHNICIAN = "technician"


_INDEXED: Final[Mapping[Access, Sort]] = {
    Access.CREATED: "created",
    Access.UPDATED: "updated",
    Access.OPEN_BY_DUE: "due",
    Access.OF_CUSTOMER: "created",
    Access.OF_TECHNICIAN: "created",
}
_FIELD: Final[Mapping[Sort, str]] = {
    "created": "created_at",
    "updated": "updated_at",
    "due": "due_at",
    "scheduled": "scheduled_start",
    "total": "total",
    "number": "number",
    "status": "status",
    "title": "title",
    "priority": "priority",
    "customer": "customer_name",
    "technician": "technician_name",
}
_STEPS: Final = {each.value: place for place, each in enumerate(Status)}
_URGENCY: Final = {each: place for place, each in enumerate(get_args(Priority))}


@dataclass(frozen=True)
class OrderQuery:
    """Filters that are all to hold, and the order of the rows."""

    words: str | None = None
    """What a person has at hand; which orders it means is found out by orders.search."""
    statuses: frozenset[str] = frozenset()
    technician_id: str | None = None
    customer_id: str | None = None
    priorities: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    created_from: datetime | None = None
    created_to: datetime | None = None
    updated_since: datetime | None = None
    overdue_at: datetime | None = None
    """Given when only overdue orders are asked for: the moment that decides."""
    sort: Sort = "created"
    descending: bool = True

    @property
    def access(self) -> Access:
        """The cheapest access path."""
        if self.customer_id:
            return Access.OF_CUSTOMER
        if self.technician_id:
            return Access.OF_TECHNICIAN
        if self.updated_since or self.sort == "updated":
            return Access.UPDATED
        if self._only_open and (self.overdue_at or self.sort != "created"):
            return Access.OPEN_BY_DUE
        return Access.CREATED

    @property
    def is_in_index_order(self) -> bool:
        """Whether the access path gives the rows in the order that is asked for."""
        return _INDEXED[self.access] == self.sort

    @property
    def _only_open(self) -> bool:
        if self.overdue_at:
            return True
        return bool(self.statuses) and self.statuses <= OPEN_STATUSES

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Tell whether a row passes all filters."""
        return all(
            (
                not self.statuses or row["status"] in self.statuses,
                not self.priorities or row["priority"] in self.priorities,
                not self.types or row["type"] in self.types,
                not self.zones or row.get("zone") in self.zones,
                self.technician_id in {None, row.get("technician_id")},
                self.customer_id in {None, row["customer_id"]},
                self._is_in_time(row),
                self.overdue_at is None or is_overdue(row, self.overdue_at),
            )
        )

    def _is_in_time(self, row: Mapping[str, Any]) -> bool:
        created = row["created_at"]
        return (
            (self.created_from is None or created >= text(self.created_from))
            and (self.created_to is None or created < text(self.created_to))
            and (self.updated_since is None or row["updated_at"] >= text(self.updated_since))
        )

    def position(self, row: Mapping[str, Any]) -> tuple[Any, str]:
        """Give a row's place in the order that is asked for; what has no value comes last."""
        value = row.get(_FIELD[self.sort])
        if value is None:
            last = HIGHEST if self.sort == "technician" else FAR
            return "" if self.descending else last, row["id"]
        return _comparable(self.sort, value), row["id"]

    def is_behind(self, row: Mapping[str, Any], position: tuple[Any, str]) -> bool:
        """Tell whether a row comes after a position in the order that is asked for."""
        own = self.position(row)
        return own < position if self.descending else own > position


def _comparable(sort: Sort, value: Any) -> Any:  # noqa: ANN401 - a field's value
    """Put a value so that values compare as people expect: states by their course, not by name."""
    match sort:
        case "number":
            return int(value)
        case "status":
            return _STEPS[value]
        case "priority":
            return _URGENCY[value]
        case "title" | "customer" | "technician":
            return str(value).casefold().replace("ё", "е")
        case _:
            return value


def is_overdue(row: Mapping[str, Any], at: datetime) -> bool:
    """Tell whether an order is open although it was due; derived, never stored."""
    due = row.get("due_at")
    return row["status"] in OPEN_STATUSES and due is not None and due < text(at)
