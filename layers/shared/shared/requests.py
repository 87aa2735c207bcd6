"""Requests under an Idempotency-Key: the answer is written with the effect, or not at all.

The row stands in the effect's own transaction, so there is no moment at which a request has taken
effect and is not known. It is kept for a day; who asked is part of its name, so that nobody meets
another's answer.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from shared.clock import Clock
from shared.errors import ConflictError
from shared.shapes import Shape
from shared.stored import REPLIED
from shared.writes import Put

if TYPE_CHECKING:  # the store is given; whoever only names a request needs no AWS
    from shared.table import Table

LIFE: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Request:
    """One request: whose, under which key, and a hash of what was asked."""

    actor_id: str
    key: str
    body_hash: str

    @classmethod
    def of(cls, actor_id: str, key: str | None, *parts: str) -> "Request | None":
        """Make a request from what tells it from others; None without a key."""
        if key is None:
            return None
        return cls(actor_id, key, hashlib.sha256("\n".join(parts).encode()).hexdigest())


class Requests:
    """The rows of requests in a table; `sort_key` is given where the table's key has two parts."""

    def __init__(self, table: "Table", *, clock: Clock, sort_key: bool = False) -> None:
        """Bind to the table in which the effects are written."""
        self._table = table
        self._clock = clock
        self._sort_key = sort_key

    def put(self, request: Request, answer: str, shape: Shape = REPLIED) -> Put:
        """Give the put that belongs into the effect's transaction; `answer` is JSON of a shape."""
        now = self._clock()
        item = {
            **self._key(request),
            "body_hash": request.body_hash,
            **shape.packed(answer),
            "expires_at": int((now + LIFE).timestamp()),
        }
        return Put(
            self._table.name,
            item,
            "attribute_not_exists(pk) OR expires_at <= :now",
            {":now": int(now.timestamp())},
        )

    def answer(self, request: Request, shape: Shape = REPLIED) -> Mapping[str, object] | None:
        """Give what was answered before; ConflictError when another body came under this key."""
        row = self._table.get(self._key(request))
        if row is None or row["expires_at"] <= int(self._clock().timestamp()):
            return None
        if row["body_hash"] != request.body_hash:
            raise ConflictError("this Idempotency-Key was used with another body")
        answer: Mapping[str, object] = shape.read(row)
        return answer

    def _key(self, request: Request) -> dict[str, str]:
        hashed = hashlib.sha256(request.key.encode()).hexdigest()
        key = {"pk": f"REQUEST#{request.actor_id}#{hashed}"}
        return key | {"sk": "REQUEST"} if self._sort_key else key
