"""What is known of the exchange with one base of 1C. Frozen, without AWS."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from shared.errors import ServiceError

MOST_REMARKS: Final = 50
FILE_LIMIT: Final = 3_000_000
"""A request of Lambda holds 6 MB, in which base64 takes a third."""
MOST_BATCH: Final = 3_000_000
SETTLED_S: Final = 3
"""An index may lag, and clocks differ: what changed just now waits for the next question."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Fault(_Frozen):
    """Why an order can't be sent."""

    code: str
    field: str
    words: str


class Aside(_Frozen):
    """An order that was put aside: 1C would stop at it, and at every order after it."""

    order_id: str
    number: str
    faults: tuple[Fault, ...]
    since: datetime
    again: bool = False
    """Somebody asked for another try: it is looked at with the next batch."""


class Session(_Frozen):
    """One exchange: from 1C's signing in to the last thing it asked."""

    id: str
    integration_id: str
    key_id: str
    key_name: str
    started_at: datetime
    last_at: datetime
    offered: int = 0
    """Orders in the batch that waits for `success`."""
    offered_to: str = ""
    offered_again: tuple[str, ...] = ()
    taken: int = 0
    put_aside: int = 0
    told: int = 0
    """Orders that 1C has spoken of."""
    wished: int = 0
    """Moves that were asked for by that."""
    remarks: tuple[str, ...] = ()
    failed: bool = False
    version: int = 1

    def noted(self, remarks: Sequence[str], **fields: object) -> "Session":
        """Give it with more remarks, each once, as many as fit."""
        kept = tuple(dict.fromkeys((*self.remarks, *remarks)))[:MOST_REMARKS]
        return self.model_copy(update={**fields, "remarks": kept})

    def committed(self) -> "Session":
        """Give it once 1C has said that the batch is loaded."""
        fields = {"offered": 0, "offered_to": "", "offered_again": ()}
        return self.model_copy(update={**fields, "taken": self.taken + self.offered})


@dataclass(frozen=True)
class Batch:
    """What one question is answered with, and the position after it."""

    documents: tuple[bytes, ...]
    aside: tuple[Aside, ...]
    to: str
    again: tuple[str, ...]
    """Orders that were aside and are well now: they leave the list with `success`."""


class RefusedError(ServiceError):
    """1C is told `failure`: it asked for what can't be, or in a wrong turn."""

    status, slug, title = 409, "exchange", "The exchange can't go on"
