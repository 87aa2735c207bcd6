"""What we know of users in DynamoDB.

Items of the Access table:
    USERS/<id>                    a standing: the authorizer reads one, 1 unit per new request
    TECHNICIAN#<id>/TECHNICIAN    marker: which user is this technician, or that none is any more
    LEASE/ADMINS                  who is changing administrators just now

Price: a change one transaction of 2 units an item: the standing, two rows of the record, and the
marker and the request's answer where there are any. The list is one query, 0.5 units per 4 KB.
One partition holds all standings: 600 users who ask every 5 seconds read 120 units a second of the
3 000 that it bears.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final
from uuid import uuid4

from integrations.access.users.model import Standing, User
from integrations.access.users.ports import (
    StandingMovedError,
    TechnicianTakenError,
    UserRepeatedError,
)
from shared.audit import Entry
from shared.audit_storage import entry_puts
from shared.clock import Clock
from shared.errors import UnavailableError
from shared.item import Item
from shared.requests import Request, Requests
from shared.stored import STANDING
from shared.table import ConditionError, Put, Table, write_together

ALL: Final = "USERS"
LEASE: Final = {"pk": "LEASE", "sk": "ADMINS"}
FREE: Final = ""
LEASE_S: Final = 30
"""Longer than a function may work on a request: who holds a lease ends before it does."""


class DynamoStandings:
    """The store of standings."""

    def __init__(self, table: Table, *, clock: Clock) -> None:
        """Bind to the Access table."""
        self._table = table
        self._clock = clock
        self._requests = Requests(table, clock=clock, sort_key=True)

    def get(self, user_id: str) -> Standing | None:
        """Read one: 1 read unit."""
        item = self._table.get({"pk": ALL, "sk": user_id})
        return _standing(item) if item else None

    def all(self) -> Mapping[str, Standing]:
        """Read all, by user."""
        items = self._table.walk("pk = :pk", {":pk": ALL})
        return {standing.id: standing for standing in map(_standing, items)}

    def save(
        self,
        standing: Standing,
        before: Standing | None,
        entry: Entry,
        *,
        answer: tuple[Request, str] | None = None,
    ) -> Standing:
        """Write the next version with the record and the request's answer, or nothing."""
        new = standing.model_copy(update={"version": before.version + 1 if before else 1})
        own = self._own_put(new, before)
        markers = self._marker_writes(new, before)
        writes = [own, *markers, *entry_puts(self._table.name, entry)]
        if answer:
            writes.append(self._requests.put(*answer))
        try:
            write_together(self._table.client, writes)
        except ConditionError as error:
            raise self._translated(error, len(markers), new) from error
        return new

    def linked_to(self, technician_id: str) -> str | None:
        """Give the user who is a technician: 1 read unit."""
        item = self._table.get(_marker(technician_id))
        return (item["user_id"] or None) if item else None

    def answered(self, request: Request) -> User | None:
        """Give the user as an earlier request under this key was answered."""
        answer = self._requests.answer(request)
        return None if answer is None else User.model_validate(answer)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let one change of administrators at a time be made; UnavailableError meanwhile."""
        now, owner = int(self._clock().timestamp()), uuid4().hex
        try:
            self._table.put(
                {**LEASE, "owner": owner, "until": now + LEASE_S},
                condition="attribute_not_exists(pk) OR #until <= :now OR #owner = :me",
                values={":now": now, ":me": owner},
                names={"#until": "until", "#owner": "owner"},
            )
        except ConditionError as error:
            raise UnavailableError("administrators are just being changed; try again") from error
        try:
            yield
        finally:
            with suppress(ConditionError):  # it ended by itself, and another holds it now
                self._table.put(
                    {**LEASE, "owner": owner, "until": 0},
                    condition="#owner = :me",
                    values={":me": owner},
                    names={"#owner": "owner"},
                )

    def _own_put(self, new: Standing, before: Standing | None) -> Put:
        item: Item = {
            "pk": ALL,
            "sk": new.id,
            "schema": STANDING.current,
            **new.model_dump(),
        }
        if before is None:
            return Put(self._table.name, item, "attribute_not_exists(pk)")
        values = {":before": before.version}
        return Put(self._table.name, item, "version = :before", values)

    def _marker_writes(self, new: Standing, before: Standing | None) -> list[Put]:
        had = before.technician_id if before else None
        if had == new.technician_id:
            return []
        # Put free rather than removed: this function needs no right to delete.
        owners = [(new.technician_id, new.id), (had, FREE)]
        values = {":free": FREE, ":me": new.id}
        condition = "attribute_not_exists(pk) OR user_id = :free OR user_id = :me"
        return [
            Put(self._table.name, {**_marker(each), "user_id": owner}, condition, values)
            for each, owner in owners
            if each
        ]

    def _translated(self, error: ConditionError, markers: int, new: Standing) -> Exception:
        first = error.which[0]
        if first == 0:
            return StandingMovedError()
        if first <= markers:
            owner = (self.linked_to(new.technician_id) if new.technician_id else None) or ""
            return TechnicianTakenError(owner)
        return UserRepeatedError()


class DirectoryNames:
    """Technicians as the Directory table has them; this room only looks names up."""

    def __init__(self, table: Table) -> None:
        """Bind to the Directory table."""
        self._table = table

    def name(self, technician_id: str) -> str | None:
        """Give a technician's name: 1 read unit; None when there is no such technician."""
        item = self._table.get({"pk": "TECHNICIANS", "sk": technician_id})
        return str(item["name"]) if item else None


def _standing(item: Item) -> Standing:
    return Standing.model_validate(STANDING.opened(item))


def _marker(technician_id: str) -> dict[str, str]:
    return {"pk": f"TECHNICIAN#{technician_id}", "sk": "TECHNICIAN"}
