"""How the rooms forget an erased customer: each looks for itself, and says when it is done. Pure.

The orders room keeps a record of each erasure. Every other room that holds copies keeps a row
beside it, its place: how far it is, how much it erased and when. The record stays open until all
places are done; whatever breaks, the next run goes on from the place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, Protocol

from pydantic import BaseModel, ConfigDict

ERASED: Final = "Удалено"
"""Stands where a name, title or text was that may not be empty."""

PLACES: Final = ("feedback", "integrations")
"""The rooms that hold copies. Analytics holds none: what it stores names no customer."""


@dataclass(frozen=True)
class OpenErasure:
    """An erasure of which the orders themselves are erased; other places may not be."""

    customer_id: str
    orders_done_at: datetime


class Place(BaseModel):
    """How far a room is with one erasure; it holds ids, counts and times only."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    customer_id: str
    state: Literal["running", "done"] = "running"
    rows: int = 0
    """How many of the room's rows were emptied."""
    began_at: datetime
    passed_at: datetime | None = None
    """When all orders were gone through, first or again."""
    done_at: datetime | None = None
    after: str | None = None
    version: int = 0

    def stepped(
        self, rows: int, after: str | None, *, settled_at: datetime, now: datetime
    ) -> "Place":
        """Give the place after some more orders; without a position the pass is over.

        A pass that began after all had settled is the last: what was on its way when the customer
        was erased has been written by then, and the pass met it.
        """
        fields: dict[str, Any] = {"rows": self.rows + rows, "after": after}
        fields["version"] = self.version + 1
        if after is None:
            fields["passed_at"] = now
            if self.began_at >= settled_at:
                fields |= {"state": "done", "done_at": now}
        return self.model_copy(update=fields)

    def going_on(self, *, settled_at: datetime, now: datetime) -> "Place | None":
        """Give the place as its next step finds it; None while there is nothing to do."""
        if self.state == "done":
            return None
        if self.after is not None:
            return self
        return self.model_copy(update={"began_at": now}) if now >= settled_at else None


class Places(Protocol):
    """Where open erasures are found and places are kept."""

    def open(self, name: str) -> Iterator[tuple[OpenErasure, Place | None]]:
        """Walk through the open erasures with this room's place in each."""
        ...

    def orders(self, customer_id: str, *, after: str | None) -> Iterator[tuple[str, str]]:
        """Walk through a customer's orders: (position, id)."""
        ...

    def save(self, place: Place) -> bool:
        """Write the next version of a place; False when another run wrote it."""
        ...


def settled(erasure: OpenErasure, settle: timedelta) -> datetime:
    """Give the moment from which nothing older than the erasure can still be written."""
    return erasure.orders_done_at + settle
