"""Imports, and the answers to requests of many rows, in DynamoDB.

Items of the Orders table:
    IMPORT#<id>            an import; in the index `newest` under list_pk "imports"; kept for a day
                           while its file is awaited, then for 30 days
    REQUEST#<who>#<hash>   an idempotency key: what was asked and how it was answered, 24 h

Price: add and each slice 1 write unit and 1 of `newest`, some more with failures to show; get
1 read unit; a page 0.5 read units per 4 KB of the index and 1 for each import; a request of many
rows under a key 1 read, 2 writes per KB of its answer.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from orders.intake.model import Import
from orders.intake.ports import ImportMovedError, ImportPage
from orders.ports import RequestRepeatedError
from shared.clock import Clock, text
from shared.item import Item
from shared.newest import NewestFirst
from shared.order_reading import named
from shared.requests import Request, Requests
from shared.stored import IMPORT
from shared.table import ConditionError, Put, Table, write_together

AWAITED: Final = timedelta(hours=24)
KEPT: Final = timedelta(days=30)
LIST: Final = "imports"


class DynamoImports:
    """The store of imports."""

    def __init__(self, table: Table, *, clock: Clock) -> None:
        """Bind to the Orders table."""
        self._table = table
        self._clock = clock
        self._requests = Requests(table, clock=clock)

    def add(self, new: Import, *, request: Request | None) -> None:
        """Write a new one with its request, or RequestRepeatedError."""
        item = self._item(new)
        if request is None:
            self._table.put(item)
            return
        answer = f'{{"id": "{new.id}"}}'
        puts = [Put(self._table.name, item), self._requests.put(request, answer)]
        try:
            write_together(self._table.client, puts)
        except ConditionError as error:
            raise RequestRepeatedError from error

    def save(self, new: Import) -> None:
        """Write the next version of one, or ImportMovedError."""
        values = {":before": new.version - 1}
        item = self._item(new)
        try:
            self._table.put(item, condition="version = :before", values=values)
        except ConditionError as error:
            # A lost reply makes the SDK repeat the write; then what stands there is our own.
            if not (error.found and error.found["doc"] == item["doc"]):
                raise ImportMovedError from error

    def get(self, import_id: str) -> Import | None:
        """Read one that has not expired."""
        return self._living(self._table.get(_key(import_id)))

    def newest(self, *, limit: int, after: str | None) -> ImportPage:
        """Read a page."""
        index = NewestFirst(self._table, "newest", "list_pk", read=named)
        page = index.page([LIST], limit=limit, after=after)
        ids = [row["id"] for row in page.items]
        found = {item["id"]: item for item in self._table.get_many([_key(each) for each in ids])}
        living = [self._living(found.get(each)) for each in ids]
        return ImportPage(tuple(each for each in living if each), page.after)

    def answered(self, request: Request) -> Import | None:
        """Give what an earlier request under this key announced."""
        answer: Any = self._requests.answer(request)
        return None if answer is None else self.get(answer["id"])

    def _living(self, item: Item | None) -> Import | None:
        if item is None or item["expires_at"] <= int(self._clock().timestamp()):
            return None
        return Import.model_validate(IMPORT.read(item))

    def _item(self, job: Import) -> Item:
        life = AWAITED if job.state == "waiting" else KEPT
        return {
            **_key(job.id),
            "id": job.id,
            "version": job.version,
            "list_pk": LIST,
            "list_sk": f"{text(job.created_at)}#{job.id}",
            "expires_at": int((job.created_at + life).timestamp()),
            **IMPORT.packed(job.model_dump_json()),
        }


class DynamoOnce:
    """Answers to requests of many rows."""

    def __init__(self, table: Table, *, clock: Clock) -> None:
        """Bind to the Orders table."""
        self._table = table
        self._requests = Requests(table, clock=clock)

    def run(self, request: Request | None, work: Callable[[], list[Any]]) -> list[Any]:
        """Do the work unless it was done; ConflictError for another body under the key."""
        if request is None:
            return work()
        if (kept := self._answer(request)) is not None:
            return kept
        # The key is taken before the work: another body under it is refused from now on.
        claim = self._requests.put(request, "null")
        try:
            self._put(claim)
        except ConditionError:
            if (kept := self._answer(request)) is not None:
                return kept
        results = work()
        answer = self._requests.put(request, json.dumps({"results": results}))
        values = {":hash": request.body_hash}
        with suppress(ConditionError):
            self._put(replace(answer, condition="body_hash = :hash", values=values))
        return results

    def _answer(self, request: Request) -> list[Any] | None:
        answer: Any = self._requests.answer(request)
        return None if answer is None else answer["results"]

    def _put(self, put: Put) -> None:
        self._table.put(put.item, condition=put.condition, values=put.values)


def _key(import_id: str) -> Item:
    return {"pk": f"IMPORT#{import_id}"}
